import { v7 as uuidv7 } from 'uuid';
import { addAgent, hasAgents } from '../store/agentAccounts.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { lockMeta } from '../store/meta.ts';
import type { Pool } from '../store/pool.ts';
import { touch } from '../store/touch.ts';
import { ALL } from './deskScopes.ts';
import { makeOneTimePassword } from './oneTimePassword.ts';
import { hashPassword } from './passwords.ts';

const NUMBER = '1000';

/**
 * Makes the first administrator of a store that has nobody, once: of two centrals that start at once one makes it.
 *
 * @returns the number and the one-time password to be printed, null when somebody is there already.
 */
export async function makeFirstAdmin(pool: Pool): Promise<{ readonly number: string; readonly oneTimePassword: string } | null> {
  if (await hasAgents(pool)) return null;
  const oneTimePassword = makeOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  const made = await inTransaction(pool, async (client) => {
    await lockMeta(client);
    if (await hasAgents(client)) return false;
    const agent = { id: uuidv7(), number: NUMBER, name: '管理员', extension: NUMBER, role: 'admin', team: '', site: '', active: true } as const;
    await addAgent(client, agent, hash);
    await touch(client, [{ scope: ALL, tbl: 'agent', id: agent.id }]);
    return true;
  });
  return made ? { number: NUMBER, oneTimePassword } : null;
}
