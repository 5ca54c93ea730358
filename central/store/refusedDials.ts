import type { RefusedDial } from '../../shared/sync/refusedDialMessages.ts';
import { type Connection, rows, run, statement } from './pool.ts';

const MOST_ENTRIES = 500;

const add = statement('INSERT INTO refused_dial (at_ms, agent_id, line, call_id, reason, refusal, rang) VALUES ($1, $2, $3, $4, $5, $6, $7)');

/** Writes one down: for ever. */
export async function addRefusedDial(on: Connection, dial: Omit<RefusedDial, 'agentNumber' | 'agentName'> & { readonly agentId: string | null; readonly line: string }): Promise<void> {
  await run(on, add, [dial.atMs, dial.agentId, dial.line, dial.callId, dial.reason, dial.refusal, dial.rang]);
}

const newest = statement(`
  SELECT d.at_ms AS "atMs", a.number AS "agentNumber", a.name AS "agentName", d.call_id AS "callId", d.reason, d.refusal, d.rang
  FROM refused_dial d LEFT JOIN agent a ON a.id = d.agent_id ORDER BY d.at_ms DESC, d.id DESC LIMIT ${MOST_ENTRIES}`);

/** The last 500, latest first. */
export async function newestRefusedDials(on: Connection): Promise<readonly RefusedDial[]> {
  return await rows<RefusedDial>(on, newest);
}
