import type { OverruledDial } from '../../shared/sync/overruledDialMessages.ts';
import { type Connection, rows, run, statement } from './pool.ts';

const MOST_ENTRIES = 500;

const add = statement('INSERT INTO overruled_dial (at_ms, agent_id, line, call_id, reason, overruled, because) VALUES ($1, $2, $3, $4, $5, $6, $7)');

/** Writes one down: for ever. */
export async function addOverruledDial(on: Connection, dial: Omit<OverruledDial, 'agentNumber' | 'agentName'> & { readonly agentId: string; readonly line: string }): Promise<void> {
  await run(on, add, [dial.atMs, dial.agentId, dial.line, dial.callId, dial.reason, dial.overruled, dial.because]);
}

const newest = statement(`
  SELECT d.at_ms AS "atMs", a.number AS "agentNumber", a.name AS "agentName", d.call_id AS "callId", d.reason, d.overruled, d.because
  FROM overruled_dial d JOIN agent a ON a.id = d.agent_id ORDER BY d.at_ms DESC, d.id DESC LIMIT ${MOST_ENTRIES}`);

/** The last 500, latest first. */
export async function newestOverruledDials(on: Connection): Promise<readonly OverruledDial[]> {
  return await rows<OverruledDial>(on, newest);
}
