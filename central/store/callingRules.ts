import type { CallingRules } from '../../shared/callbacks/callingRules.ts';
import { type Connection, row, run, statement } from './pool.ts';

const read = statement(`
  SELECT call_from_minute AS "callFromMinute", call_to_minute AS "callToMinute", retry_ladder_minutes AS "retryLadderMinutes", frequency_calls AS "frequencyCalls", frequency_days AS "frequencyDays",
    promise_fallback_minutes AS "fallbackMinutes", promise_supervisor_minutes AS "supervisorMinutes", promise_release_minutes AS "releaseMinutes" FROM policy`);
/** By what rules customers are rung now. */
export async function callingRules(on: Connection): Promise<CallingRules> {
  const found = await row<CallingRules>(on, read);
  if (found === null) throw new Error('the policy row is missing');
  return found;
}

const write = statement(`
  UPDATE policy SET call_from_minute = $1, call_to_minute = $2, retry_ladder_minutes = $3, frequency_calls = $4, frequency_days = $5,
    promise_fallback_minutes = $6, promise_supervisor_minutes = $7, promise_release_minutes = $8`);
export async function setCallingRules(on: Connection, rules: CallingRules): Promise<void> {
  await run(on, write, [rules.callFromMinute, rules.callToMinute, rules.retryLadderMinutes, rules.frequencyCalls, rules.frequencyDays, rules.fallbackMinutes, rules.supervisorMinutes, rules.releaseMinutes]);
}
