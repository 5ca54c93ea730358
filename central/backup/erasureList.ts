import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { must } from '../../shared/language/must.ts';
import { utcMsSchema } from '../../shared/time/utcMs.ts';

const lineSchema = z.object({
  id: z.uuid(), householdId: z.uuid(), customerId: z.uuid().nullable(), households: z.array(z.uuid()), customers: z.array(z.uuid()),
  reason: z.string(), agentId: z.uuid(), agentName: z.string(), atMs: utcMsSchema,
});
type Line = z.infer<typeof lineSchema>;

/** Where a central keeps the ids of what was erased, beside its store: a backup made earlier does not know of them. */
export const erasureListOf = (dataFolder: string): string => path.join(dataFolder, 'erasures.jsonl');

/**
 * Reads such a list; one that is not there is empty.
 *
 * @throws Error when a line cannot be read: a restore must not go on without it.
 */
export async function readErasureList(file: string): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => line.trim() !== '').map((line, at) => {
    const parsed = lineSchema.safeParse(attempt(line));
    if (!parsed.success) throw new Error(`${path.basename(file)}: line ${String(at + 1)} cannot be read`);
    return parsed.data;
  });
}

function attempt(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

let writing: Promise<void> = Promise.resolve();

/** Completes the list of a data folder. The file is replaced whole: cut off in the middle it is as it was. */
export function addErasuresToList(dataFolder: string, erasures: readonly { readonly [K in keyof Line]: Readonly<Line[K]> }[]): Promise<void> {
  const written = writing.then(async () => {
    const file = erasureListOf(dataFolder);
    const known = new Map((await readErasureList(file)).map((one) => [one.id, JSON.stringify(one)]));
    const fresh = erasures.filter((one) => !known.has(one.id));
    if (fresh.length === 0) return;
    for (const one of fresh) known.set(one.id, JSON.stringify(lineSchema.parse(one)));
    const part = await open(`${file}.part`, 'w', 0o600);
    await part.writeFile([...known.keys()].map((id) => `${must(known.get(id), 'a line')}\n`).join('')).then(() => part.sync()).finally(() => part.close());
    await rename(`${file}.part`, file);
  });
  writing = written.catch(() => {});
  return written;
}
