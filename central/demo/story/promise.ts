import type { Agent } from '../../../shared/agents/agent.ts';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { chinaDate, chinaInstant, spokenTime } from '../demoTime.ts';
import type { Member } from '../family.ts';
import type { Prng } from '../prng.ts';
import type { Ledger } from './ledger.ts';

/** Minutes of the day people agree on. */
const AGREED_MINUTES = [560, 570, 585, 600, 600, 630, 660, 675, 840, 855, 870, 900, 900, 930, 945, 960, 990, 1020, 1080, 1140, 1170] as const;

/** A likely time to agree on, so many days after. */
export function agreedTime(afterMs: UtcMs, days: number, prng: Prng): UtcMs {
  const date = new Date(chinaInstant(chinaDate(afterMs), 12 * 60) + days * 1440 * MINUTE_MS);
  return chinaInstant(chinaDate(date.getTime()), prng.pick(AGREED_MINUTES));
}

/** 「明天下午3点 找妈妈 问转奶」: the line as the agent typed it. */
export function agreedLine(saidAtMs: UtcMs, dueAtMs: UtcMs, who: string, purpose: string): string {
  return `${spokenTime(saidAtMs, dueAtMs)} 找${who} ${purpose}`;
}

export interface Promised {
  readonly dueAtMs: UtcMs;
  readonly purpose: string;
  readonly reason: Callback['permissionReason'];
  readonly member: Member | null;
  readonly number: string;
  readonly owner: Agent | null;
  readonly agreedBy: Agent | null;
  readonly agreedAtMs: UtcMs;
  readonly agreedInInteractionId: string | null;
  readonly agreedText: string;
  readonly state?: Callback['state'];
  readonly attempts?: number;
  readonly closedReason?: string | null;
  readonly id?: string;
}

export function promise(ledger: Ledger, promised: Promised): Callback {
  const callback: Callback = {
    id: promised.id ?? ledger.id('callback'), householdId: ledger.family.household.id, customerId: promised.member?.customer.id ?? null,
    number: promised.number, dueAtMs: promised.dueAtMs, zone: ledger.family.household.zone, windowMinutes: promised.reason === 'agreed' ? 15 : 60,
    purpose: promised.purpose, permissionReason: promised.reason, ownerAgentId: promised.owner?.id ?? null, state: promised.state ?? 'open',
    attempts: promised.attempts ?? 0, maxAttempts: promised.reason === 'prenatal' || promised.reason === 'form-consent' ? 2 : 3,
    agreedText: promised.agreedText, agreedInInteractionId: promised.agreedInInteractionId, agreedByAgentId: promised.agreedBy?.id ?? null,
    agreedAtMs: promised.agreedAtMs, closedReason: promised.closedReason ?? null,
  };
  ledger.callbacks.push(callback);
  return callback;
}
