import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findSelling } from '../../shared/guides/findSelling.ts';
import { type Guide, guideTextSchema } from '../../shared/guides/guide.ts';
import { parse } from '../../shared/language/parse.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { demoAgent } from './demoAgents.ts';
import { demoId } from './demoId.ts';

const FILE = join(import.meta.dirname, 'guides.json');

/** A guide as its author wrote it; `owner` is a demo agent's number. */
const writtenSchema = guideTextSchema.omit({ ownerAgentId: true }).extend({ owner: z.string() });

/** The guides of the demo, first versions. @throws Error naming entry and field when one is malformed or would sell. */
export function demoGuides(nowMs: UtcMs): readonly Guide[] {
  const parsed = parse(z.array(writtenSchema), JSON.parse(readFileSync(FILE, 'utf8')));
  if (!parsed.ok) throw new Error(`guides.json: ${parsed.faults.map((fault) => `${fault.field} ${fault.detail}`).join('; ')}`);
  return parsed.value.map(({ owner, ...text }) => {
    const selling = findSelling(text);
    if (selling !== null) throw new Error(`guides.json: ${text.code} ${selling.field} sells: ${selling.words}`);
    return { ...text, id: demoId('guide', text.code), ownerAgentId: demoAgent(owner).id, version: 1, updatedAtMs: nowMs };
  });
}
