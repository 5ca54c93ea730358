import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Article, articleSchema } from '../../shared/knowledge/article.ts';
import { parse } from '../../shared/language/parse.ts';
import { DAY_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { demoId } from './demoId.ts';

const FOLDER = join(import.meta.dirname, 'articles');

/** An article as its author wrote it; `key` names it for the households that asked. */
const writtenSchema = articleSchema.omit({ id: true, version: true, state: true, updatedAtMs: true }).extend({ key: z.string().regex(/^[a-z0-9-]+$/) });
type WrittenArticle = z.infer<typeof writtenSchema>;

/** Everything in central/demo/articles, in the order of files. @throws Error naming file, entry and field when one is malformed. */
export function writtenArticles(): readonly WrittenArticle[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort().flatMap((name) => {
    const parsed = parse(z.array(writtenSchema), JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
    if (!parsed.ok) throw new Error(`${name}: ${parsed.faults.map((fault) => `${fault.field} ${fault.detail}`).join('; ')}`);
    return parsed.value;
  });
}

export function articleId(key: string): string {
  return demoId('article', key);
}

/** A number from 0 to `below` − 1 that hangs on the key alone. */
function share(key: string, below: number): number {
  return createHash('sha1').update(key).digest().readUInt32BE(0) % below;
}

/** Articles as the store holds them: revised one to four times, last in the eleven months before `nowMs`. */
export function storedArticles(written: readonly WrittenArticle[], nowMs: UtcMs): readonly Article[] {
  return written.map(({ key, ...content }) => ({
    ...content, id: articleId(key), version: 1 + share(`version ${key}`, 4), state: 'published' as const,
    updatedAtMs: nowMs - (2 + share(`updated ${key}`, 330)) * DAY_MS - share(`hour ${key}`, 9) * 3_600_000,
  }));
}
