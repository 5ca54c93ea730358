import type { Agent } from '../../shared/agents/agent.ts';
import type { DemoAccount, Policy } from '../../shared/sync/sessionMessages.ts';
import { comingHolidays } from './holidays.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

export interface AgentLogin {
  readonly agent: Agent;
  readonly passwordHash: string;
  readonly failedCount: number;
  readonly lockedUntilMs: number;
  readonly passwordOnce: boolean;
}

const login = statement(`
  SELECT ${recordJson('agent', 'a')} AS agent, a.password_hash AS "passwordHash", a.failed_count AS "failedCount", a.locked_until_ms AS "lockedUntilMs",
    a.password_once AS "passwordOnce"
  FROM agent a WHERE a.number = $1`);

export async function agentLogin(on: Connection, number: string): Promise<AgentLogin | null> {
  return await row<AgentLogin>(on, login, [number]);
}

const extensions = statement('SELECT extension FROM agent WHERE active ORDER BY extension');

/** The extensions of everybody who works here. */
export async function activeExtensions(on: Connection): Promise<readonly string[]> {
  return (await rows<{ extension: string }>(on, extensions)).map((found) => found.extension);
}

const byId = statement(`SELECT ${recordJson('agent', 'a')} AS agent FROM agent a WHERE a.id = $1`);

export async function agentById(on: Connection, id: string): Promise<Agent | null> {
  return (await row<{ agent: Agent }>(on, byId, [id]))?.agent ?? null;
}

const hold = statement(`SELECT ${recordJson('agent', 'a')} AS agent FROM agent a WHERE a.id = $1 FOR SHARE`);

/** Reads an agent and keeps their account from being changed until the transaction ends. */
export async function holdAgent(on: Connection, id: string): Promise<Agent | null> {
  return (await row<{ agent: Agent }>(on, hold, [id]))?.agent ?? null;
}

// Counting in the statement itself, so that passwords tried at the same moment are all counted.
const failed = statement(`
  UPDATE agent SET failed_count = failed_count + 1,
    locked_until_ms = CASE WHEN failed_count + 1 >= $2::int
      THEN $3::bigint + least($4::bigint * (2 ^ least(failed_count + 1 - $2::int, 20))::bigint, $5::bigint) ELSE locked_until_ms END
  WHERE id = $1 RETURNING locked_until_ms AS "lockedUntilMs"`);

/**
 * Counts a wrong password. From `after` in a row on, the account is locked for `firstMs`, doubling up to `longestMs`.
 *
 * @returns until when the account is locked now (an instant in the past: it is not).
 */
export async function countFailedSignIn(
  on: Connection, agentId: string, nowMs: number, rule: { readonly after: number; readonly firstMs: number; readonly longestMs: number },
): Promise<number> {
  return (await row<{ lockedUntilMs: number }>(on, failed, [agentId, rule.after, nowMs, rule.firstMs, rule.longestMs]))?.lockedUntilMs ?? 0;
}

const passed = statement('UPDATE agent SET failed_count = 0, locked_until_ms = 0 WHERE id = $1 AND failed_count > 0');

export async function forgetFailedSignIns(on: Connection, agentId: string): Promise<void> {
  await run(on, passed, [agentId]);
}

const accounts = statement(`
  SELECT a.number, a.name, a.role, d.password FROM demo_account d JOIN agent a USING (number) WHERE a.active ORDER BY a.number`);

export async function demoAccounts(on: Connection): Promise<readonly DemoAccount[]> {
  return await rows<{ number: string; name: string; role: string; password: string }>(on, accounts);
}

/** SQL: how the centre works at an instant, as JSON; for other statements too. @param now SQL of the instant. */
export const policySql = (now: string): string => `(SELECT json_build_object('wrapUpSeconds', wrap_up_seconds, 'ringSeconds', ring_seconds, 'callFromMinute', call_from_minute, 'callToMinute', call_to_minute,
  'retryLadderMinutes', retry_ladder_minutes, 'frequencyCalls', frequency_calls, 'frequencyDays', frequency_days, 'zone', zone, 'holidays', ${comingHolidays(now)}) FROM policy)`;
const policy = statement(`SELECT ${policySql('$1::bigint')} AS policy`);

/** How the centre works at an instant, with the holidays that are not over then. */
export async function readPolicy(on: Connection, nowMs: number): Promise<Policy> {
  const found = (await row<{ policy: Policy | null }>(on, policy, [nowMs]))?.policy ?? null;
  if (found === null) throw new Error('the policy row is missing');
  return found;
}
