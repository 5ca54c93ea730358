import type { z } from 'zod';
import type { Agent } from '../../shared/agents/agent.ts';
import { WORD_TABLE_ID, wordFault, type WordTable, type wordTableToStoreSchema } from '../../shared/knowledge/wordTable.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { touch } from '../store/touch.ts';
import { holdWordTable, putWordTable, wordTable } from '../store/wordTable.ts';
import type { Central } from './central.ts';
import { ALL } from './deskScopes.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

/**
 * Stores the word table as its next version and tells every desktop.
 *
 * @returns 400 'bad-words' with the group, what is wrong with it and the word; 409 'edited-meanwhile' when another version stands.
 */
export async function storeWordTable(central: Pick<Central, 'pool' | 'clock' | 'bell'>, me: Agent, { groups, base }: z.output<typeof wordTableToStoreSchema>): Promise<Outcome<WordTable>> {
  const fault = wordFault(groups);
  if (fault !== null) return refused(refuse(400, 'bad-words', `groups.${String(fault.group)}`, `${fault.fault}: ${fault.word}`));
  const stored = await inTransaction(central.pool, async (client): Promise<Outcome<WordTable>> => {
    await holdWordTable(client);
    const version = (await wordTable(client))?.version ?? 0;
    if (version !== base) return refused(refuse(409, 'edited-meanwhile', 'base', String(version)));
    const next: WordTable = { id: WORD_TABLE_ID, version: base + 1, groups, updatedAtMs: central.clock.now() };
    await putWordTable(client, next, me.id);
    await touch(client, [{ scope: ALL, tbl: 'wordTable', id: WORD_TABLE_ID }]);
    return done(next);
  });
  central.bell.ring();
  return stored;
}
