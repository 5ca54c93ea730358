import type { Agent } from '../../shared/agents/agent.ts';
import type { AgentAccount } from '../../shared/sync/accountMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordColumns, recordJson, toColumns } from './recordColumns.ts';

const accounts = statement(`
  SELECT ${recordJson('agent', 'a')} AS agent, a.auto_answer AS "autoAnswer", a.password_once AS "passwordOnce", a.locked_until_ms AS "lockedUntilMs",
    EXISTS (SELECT 1 FROM desk_session s WHERE s.agent_id = a.id AND s.ended_at_ms IS NULL AND s.seen_at_ms > $1) AS "signedIn",
    ARRAY(SELECT r.region_id FROM agent_region r WHERE r.agent_id = a.id ORDER BY 1) AS "regionIds",
    ARRAY(SELECT l.business_line_id FROM agent_business_line l WHERE l.agent_id = a.id ORDER BY 1) AS "lineIds",
    (SELECT count(*)::int FROM callback b WHERE b.owner_agent_id = a.id AND b.state = 'open') AS "openCallbacks"
  FROM agent a ORDER BY a.number`);

/** Everybody who may or might sign in, by number. `seenSinceMs`: a session not heard of since then does not count. */
export async function agentAccounts(on: Connection, seenSinceMs: number): Promise<readonly AgentAccount[]> {
  return await rows<AgentAccount>(on, accounts, [seenSinceMs]);
}

const anybody = statement('SELECT EXISTS (SELECT 1 FROM agent) AS found');
export async function hasAgents(on: Connection): Promise<boolean> {
  return (await row<{ found: boolean }>(on, anybody))?.found ?? false;
}

const columns = recordColumns('agent').join(', ');
const add = statement(`
  INSERT INTO agent (${columns}, password_hash, password_once)
  SELECT ${columns}, $2::text, true FROM jsonb_populate_record(NULL::agent, $1::jsonb) ON CONFLICT DO NOTHING`);

/** @returns false when the number or the extension is somebody's already. */
export async function addAgent(on: Connection, agent: Agent, passwordHash: string): Promise<boolean> {
  return await run(on, add, [JSON.stringify(toColumns(agent)), passwordHash]) > 0;
}

const change = statement(`
  UPDATE agent a SET name = coalesce(x.name, a.name), role = coalesce(x.role, a.role), team = coalesce(x.team, a.team), site = coalesce(x.site, a.site),
    active = coalesce(x.active, a.active), auto_answer = coalesce(x."autoAnswer", a.auto_answer)
  FROM jsonb_to_record($2::jsonb) x (name text, role text, team text, site text, active boolean, "autoAnswer" boolean)
  WHERE a.id = $1 RETURNING ${recordJson('agent', 'a')} AS agent`);

/** @returns the agent as it stands then, null when there is none. */
export async function changeAgent(on: Connection, id: string, to: object): Promise<Agent | null> {
  return (await row<{ agent: Agent }>(on, change, [id, JSON.stringify(to)]))?.agent ?? null;
}

const password = statement('UPDATE agent SET password_hash = $2, password_once = $3, failed_count = 0, locked_until_ms = 0 WHERE id = $1');

/** Gives an agent another password. `once`: its owner must choose one of their own at the next sign-in. */
export async function setPassword(on: Connection, id: string, hash: string, once: boolean): Promise<boolean> {
  return await run(on, password, [id, hash, once]) > 0;
}

const otherAdmins = statement("SELECT EXISTS (SELECT 1 FROM agent WHERE role = 'admin' AND active AND id <> $1) AS found");
/** Whether somebody else could still make accounts. Call it with the table locked against changes. */
export async function hasOtherAdmin(on: Connection, id: string): Promise<boolean> {
  return (await row<{ found: boolean }>(on, otherAdmins, [id]))?.found ?? false;
}

/** Lets one transaction at a time change who is there. */
export async function lockAgents(on: Connection): Promise<void> {
  await on.query('LOCK TABLE agent IN SHARE ROW EXCLUSIVE MODE');
}
