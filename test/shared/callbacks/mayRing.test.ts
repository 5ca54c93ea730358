import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { mayRing, ringChecks, type RingRequest } from '../../../shared/callbacks/mayRing.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { StandingConsent } from '../../../shared/customers/consent.ts';
import type { Case, Commitment, HouseholdFile } from '../../../shared/customers/household.ts';
import type { FormerPhone } from '../../../shared/customers/phoneKind.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { sampleCallback, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

const at = (text: string): number => Date.parse(`${text}:00+08:00`);
/** Wednesday, within calling hours. */
const now = at('2026-11-25T14:30');
const policy = { callFromMinute: 540, callToMinute: 1200 };

const base = sampleHousehold();
const [mother, grandmother] = base.customers;
if (mother === undefined || grandmother === undefined) throw new Error('the sample household has two people');

const ofRecord = (daysAgo: number): StandingConsent => ({ id: 'consent', householdId: base.household.id, customerId: mother.id, channel: 'phone', purpose: '回访', givenAtMs: now - daysAgo * DAY_MS, untilMs: null, proofKind: 'record', proof: null, recordedByName: '', withdrawnAtMs: null });

type Attitude = 'prefer' | 'allow' | 'refuse';
const file = (over: Partial<HouseholdFile> = {}, consentUntilMs: number | null = null): HouseholdFile =>
  ({ ...base, household: { ...base.household, phoneConsentUntilMs: consentUntilMs }, ...over });
const withPhone = (hers: Attitude | null, grandmothers: Attitude | null = null): Partial<HouseholdFile> => ({
  customers: [{ ...mother, channelAttitude: hers === null ? {} : { phone: hers } }, { ...grandmother, channelAttitude: grandmothers === null ? {} : { phone: grandmothers } }],
});
const promise = (over: Partial<Callback> = {}): Callback => sampleCallback({ customerId: mother.id, agreedAtMs: now - DAY_MS, ...over });
const tried = (daysAgo: number): Interaction => sampleInteraction({ kind: 'call-out', outcome: 'no-answer', talkSeconds: null, startedAtMs: now - daysAgo * DAY_MS });
const reached = (daysAgo: number): Interaction => sampleInteraction({ kind: 'call-out', outcome: 'reached', talkSeconds: 200, startedAtMs: now - daysAgo * DAY_MS });
const rangUs = (daysAgo: number): Interaction => sampleInteraction({ kind: 'call-in', outcome: 'answered', talkSeconds: 200, startedAtMs: now - daysAgo * DAY_MS });
const missed = (daysAgo: number): Interaction => sampleInteraction({ kind: 'call-missed', outcome: null, talkSeconds: null, startedAtMs: now - daysAgo * DAY_MS });
/** A talk of a minute that broke off so long ago. */
const cutOff = (minutesAgo: number): Interaction => sampleInteraction({ kind: 'call-in', outcome: 'answered', talkSeconds: 60, endReason: 'network', hungUpBy: 'line', startedAtMs: now - (minutesAgo + 1) * MINUTE_MS });
const optedOut = (daysAgo: number, customerId: string | null = null): Interaction => sampleInteraction({ kind: 'call-in', outcome: 'opt-out', customerId, startedAtMs: now - daysAgo * DAY_MS });
const complaint = (state: Case['state'] = 'open'): Case => ({ id: 'case', householdId: base.household.id, customerId: null, kind: 'complaint', title: '罐口漏粉', openedAtMs: now - 2 * DAY_MS, dueAtMs: now + DAY_MS, handlerName: '刘敏', state });
const owed = (state: Commitment['state'] = 'open'): Commitment => ({ id: 'owed', householdId: base.household.id, customerId: mother.id, what: '问专家后回复', dueAtMs: now + DAY_MS, promisedByAgentId: null, promisedByName: '王倩', promisedAtMs: now - DAY_MS, state });
const unborn = (dueDate: string): Partial<HouseholdFile> => ({ children: [{ id: 'child', householdId: base.household.id, name: null, sex: null, birthDate: null, dueDate, hospital: null, feeding: null, product: null, remark: null }] });

const former = (returnedAtMs: number | null = null): FormerPhone => ({ id: 'phone', number: '+8613800001111', extension: null, kind: 'mobile', customerId: null, source: 'call', saidAtMs: now - 2 * HOUR_MS, endedByName: '王倩', returnedAtMs, returnedByName: null });

type Ask = Partial<Omit<RingRequest, 'policy'>>;
const told = (ask: Ask): string => {
  const permission = mayRing({ callback: null, file: file(), reason: 'agreed', nowMs: now, policy, ...ask });
  return permission.ok ? 'may ring' : permission.why;
};
const consented = now + 30 * DAY_MS;

describe('mayRing', () => {
  it.each<readonly [string, Ask, string]>([
    ['keeps an agreement', { callback: promise() }, 'may ring'],
    ['does not ring before the agreed time', { callback: promise({ dueAtMs: now + 37 * HOUR_MS }) }, 'before-agreed'],
    ['rings half an hour before it, when the list calls it due', { callback: promise({ dueAtMs: now + 30 * MINUTE_MS }) }, 'may ring'],
    ['and not a minute earlier', { callback: promise({ dueAtMs: now + 31 * MINUTE_MS }) }, 'before-agreed'],
    ['rings from the beginning of a longer stretch that was agreed', { callback: promise({ dueAtMs: now + 2 * HOUR_MS, windowMinutes: 120 }) }, 'may ring'],
    ['rings before the time that only we chose after a vain try', { callback: promise({ dueAtMs: now + 2 * HOUR_MS, attempts: 1 }) }, 'may ring'],
    ['rings earlier for another reason that holds', { callback: null, reason: 'complaint-follow-up', file: file({ cases: [complaint()], callbacks: [promise({ dueAtMs: now + 37 * HOUR_MS })] }) }, 'may ring'],
    ['rings before its day what rests on no agreed time', { callback: promise({ dueAtMs: now + 37 * HOUR_MS, permissionReason: 'answer-promised' }), reason: 'answer-promised' }, 'may ring'],
    ['wants an agreement for the reason "agreed"', {}, 'no-agreement'],
    ['keeps no promise that a colleague has', { callback: promise({ ownerAgentId: 'bob' }), dialler: { agentId: 'ann', isSupervisor: false } }, 'not-owner'],
    ['keeps one that nobody has', { callback: promise({ ownerAgentId: null }), dialler: { agentId: 'ann', isSupervisor: false } }, 'may ring'],
    ['keeps one\'s own', { callback: promise({ ownerAgentId: 'ann' }), dialler: { agentId: 'ann', isSupervisor: false } }, 'may ring'],
    ['keeps anybody\'s for a supervisor', { callback: promise({ ownerAgentId: 'bob' }), dialler: { agentId: 'ann', isSupervisor: true } }, 'may ring'],
    ['takes no other callback for an agreement', { callback: promise({ permissionReason: 'form-consent' }) }, 'no-agreement'],
    ['does not keep a promise that was kept', { callback: promise({ state: 'done' }) }, 'callback-closed'],
    ['does not keep a promise that was cancelled', { callback: promise({ state: 'cancelled' }), reason: 'form-consent', file: file({}, consented) }, 'callback-closed'],
    ['keeps an agreement while a complaint is open: it is service', { callback: promise(), file: file({ cases: [complaint()] }) }, 'may ring'],
    ['rings no number that is not theirs any more', { callback: promise({ number: '+8613800001111' }), file: file({ formerPhones: [former()] }) }, 'number-not-theirs'],
    ['rings none that is dialled otherwise written', { callback: promise(), number: '138 0000 1111', file: file({ formerPhones: [former()] }) }, 'number-not-theirs'],
    ['rings a number that was taken back', { callback: promise({ number: '+8613800001111' }), file: file({ formerPhones: [former(now - HOUR_MS)] }) }, 'may ring'],
    ['rings nobody for a callback that has no number yet', { callback: promise({ number: '' }), file: file({ formerPhones: [former()] }) }, 'no-number'],
    ['keeps an agreement with one who otherwise refuses the phone', { callback: promise(), file: file(withPhone('refuse')) }, 'may ring'],
    ['keeps an agreement made after an opt-out', { callback: promise({ agreedAtMs: now - HOUR_MS }), file: file({ interactions: [optedOut(1)] }) }, 'may ring'],
    ['drops an agreement made before an opt-out', { callback: promise({ agreedAtMs: now - 2 * DAY_MS }), file: file({ interactions: [optedOut(1)] }) }, 'opted-out'],
    ['keeps an agreement with the mother after the father opted out', { callback: promise({ agreedAtMs: now - 2 * DAY_MS }), file: file({ interactions: [optedOut(1, 'father')] }) }, 'may ring'],
    ['drops it when the opt-out named nobody', { callback: promise({ agreedAtMs: now - 2 * DAY_MS }), file: file({ interactions: [optedOut(1, null)] }) }, 'opted-out'],
    ['drops it when whoever answers may be the one who opted out', { callback: promise({ agreedAtMs: now - 2 * DAY_MS, customerId: null }), file: file({ interactions: [optedOut(1, 'father')] }) }, 'opted-out'],
    ['tries an agreement as often as was agreed', { callback: promise({ agreedAtMs: now - 5 * DAY_MS }), file: file({ interactions: [tried(1), tried(2)] }) }, 'may ring'],
    ['stops after the last try of an agreement', { callback: promise({ agreedAtMs: now - 5 * DAY_MS }), file: file({ interactions: [tried(1), tried(2), tried(3)] }) }, 'too-often'],
    ['allows more tries where more were agreed', { callback: promise({ agreedAtMs: now - 5 * DAY_MS, maxAttempts: 5 }), file: file({ interactions: [tried(1), tried(2), tried(3)] }) }, 'may ring'],
    ['counts tries since the agreement only', { callback: promise({ agreedAtMs: now - 1.5 * DAY_MS }), file: file({ interactions: [tried(1), tried(2), tried(3)] }) }, 'may ring'],
    ['counts tries since the last talk only', { callback: promise({ agreedAtMs: now - 9 * DAY_MS }), file: file({ interactions: [tried(1), rangUs(1.5), tried(2), tried(3)] }) }, 'may ring'],

    ['rings on a consent that holds', { reason: 'form-consent', file: file({}, consented) }, 'may ring'],
    ['does not ring without a consent', { reason: 'form-consent', file: file({}, null) }, 'no-consent'],
    ['does not ring on a consent that has ended', { reason: 'form-consent', file: file({}, now) }, 'no-consent'],
    ['takes no "phone allowed" for a consent on a form', { reason: 'form-consent', file: file(withPhone('allow')) }, 'no-consent'],
    ['nor the row of leave that stands beside it', { reason: 'form-consent', customerId: mother.id, file: file({ ...withPhone('allow'), leave: { consents: [ofRecord(9)], optOuts: [] } }) }, 'no-consent'],
    ['and no such row ends an opt-out', { reason: 'prenatal', customerId: mother.id, file: file({ ...unborn('2027-01-10'), ...withPhone('allow'), interactions: [optedOut(20)], leave: { consents: [ofRecord(9)], optOuts: [] } }) }, 'opted-out'],
    ['and no consent given since ends the opt-out of one whose record refuses', { reason: 'agreed', callback: promise({ agreedAtMs: now - 30 * DAY_MS }), file: file({ ...withPhone('refuse'), interactions: [optedOut(20)], leave: { consents: [{ ...ofRecord(9), proofKind: 'form' }], optOuts: [] } }) }, 'opted-out'],
    ['does not ring on consent one who refuses the phone', { reason: 'form-consent', customerId: mother.id, file: file(withPhone('refuse'), consented) }, 'phone-refused'],
    ['rings another of the household who does not', { reason: 'form-consent', customerId: grandmother.id, file: file(withPhone('refuse'), consented) }, 'may ring'],
    ['rings whoever answers unless all refuse', { reason: 'form-consent', customerId: null, file: file(withPhone('refuse'), consented) }, 'may ring'],
    ['rings nobody when all refuse', { reason: 'form-consent', customerId: null, file: file(withPhone('refuse', 'refuse'), consented) }, 'phone-refused'],
    ['does not ring on consent after an opt-out', { reason: 'form-consent', file: file({ interactions: [optedOut(20)] }, consented) }, 'opted-out'],
    ['does not ring on consent while a complaint is open', { reason: 'form-consent', file: file({ cases: [complaint()] }, consented) }, 'open-complaint'],
    ['nor while its answer is not accepted', { reason: 'form-consent', file: file({ cases: [complaint('answered')] }, consented) }, 'open-complaint'],
    ['but does when it is closed', { reason: 'form-consent', file: file({ cases: [complaint('closed')] }, consented) }, 'may ring'],
    ['and does while only a request is open', { reason: 'form-consent', file: file({ cases: [{ ...complaint(), kind: 'request' }] }, consented) }, 'may ring'],
    ['rings a third time in 30 days', { reason: 'form-consent', file: file({ interactions: [tried(1), reached(10)] }, consented) }, 'may ring'],
    ['does not ring a fourth time, answered or not', { reason: 'form-consent', file: file({ interactions: [tried(1), reached(10), tried(29)] }, consented) }, 'too-often'],
    ['forgets calls after 30 days', { reason: 'form-consent', file: file({ interactions: [tried(1), reached(10), tried(30)] }, consented) }, 'may ring'],
    ['does not count the customer’s own calls', { reason: 'form-consent', file: file({ interactions: [rangUs(1), rangUs(2), rangUs(3)] }, consented) }, 'may ring'],

    ['rings before a birth with a consent', { reason: 'prenatal', file: file(unborn('2027-01-10'), consented) }, 'may ring'],
    ['rings before a birth one who said the phone is fine', { reason: 'prenatal', customerId: mother.id, file: file({ ...unborn('2027-01-10'), ...withPhone('allow') }) }, 'may ring'],
    ['takes silence for a refusal', { reason: 'prenatal', customerId: mother.id, file: file({ ...unborn('2027-01-10'), ...withPhone(null) }) }, 'no-consent'],
    ['rings on the due date', { reason: 'prenatal', file: file(unborn('2026-11-25'), consented) }, 'may ring'],
    ['does not ring for prenatal care after it', { reason: 'prenatal', file: file(unborn('2026-11-24'), consented) }, 'not-expecting'],
    ['nor when the child is born', { reason: 'prenatal', file: file({}, consented) }, 'not-expecting'],
    ['nor while a complaint is open', { reason: 'prenatal', file: file({ ...unborn('2027-01-10'), cases: [complaint()] }, consented) }, 'open-complaint'],

    ['follows up an open complaint', { reason: 'complaint-follow-up', file: file({ cases: [complaint()] }) }, 'may ring'],
    ['has nothing to follow up when it is closed', { reason: 'complaint-follow-up', file: file({ cases: [complaint('closed')] }) }, 'no-complaint'],
    ['follows up by another channel when the phone is refused', { reason: 'complaint-follow-up', customerId: mother.id, file: file({ cases: [complaint()], ...withPhone('refuse') }) }, 'phone-refused'],
    ['follows up a complaint made after an opt-out', { reason: 'complaint-follow-up', file: file({ cases: [complaint()], interactions: [optedOut(20)] }) }, 'may ring'],

    ['returns a missed call', { reason: 'missed-call-return', file: file({ interactions: [missed(1)] }) }, 'may ring'],
    ['returns a call that a fault has just ended', { reason: 'cut-off-return', file: file({ interactions: [cutOff(5)] }) }, 'may ring'],
    ['returns one that is not written up yet', { reason: 'cut-off-return', cutOff: { startedAtMs: now - 6 * MINUTE_MS, endedAtMs: now - 5 * MINUTE_MS } }, 'may ring'],
    ['returns it to the last moment of ten minutes', { reason: 'cut-off-return', cutOff: { startedAtMs: now - HOUR_MS, endedAtMs: now - 10 * MINUTE_MS + 1 } }, 'may ring'],
    ['and not after', { reason: 'cut-off-return', cutOff: { startedAtMs: now - HOUR_MS, endedAtMs: now - 10 * MINUTE_MS } }, 'no-cut-off'],
    ['does not return a call that a person ended', { reason: 'cut-off-return', file: file({ interactions: [{ ...cutOff(5), endReason: 'hung-up' }] }) }, 'no-cut-off'],
    ['nor one that never became a talk', { reason: 'cut-off-return', file: file({ interactions: [{ ...cutOff(5), talkSeconds: null }] }) }, 'no-cut-off'],
    ['nor one that was followed by a talk', { reason: 'cut-off-return', file: file({ interactions: [{ ...reached(0), startedAtMs: now - 2 * MINUTE_MS }, cutOff(5)] }) }, 'no-cut-off'],
    ['returns it after an opt-out, to one who rang all the same', { reason: 'cut-off-return', file: file({ interactions: [cutOff(5), optedOut(20)] }) }, 'may ring'],
    ['does not return one in which they opted out', { reason: 'cut-off-return', file: file({ interactions: [{ ...cutOff(5), outcome: 'opt-out' }] }) }, 'opted-out'],
    ['does not return one at night', { reason: 'cut-off-return', nowMs: at('2026-11-25T20:03'), cutOff: { startedAtMs: at('2026-11-25T19:50'), endedAtMs: at('2026-11-25T20:01') } }, 'outside-calling-hours'],
    ['returns it to one who refuses to be rung otherwise', { reason: 'missed-call-return', customerId: mother.id, file: file({ interactions: [missed(1)], ...withPhone('refuse') }) }, 'may ring'],
    ['does not return one of last week', { reason: 'missed-call-return', file: file({ interactions: [missed(7)] }) }, 'no-missed-call'],
    ['does not return one that was followed by a talk', { reason: 'missed-call-return', file: file({ interactions: [rangUs(0.5), missed(1)] }) }, 'no-missed-call'],
    ['returns one that was followed by a vain try', { reason: 'missed-call-return', file: file({ interactions: [tried(0.5), missed(1)] }) }, 'may ring'],

    ['gives an answer that was promised', { reason: 'answer-promised', file: file({ commitments: [owed()] }) }, 'may ring'],
    ['owes nothing when it was given', { reason: 'answer-promised', file: file({ commitments: [owed('kept')] }) }, 'no-promise'],
    ['gives an answer by a callback made for it', { reason: 'answer-promised', callback: promise({ permissionReason: 'answer-promised' }) }, 'may ring'],
    ['stops after three tries nobody answered', { reason: 'answer-promised', file: file({ commitments: [{ ...owed(), promisedAtMs: now - 9 * DAY_MS }], interactions: [tried(1), tried(2), tried(3)] }) }, 'too-often'],
  ])('%s', (_title, ask, expected) => { expect(told(ask)).toBe(expected); });

  it.each<readonly [string, string, string, number | null]>([
    ['opens at nine', '2026-11-25T09:00', 'may ring', null],
    ['is closed at 8:59 and says when it opens', '2026-11-25T08:59', 'outside-calling-hours', at('2026-11-25T09:00')],
    ['is open at 19:59', '2026-11-25T19:59', 'may ring', null],
    ['is closed at 20:00 until tomorrow', '2026-11-25T20:00', 'outside-calling-hours', at('2026-11-26T09:00')],
  ])('%s', (_title, when, expected, opensAtMs) => {
    const permission = mayRing({ callback: promise(), file: file(), reason: 'agreed', nowMs: at(when), policy });
    expect(permission.ok ? ['may ring', null] : [permission.why, permission.opensAtMs]).toEqual([expected, opensAtMs]);
  });

  it('rings a household at our own wish as often as the centre allows', () => {
    const ask = (frequency: { readonly frequencyCalls: number; readonly frequencyDays: number }) =>
      mayRing({ callback: null, file: file({ interactions: [tried(1), reached(10)] }, consented), reason: 'form-consent', nowMs: now, policy: { ...policy, ...frequency } });
    expect(ask({ frequencyCalls: 3, frequencyDays: 30 })).toMatchObject({ ok: true });
    expect(ask({ frequencyCalls: 2, frequencyDays: 30 })).toMatchObject({ ok: false, why: 'too-often' });
    expect(ask({ frequencyCalls: 2, frequencyDays: 7 })).toMatchObject({ ok: true });
  });

  it('does not promise a cut-off caller the hour at which calling begins: by then it is no cut-off any more', () => {
    const nowMs = at('2026-11-25T20:03');
    expect(mayRing({ callback: null, file: file(), reason: 'cut-off-return', cutOff: { startedAtMs: nowMs - 13 * MINUTE_MS, endedAtMs: nowMs - 2 * MINUTE_MS }, nowMs, policy })).toMatchObject({ why: 'outside-calling-hours', opensAtMs: null });
  });

  it('goes by the household’s clock', () => {
    const abroad = { ...base, household: { ...base.household, zone: 'America/New_York' } };
    expect(mayRing({ callback: promise(), file: abroad, reason: 'agreed', nowMs: now, policy })).toMatchObject({ ok: false, why: 'outside-calling-hours', opensAtMs: Date.parse('2026-11-25T09:00:00-05:00') });
  });
  it('says when a frequency cap ends, moved into calling hours', () => {
    const late = { ...tried(10), startedAtMs: at('2026-11-03T21:30') };
    const permission = mayRing({ callback: null, file: file({ interactions: [tried(1), tried(2), late] }, consented), reason: 'form-consent', nowMs: now, policy });
    expect(permission).toMatchObject({ ok: false, why: 'too-often', opensAtMs: at('2026-12-04T09:00') });
  });
  it('promises no opening when waiting alone will not do', () => {
    expect(mayRing({ callback: null, file: file(), reason: 'form-consent', nowMs: at('2026-11-25T22:00'), policy })).toMatchObject({ ok: false, why: 'no-consent', opensAtMs: null });
  });
  it('says from when an agreement may be kept, moved into calling hours', () => {
    const morning = promise({ dueAtMs: at('2026-11-26T09:10') });
    expect(mayRing({ callback: morning, file: file(), reason: 'agreed', nowMs: now, policy })).toMatchObject({ ok: false, why: 'before-agreed', opensAtMs: at('2026-11-26T09:00') });
  });
  it('names the lasting refusal before the passing one', () => {
    expect(mayRing({ callback: promise({ agreedAtMs: now - 2 * DAY_MS }), file: file({ interactions: [optedOut(1)] }), reason: 'agreed', nowMs: at('2026-11-25T22:00'), policy })).toMatchObject({ why: 'opted-out', opensAtMs: null });
  });
  it('lists every check in its order, with what the sentence needs', () => {
    const permission = mayRing({ callback: null, file: file({ cases: [complaint()], interactions: [tried(1), tried(2), tried(3)] }, null), reason: 'form-consent', nowMs: at('2026-11-25T22:00'), policy });
    expect(permission.checks.map((check) => check.key)).toEqual(ringChecks);
    expect(permission.checks.filter((check) => !check.ok).map((check) => check.key)).toEqual(['reason', 'consent', 'complaint', 'frequency', 'hours']);
    expect(permission.checks.find((check) => check.key === 'frequency')?.params).toEqual({ count: 3, limit: 3, days: 30 });
    expect(permission.checks.find((check) => check.key === 'complaint')?.params).toMatchObject({ title: '罐口漏粉' });
  });
});
