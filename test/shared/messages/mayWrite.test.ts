import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { StandingConsent, StandingOptOut } from '../../../shared/customers/consent.ts';
import type { Case, HouseholdFile } from '../../../shared/customers/household.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { mayWrite, type WriteRequest } from '../../../shared/messages/mayWrite.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { SATURDAY_TEN, sampleCallback, sampleCustomer, sampleHousehold, samplePhone } from '../../support/storeSamples.ts';

const household = sampleHousehold();
const mother = sampleCustomer(household.id, { channelAttitude: {}, email: 'chen@example.com' });
const aunt = sampleCustomer(household.id, { name: '陈兰', relation: 'aunt', channelAttitude: {} });
const [hers, aunts, home, line] = [
  samplePhone('+8613800000001', { customerId: mother.id }), samplePhone('+8613800000002', { customerId: aunt.id }), samplePhone('+8613800000003'), samplePhone('+862161234567', { kind: 'landline' }),
] as const;
const agreedCall = sampleCallback(household.id, { customerId: mother.id });
const agreed = { callbackId: agreedCall.id, dueAtMs: agreedCall.dueAtMs };
const consent = (over: Partial<StandingConsent> = {}): StandingConsent => ({
  id: household.id, householdId: household.id, customerId: mother.id, channel: 'sms', purpose: '回访', givenAtMs: SATURDAY_TEN - 9 * DAY_MS, untilMs: null, proofKind: 'form', proof: 'F-1', recordedByName: '王倩', withdrawnAtMs: null, ...over,
});
const optOut = (over: Partial<StandingOptOut> = {}): StandingOptOut => ({ id: household.id, householdId: household.id, customerId: null, channel: 'sms', saidAtMs: SATURDAY_TEN - DAY_MS, words: '别发了', interactionId: null, agentName: '王倩', ...over });
const complaint: Case = { id: household.id, householdId: household.id, customerId: null, kind: 'complaint', title: '罐子凹了', openedAtMs: SATURDAY_TEN - DAY_MS, dueAtMs: SATURDAY_TEN, handlerName: null, state: 'open' };
const marketing = (over: Partial<Message> = {}): Message => ({
  id: aunt.id, householdId: household.id, customerId: mother.id, channel: 'sms', address: hers.number, subject: null, text: '满月礼', sendAtMs: SATURDAY_TEN, reason: 'form-consent', templateName: '满月礼', state: 'sent', why: null, detail: null, createdAtMs: SATURDAY_TEN - DAY_MS, settledAtMs: SATURDAY_TEN - DAY_MS, agentName: '王倩', ...over,
});
const file = (over: Partial<HouseholdFile> = {}): HouseholdFile => ({
  household, phones: [hers, aunts, home, line], customers: [mother, aunt], children: [], callbacks: [agreedCall], commitments: [], cases: [], purchases: [], purchaseCount: 0, questions: [], interactions: [], interactionCount: 0, leave: { consents: [], optOuts: [] }, asOfMs: SATURDAY_TEN, ...over,
});
const judge = (over: Partial<WriteRequest> = {}): string => {
  const judged = mayWrite({ file: file(), customerId: mother.id, channel: 'sms', address: hers.number, agreed: null, reason: 'answer', sendAtMs: SATURDAY_TEN, configured: ['sms', 'email'], nowMs: SATURDAY_TEN, hours: { callFromMinute: 480, callToMinute: 1260 }, ...over });
  return judged.ok ? `goes ${(judged.goesAtMs - SATURDAY_TEN) / MINUTE_MS}` : judged.why;
};
const withLeave = (consents: StandingConsent[], optOuts: StandingOptOut[], over: Partial<HouseholdFile> = {}): HouseholdFile => file({ leave: { consents, optOuts }, ...over });
const attitude = (channelAttitude: HouseholdFile['customers'][number]['channelAttitude'], over: Partial<HouseholdFile> = {}): HouseholdFile => file({ customers: [{ ...mother, channelAttitude }, aunt], ...over });
const wish = { reason: 'form-consent' } as const;

describe('a message', () => {
  it.each<[string, Partial<WriteRequest>, string]>([
    ['that answers a question goes without a consent', {}, 'goes 0'],
    ['by a channel nothing is configured for does not', { configured: ['email'] }, 'not-configured'],
    ['to somebody of another family does not', { customerId: household.id }, 'not-theirs'],
    ['that confirms an agreed call goes', { reason: 'agreed', agreed }, 'goes 0'],
    ['that confirms nothing does not', { reason: 'agreed' }, 'no-agreement'],
    ['that confirms a call of somebody else does not', { reason: 'agreed', agreed, customerId: aunt.id, address: aunts.number }, 'no-agreement'],
    ['that confirms a call that was done does not', { reason: 'agreed', agreed, file: file({ callbacks: [] }) }, 'no-agreement'],
    ['that tells a time that was moved does not', { agreed, file: file({ callbacks: [{ ...agreedCall, dueAtMs: agreedCall.dueAtMs + HOUR_MS } satisfies Callback] }) }, 'agreement-moved'],
    ['about a complaint goes while there is one', { reason: 'complaint-follow-up', file: file({ cases: [complaint] }) }, 'goes 0'],
    ['about a complaint there is not does not', { reason: 'complaint-follow-up' }, 'no-complaint'],
    ['about a complaint that was closed does not', { reason: 'complaint-follow-up', file: file({ cases: [{ ...complaint, state: 'closed' }] }) }, 'no-complaint'],
    ['does not go after an opt-out, service or not', { file: withLeave([], [optOut()]) }, 'opted-out'],
    ['does not go after an opt-out of everything', { file: withLeave([], [optOut({ channel: 'all' })]) }, 'opted-out'],
    ['goes after an opt-out of another channel', { file: withLeave([], [optOut({ channel: 'email' })]) }, 'goes 0'],
    ['goes after an opt-out of another person', { file: withLeave([], [optOut({ customerId: aunt.id })]) }, 'goes 0'],
    ['goes after an opt-out that a later consent took back', { file: withLeave([consent({ givenAtMs: SATURDAY_TEN - HOUR_MS })], [optOut()]) }, 'goes 0'],
    ['does not go to who refuses the channel', { file: attitude({ sms: 'refuse' }) }, 'channel-refused'],
    ['of our own wish wants a consent', wish, 'no-consent'],
    ['of our own wish goes with a consent on a form', { ...wish, file: withLeave([consent()], []) }, 'goes 0'],
    ['of our own wish goes with the family\'s consent', { ...wish, file: withLeave([consent({ customerId: null })], []) }, 'goes 0'],
    ['of our own wish is not helped by what only a field says', { ...wish, file: withLeave([consent({ proofKind: 'record' })], []) }, 'no-consent'],
    ['of our own wish is not helped by consent for another channel', { ...wish, file: withLeave([consent({ channel: 'phone' })], []) }, 'no-consent'],
    ['of our own wish is not helped by a consent that is over', { ...wish, file: withLeave([consent({ untilMs: SATURDAY_TEN - 1 })], []) }, 'no-consent'],
    ['of our own wish is not helped by an attitude that allows', { ...wish, file: attitude({ sms: 'allow' }) }, 'no-consent'],
    ['of our own wish does not go while a complaint is open', { ...wish, file: withLeave([consent()], [], { cases: [complaint] }) }, 'open-complaint'],
    ['of our own wish goes a third time in thirty days', { ...wish, file: withLeave([consent()], [], { messages: [marketing(), marketing()] }) }, 'goes 0'],
    ['of our own wish does not go a fourth time in thirty days', { ...wish, file: withLeave([consent()], [], { messages: [marketing(), marketing(), marketing({ state: 'queued' })] }) }, 'too-often'],
    ['of our own wish goes as often as the centre\'s rules say', { ...wish, hours: { callFromMinute: 480, callToMinute: 1260, frequencyCalls: 1, frequencyDays: 30 }, file: withLeave([consent()], [], { messages: [marketing()] }) }, 'too-often'],
    ['of our own wish is counted for as many days as they say', { ...wish, hours: { callFromMinute: 480, callToMinute: 1260, frequencyCalls: 1, frequencyDays: 1 }, file: withLeave([consent()], [], { messages: [marketing()] }) }, 'goes 0'],
    ['of our own wish is not counted as one before itself', { ...wish, id: aunt.id, file: withLeave([consent()], [], { messages: [marketing(), marketing(), marketing()] }) }, 'goes 0'],
    ['that did not go is not counted', { ...wish, file: withLeave([consent()], [], { messages: [marketing({ state: 'failed' }), marketing(), marketing()] }) }, 'goes 0'],
    ['of our own wish does not go to who prefers another channel', { ...wish, file: attitude({ email: 'prefer' }, { leave: { consents: [consent()], optOuts: [] } }) }, 'other-channel'],
    ['that answers a question goes to who prefers another channel', { file: attitude({ email: 'prefer' }) }, 'goes 0'],
    ['goes to the family\'s own mobile', { address: home.number }, 'goes 0'],
    ['does not go to another person\'s mobile', { address: aunts.number }, 'no-number'],
    ['does not go to a landline', { address: line.number }, 'no-number'],
    ['does not go to a number nobody of them has', { address: '+8613900000009' }, 'no-number'],
    ['goes to the e-mail address of the person', { channel: 'email', address: 'chen@example.com' }, 'goes 0'],
    ['does not go to another e-mail address', { channel: 'email', address: 'other@example.com' }, 'no-address'],
    ['goes at the time it is meant for', { sendAtMs: SATURDAY_TEN + 90 * MINUTE_MS }, 'goes 90'],
    ['meant for a time that is over goes at once', { sendAtMs: SATURDAY_TEN - HOUR_MS }, 'goes 0'],
    ['goes in the last minute of the day', { sendAtMs: SATURDAY_TEN + 11 * HOUR_MS - MINUTE_MS }, 'goes 659'],
    ['waits at night for the morning', { sendAtMs: SATURDAY_TEN + 11 * HOUR_MS }, 'goes 1320'],
    ['waits by the customer\'s own clock', { file: file({ household: { ...household, zone: 'America/New_York' } }), sendAtMs: SATURDAY_TEN }, 'goes 660'],
    ['by e-mail wakes nobody', { channel: 'email', address: 'chen@example.com', sendAtMs: SATURDAY_TEN + 12 * HOUR_MS }, 'goes 720'],
  ])('%s', (_title, over, expected) => {
    expect(judge(over)).toBe(expected);
  });
});
