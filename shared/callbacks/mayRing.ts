import { type CutOff, cutOffRecorded, isFresh } from '../calls/cutOff.ts';
import type { Interaction } from '../calls/interaction.ts';
import { notReachedOutcomes } from '../calls/outcome.ts';
import type { StandingConsent } from '../customers/consent.ts';
import { formerOf } from '../customers/formerPhone.ts';
import { channels } from '../customers/customer.ts';
import type { HouseholdFile } from '../customers/household.ts';
import { daysBetween, localClock } from '../time/localClock.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../time/utcMs.ts';
import type { Callback, PermissionReason } from './callback.ts';
import { type CallingHours, closedAt, closedDay, nextOpenTime } from './callingHours.ts';
import { NOW_MINUTES } from './dueCallbacks.ts';
import { isOverrulable, type OverruleReason } from './overrule.ts';

export interface RingRequest {
  /** The promise being kept; null for a call without one. */
  readonly callback: Callback | null;
  readonly file: HouseholdFile;
  readonly reason: PermissionReason;
  /** What is to be dialled. Left out: the callback's number. */
  readonly number?: string;
  /** Who is to be rung; null: whoever answers. Left out: the callback's person. */
  readonly customerId?: string | null;
  /** A talk with them that a fault ended and that may not stand in the file yet; null or left out: none is known. */
  readonly cutOff?: CutOff | null;
  /** Left out: whoever may keep the callback. */
  readonly dialler?: Dialler;
  /** Named by the agent: goes over the checks that may be gone over (overrule.ts), and no other. Null or left out: nothing is gone over. */
  readonly overrule?: OverruleReason | null;
  readonly nowMs: UtcMs;
  readonly policy: CallingHours;
}

/** In the order in which they are judged and shown. */
export const ringChecks = ['reason', 'opt-out', 'attitude', 'consent', 'complaint', 'frequency', 'channel', 'agreed-time', 'hours', 'number'] as const;
export type RingCheckKey = (typeof ringChecks)[number];

export const ringRefusals = [
  'callback-closed', 'not-owner', 'no-agreement', 'no-consent', 'not-expecting', 'no-complaint', 'no-missed-call', 'no-cut-off', 'no-promise',
  'opted-out', 'phone-refused', 'open-complaint', 'too-often', 'other-channel', 'before-agreed', 'closed-day', 'outside-calling-hours', 'number-not-theirs', 'no-number',
] as const;
export type RingRefusal = (typeof ringRefusals)[number];

/** Who is about to ring. */
export interface Dialler {
  readonly agentId: string;
  /** Supervisors keep anybody's promise. */
  readonly isSupervisor: boolean;
}

export interface RingCheck {
  readonly key: RingCheckKey;
  readonly ok: boolean;
  /** What the screen's sentence needs: counts, instants (ms), names. */
  readonly params: Readonly<Record<string, string | number>>;
}

export type RingPermission =
  | { readonly ok: true; readonly reason: PermissionReason; readonly checks: readonly RingCheck[] }
  /** `opensAtMs`: when the same call would be allowed, if only waiting is needed; null when it takes more. */
  | { readonly ok: false; readonly why: RingRefusal; readonly opensAtMs: UtcMs | null; readonly checks: readonly RingCheck[] };

/** Asked for by the customer, or owed to them: service. The others are our own wish to ring, and need their leave. */
const SERVICE: readonly PermissionReason[] = ['agreed', 'complaint-follow-up', 'missed-call-return', 'cut-off-return', 'answer-promised'];
/** Where the centre has no rule of its own. */
export const FREQUENCY_DAYS = 30;
export const FREQUENCY_CALLS = 3;
const MISSED_CALL_DAYS = 7;

interface Verdict {
  readonly check: RingCheck;
  readonly refusal: RingRefusal | null;
  readonly opensAtMs: UtcMs | null;
}

const pass = (key: RingCheckKey, params: RingCheck['params'] = {}): Verdict => ({ check: { key, ok: true, params }, refusal: null, opensAtMs: null });
const fail = (key: RingCheckKey, refusal: RingRefusal, params: RingCheck['params'] = {}, opensAtMs: UtcMs | null = null): Verdict => ({ check: { key, ok: false, params }, refusal, opensAtMs });

const spokenWith = (interaction: Interaction): boolean =>
  (interaction.kind === 'call-in' || interaction.kind === 'call-out') && (interaction.talkSeconds ?? 0) > 0 && !(interaction.outcome !== null && notReachedOutcomes.includes(interaction.outcome));

const isOf = (customerId: string | null, person: string | null): boolean => person === null || customerId === null || customerId === person;

/**
 * Leave to be rung that is in force for this person. The household's own counts while its field says so: a merge does not
 * take it over. What only a person's field says (proof 'record') is judged as that field is: it is no consent on a form, and
 * nothing that an opt-out ends with. Who refuses the phone has given no leave, whatever consent stands beside it.
 */
function phoneConsents({ file, nowMs }: Pick<RingRequest, 'file' | 'nowMs'>, person: string | null): readonly StandingConsent[] {
  if (file.customers.some((each) => each.id === person && each.channelAttitude.phone === 'refuse')) return [];
  const hasOwnLeave = file.household.phoneConsentUntilMs !== null && file.household.phoneConsentUntilMs > nowMs;
  return (file.leave?.consents ?? []).filter((each) => each.channel === 'phone' && each.withdrawnAtMs === null && each.givenAtMs <= nowMs && (each.untilMs === null || each.untilMs > nowMs)
    && (each.customerId === null ? hasOwnLeave : each.customerId === person && each.proofKind !== 'record'));
}

const rungPerson = ({ customerId, callback }: RingRequest): string | null => (customerId === undefined ? (callback?.customerId ?? null) : customerId);

/** What the reason rests on, as an instant: later than an opt-out, it stands in spite of it. Null: it rests on nothing. */
function basisOf(request: RingRequest): { readonly sinceMs: UtcMs } | RingRefusal {
  const { callback, file, reason, nowMs, dialler } = request;
  if (callback !== null && callback.state !== 'open') return 'callback-closed';
  if (callback !== null && dialler !== undefined && callback.ownerAgentId !== null && callback.ownerAgentId !== dialler.agentId && !dialler.isSupervisor) return 'not-owner';
  if (callback !== null && callback.permissionReason === reason && SERVICE.includes(reason)) return { sinceMs: callback.agreedAtMs };
  switch (reason) {
    case 'agreed': return 'no-agreement';
    case 'form-consent': {
      const until = file.household.phoneConsentUntilMs;
      return (until !== null && until > nowMs) || phoneConsents(request, rungPerson(request)).length > 0 ? { sinceMs: 0 } : 'no-consent';
    }
    case 'prenatal': {
      const today = localClock(nowMs, file.household.zone).date;
      return file.children.some((child) => child.birthDate === null && child.dueDate !== null && daysBetween(today, child.dueDate) >= 0) ? { sinceMs: 0 } : 'not-expecting';
    }
    case 'complaint-follow-up': {
      const open = file.cases.filter((each) => each.kind === 'complaint' && each.state !== 'closed');
      return open.length > 0 ? { sinceMs: Math.max(...open.map((each) => each.openedAtMs)) } : 'no-complaint';
    }
    case 'missed-call-return': {
      const missed = file.interactions.filter((each) => each.kind === 'call-missed' && each.startedAtMs <= nowMs && each.startedAtMs > nowMs - MISSED_CALL_DAYS * DAY_MS);
      const lastMs = Math.max(...missed.map((each) => each.startedAtMs));
      return missed.length > 0 && !file.interactions.some((each) => spokenWith(each) && each.startedAtMs > lastMs) ? { sinceMs: lastMs } : 'no-missed-call';
    }
    case 'cut-off-return': {
      const [last] = [request.cutOff ?? null, ...file.interactions.map(cutOffRecorded)].filter((each) => each !== null).filter((each) => isFresh(each, nowMs)).sort((a, b) => b.startedAtMs - a.startedAtMs);
      // From the call's beginning: who opts out in the very call that breaks off is not rung back.
      return last !== undefined && !file.interactions.some((each) => spokenWith(each) && each.startedAtMs > last.startedAtMs) ? { sinceMs: last.startedAtMs } : 'no-cut-off';
    }
    case 'answer-promised': {
      const open = file.commitments.filter((each) => each.state === 'open');
      return open.length > 0 ? { sinceMs: Math.max(...open.map((each) => each.promisedAtMs)) } : 'no-promise';
    }
  }
}

/**
 * When these people said they do not want to be rung any more; null: they did not, or allowed it anew since.
 * @param person null: whoever answers.
 */
export function phoneOptOut(request: Pick<RingRequest, 'file' | 'nowMs'>, person: string | null): UtcMs | null {
  const { file } = request;
  const inCalls = file.interactions.filter((each) => each.outcome === 'opt-out' && isOf(each.customerId, person));
  const said = (file.leave?.optOuts ?? []).filter((each) => (each.channel === 'phone' || each.channel === 'all') && isOf(each.customerId, person));
  const lastMs = Math.max(0, ...inCalls.map((each) => each.startedAtMs), ...said.map((each) => each.saidAtMs));
  return lastMs === 0 || phoneConsents(request, person).some((each) => each.givenAtMs > lastMs) ? null : lastMs;
}

function checkOptOut(request: RingRequest, person: string | null, sinceMs: UtcMs): Verdict {
  const lastMs = phoneOptOut(request, person);
  return lastMs !== null && sinceMs <= lastMs ? fail('opt-out', 'opted-out', { atMs: lastMs }) : pass('opt-out');
}

/** Keeping an agreement, returning a call, giving an answer: the customer asked for this very call. */
const isAskedFor = (reason: PermissionReason): boolean => reason === 'agreed' || reason === 'missed-call-return' || reason === 'cut-off-return' || reason === 'answer-promised';

const rungOf = (file: HouseholdFile, person: string | null): HouseholdFile['customers'] => (person === null ? file.customers : file.customers.filter((customer) => customer.id === person));

/** A refused phone is rung only to keep an agreement, to return a call or to give an answer: what the customer asked for. */
function checkAttitude(request: RingRequest, person: string | null): Verdict {
  const rung = rungOf(request.file, person);
  const refuses = rung.length > 0 && rung.every((customer) => customer.channelAttitude.phone === 'refuse');
  return refuses && !isAskedFor(request.reason) ? fail('attitude', 'phone-refused', { name: rung.map((customer) => customer.name).join('、') }) : pass('attitude');
}

function checkConsent(request: RingRequest, person: string | null): Verdict {
  const { file, reason, nowMs } = request;
  if (SERVICE.includes(reason)) return pass('consent');
  const until = file.household.phoneConsentUntilMs;
  if (until !== null && until > nowMs) return pass('consent', { untilMs: until });
  const [own] = phoneConsents(request, person);
  if (own !== undefined) return pass('consent', own.untilMs === null ? {} : { untilMs: own.untilMs });
  const allows = rungOf(file, person).some((customer) => customer.channelAttitude.phone === 'allow' || customer.channelAttitude.phone === 'prefer');
  // A missing attitude is leave for service and a refusal of anything else: silence is no consent.
  return allows && reason !== 'form-consent' ? pass('consent') : fail('consent', 'no-consent', until === null ? {} : { untilMs: until });
}

function checkComplaint(request: RingRequest): Verdict {
  const open = request.file.cases.filter((each) => each.kind === 'complaint' && each.state !== 'closed');
  const [first] = open;
  if (first === undefined || SERVICE.includes(request.reason)) return pass('complaint', { count: open.length });
  return fail('complaint', 'open-complaint', { count: open.length, title: first.title });
}

/**
 * Our own wish to ring: at most so many calls to the household in so many days as the centre allows, answered or not.
 * Service: as many tries as the promise allows (without one, as many as at our own wish) that nobody answered, since the last talk.
 */
function checkFrequency(request: RingRequest, sinceMs: UtcMs): Verdict {
  const { callback, file, reason, nowMs, policy } = request;
  const [days, calls] = [policy.frequencyDays ?? FREQUENCY_DAYS, policy.frequencyCalls ?? FREQUENCY_CALLS];
  const recent = file.interactions.filter((each) => each.kind === 'call-out' && each.startedAtMs <= nowMs && each.startedAtMs > nowMs - days * DAY_MS);
  if (!SERVICE.includes(reason)) {
    const oldest = [...recent].sort((a, b) => b.startedAtMs - a.startedAtMs)[calls - 1];
    const params = { count: recent.length, limit: calls, days };
    return oldest === undefined ? pass('frequency', params) : fail('frequency', 'too-often', params, oldest.startedAtMs + days * DAY_MS);
  }
  const lastTalkMs = Math.max(0, ...file.interactions.filter((each) => spokenWith(each) && each.startedAtMs <= nowMs).map((each) => each.startedAtMs));
  const unanswered = recent.filter((each) => !spokenWith(each) && each.startedAtMs > Math.max(lastTalkMs, sinceMs));
  const limit = callback?.maxAttempts ?? calls;
  const params = { count: unanswered.length, limit, days };
  const oldest = [...unanswered].sort((a, b) => b.startedAtMs - a.startedAtMs)[limit - 1];
  return oldest === undefined ? pass('frequency', params) : fail('frequency', 'too-often', params, oldest.startedAtMs + days * DAY_MS);
}

/** Who would rather be written to is written to, unless they asked for this call. Of several who may answer it is enough that one does not mind. */
function checkChannel({ file, reason }: RingRequest, person: string | null): Verdict {
  const rung = rungOf(file, person);
  const instead = rung.map(({ channelAttitude }) => (channelAttitude.phone === 'prefer' ? undefined : channels.find((channel) => channelAttitude[channel] === 'prefer')));
  const [first] = instead;
  if (isAskedFor(reason) || first === undefined || instead.includes(undefined)) return pass('channel');
  return fail('channel', 'other-channel', { name: rung.map((customer) => customer.name).join('、'), channel: first });
}

/**
 * The time is what was agreed: before its window, and before the list calls it "now", nothing was. After a try nobody answered
 * the time is one of our own. Who wants to be rung earlier after all has it moved.
 */
function checkAgreedTime({ callback, reason, nowMs }: RingRequest): Verdict {
  if (callback === null || reason !== 'agreed' || callback.permissionReason !== 'agreed') return pass('agreed-time');
  const opensAtMs = callback.dueAtMs - Math.max(callback.windowMinutes, NOW_MINUTES) * MINUTE_MS;
  const params = { dueAtMs: callback.dueAtMs };
  return callback.attempts > 0 || nowMs >= opensAtMs ? pass('agreed-time', params) : fail('agreed-time', 'before-agreed', params, opensAtMs);
}

/** By the customer's clock and the centre's calendar: on its closed days nobody is there to ring, nor to be rung back. */
function checkHours(request: RingRequest): Verdict {
  const { file, policy, nowMs } = request;
  const { zone } = file.household;
  const holiday = closedDay(nowMs, policy, zone);
  const params = { fromMinute: policy.callFromMinute, toMinute: policy.callToMinute, ...(holiday === null ? {} : { holiday: holiday.name }) };
  const closed = closedAt(nowMs, policy, zone);
  return closed === null ? pass('hours', params) : fail('hours', closed, params, nextOpenTime(nowMs, policy, zone));
}

/** A number that is not this family's any more rings somebody else. A callback that would have rung it has none until one is chosen. */
function checkNumber({ callback, file, number = callback?.number }: RingRequest): Verdict {
  if (number === '') return fail('number', 'no-number');
  const former = number === undefined ? null : formerOf(file, number);
  return former === null ? pass('number') : fail('number', 'number-not-theirs', { by: former.endedByName, atMs: former.saidAtMs });
}

/**
 * Whether a customer may be rung at this very moment, and for what reason. The same answer on the desktop before it
 * dials and in the store: every check is listed, the first that fails is the sentence the agent sees.
 */
export function mayRing(request: RingRequest): RingPermission {
  const { file, reason, policy, nowMs } = request;
  const person = rungPerson(request);
  const basis = basisOf(request);
  const sinceMs = typeof basis === 'string' ? 0 : basis.sinceMs;
  const verdicts: readonly Verdict[] = [
    typeof basis === 'string' ? fail('reason', basis) : pass('reason', { reason }),
    checkOptOut(request, person, sinceMs),
    checkAttitude(request, person),
    checkConsent(request, person),
    checkComplaint(request),
    checkFrequency(request, sinceMs),
    checkChannel(request, person),
    checkAgreedTime(request),
    checkHours(request),
    checkNumber(request),
  ];
  const checks = verdicts.map((verdict) => verdict.check);
  const isOver = (refusal: RingRefusal): boolean => request.overrule != null && isOverrulable(refusal);
  const failed = verdicts.filter((verdict) => verdict.refusal !== null && !isOver(verdict.refusal));
  const [first] = failed;
  if (first === undefined || first.refusal === null) return { ok: true, reason, checks };
  // Waiting helps only when every failed check says until when.
  const waits = failed.map((verdict) => verdict.opensAtMs);
  // A cut-off is returned within minutes: by the time the hours begin it is none any more.
  const opensAtMs = reason !== 'cut-off-return' && waits.every((ms) => ms !== null) ? nextOpenTime(Math.max(...waits), policy, file.household.zone) : null;
  return { ok: false, why: first.refusal, opensAtMs: opensAtMs !== null && opensAtMs > nowMs ? opensAtMs : null, checks };
}
