import { describe, expect, it } from 'vitest';
import type { PermissionReason } from '../../../shared/callbacks/callback.ts';
import { mayRing, type RingRefusal, type RingRequest } from '../../../shared/callbacks/mayRing.ts';
import { isOverrulable, mayOverrule, overruleReasons } from '../../../shared/callbacks/overrule.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { sampleCallback, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
/** Wednesday, within calling hours. */
const NOW = at('2026-11-25T14:30:00');
const policy = { callFromMinute: 540, callToMinute: 1200 };

const base = sampleHousehold();
const clean: HouseholdFile = { ...base, household: { ...base.household, phoneConsentUntilMs: NOW + 90 * DAY_MS } };

/** Each makes one rule speak and leaves the others as they are. In the order in which the gate names them. */
const rules: readonly { readonly refusal: RingRefusal; readonly break: (request: RingRequest) => RingRequest }[] = [
  { refusal: 'opted-out', break: (request) => ({ ...request, file: { ...request.file, leave: { consents: [], optOuts: [{ id: 'out', householdId: base.household.id, customerId: null, channel: 'phone', saidAtMs: NOW - DAY_MS, words: '别打', interactionId: null, agentName: '' }] } } }) },
  { refusal: 'phone-refused', break: (request) => ({ ...request, file: { ...request.file, customers: request.file.customers.map((each) => ({ ...each, channelAttitude: { ...each.channelAttitude, phone: 'refuse' as const } })) } }) },
  { refusal: 'open-complaint', break: (request) => ({ ...request, file: { ...request.file, cases: [{ id: 'case', householdId: base.household.id, customerId: null, kind: 'complaint', title: '罐口漏粉', openedAtMs: NOW - DAY_MS, dueAtMs: NOW + DAY_MS, handlerName: null, state: 'open' }] } }) },
  { refusal: 'too-often', break: (request) => ({ ...request, file: { ...request.file, interactions: [1, 2, 3].map((days) => sampleInteraction({ kind: 'call-out', outcome: 'no-answer', talkSeconds: null, startedAtMs: NOW - days * DAY_MS })) } }) },
  { refusal: 'other-channel', break: (request) => ({ ...request, file: { ...request.file, customers: request.file.customers.map((each) => ({ ...each, channelAttitude: { ...each.channelAttitude, sms: 'prefer' as const } })) } }) },
  { refusal: 'closed-day', break: (request) => ({ ...request, policy: { ...request.policy, holidays: [{ name: '盘点', fromDay: '2026-11-25', toDay: '2026-11-25', worked: false }] } }) },
  { refusal: 'outside-calling-hours', break: (request) => ({ ...request, nowMs: at('2026-11-25T20:00:00') }) },
  { refusal: 'number-not-theirs', break: (request) => ({ ...request, number: '+8613800001111', file: { ...request.file, formerPhones: [{ id: 'phone', number: '+8613800001111', extension: null, kind: 'mobile', customerId: null, source: 'call', saidAtMs: NOW - DAY_MS, endedByName: '王倩', returnedAtMs: null, returnedByName: null }] } }) },
];
const asked: RingRequest = { callback: null, file: clean, reason: 'form-consent', customerId: null, nowMs: NOW, policy };
const why = (request: RingRequest): string => {
  const permission = mayRing(request);
  return permission.ok ? 'may ring' : permission.why;
};
const pairs = rules.flatMap((one, at) => rules.slice(at + 1).map((other) => ({ one, other })));

describe('the rules of the gate', () => {
  it('let a call on consent pass when none of them speaks', () => { expect(why(asked)).toBe('may ring'); });

  it.each(rules)('alone: $refusal', (rule) => { expect(why(rule.break(asked))).toBe(rule.refusal); });

  it.each(pairs)('in pairs: $one.refusal with $other.refusal is told by the first', ({ one, other }) => {
    expect(why(other.break(one.break(asked)))).toBe(one.refusal);
    expect(why(one.break(other.break(asked)))).toBe(one.refusal);
  });

  it.each<readonly [string, string, string]>([
    ['one millisecond before nine', '2026-11-25T08:59:59.999', 'outside-calling-hours'], ['at nine', '2026-11-25T09:00:00', 'may ring'],
    ['in the last minute', '2026-11-25T19:59:59.999', 'may ring'], ['at eight in the evening', '2026-11-25T20:00:00', 'outside-calling-hours'],
    ['at midnight', '2026-11-25T00:00:00', 'outside-calling-hours'],
  ])('by the minute: %s', (_title, when, said) => { expect(why({ ...asked, nowMs: at(when) })).toBe(said); });

  it.each<readonly [string, number, string]>([
    ['a call 30 days ago to the millisecond is forgotten', 30 * DAY_MS, 'may ring'], ['one a millisecond younger counts', 30 * DAY_MS - 1, 'too-often'],
  ])('by the cap: %s', (_title, agoMs, said) => {
    const calls = [DAY_MS, 2 * DAY_MS, agoMs].map((ago) => sampleInteraction({ kind: 'call-out', outcome: 'no-answer', talkSeconds: null, startedAtMs: NOW - ago }));
    expect(why({ ...asked, file: { ...clean, interactions: calls } })).toBe(said);
  });

  it.each<readonly [string, number, string]>([
    ['half an hour before it', 30 * MINUTE_MS, 'may ring'], ['a millisecond earlier', 30 * MINUTE_MS + 1, 'before-agreed'],
  ])('by the agreed time: %s', (_title, leftMs, said) => {
    expect(why({ ...asked, reason: 'agreed', callback: sampleCallback({ agreedAtMs: NOW - DAY_MS, dueAtMs: NOW + leftMs }) })).toBe(said);
  });
});

describe('a customer who prefers to be written to', () => {
  const prefers = (attitudes: readonly HouseholdFile['customers'][number]['channelAttitude'][], over: Partial<RingRequest> = {}): string =>
    why({ ...asked, file: { ...clean, customers: clean.customers.map((each, at) => ({ ...each, channelAttitude: attitudes[at] ?? {} })) }, ...over });
  const her = clean.customers[0]?.id ?? '';

  it.each<readonly [string, () => string, string]>([
    ['is not rung on consent', () => prefers([{ phone: 'allow', sms: 'prefer' }], { customerId: her }), 'other-channel'],
    ['is rung when the telephone is preferred as well', () => prefers([{ phone: 'prefer', sms: 'prefer' }], { customerId: her }), 'may ring'],
    ['does not keep others of the family from being rung', () => prefers([{ phone: 'allow', sms: 'prefer' }, {}]), 'may ring'],
    ['is not rung when all of them do', () => prefers([{ sms: 'prefer' }, { email: 'prefer' }]), 'other-channel'],
    ['is rung as agreed: they asked for it', () => prefers([{ sms: 'prefer' }], { customerId: her, reason: 'agreed', callback: sampleCallback({ agreedAtMs: NOW - DAY_MS, dueAtMs: NOW }) }), 'may ring'],
  ])('%s', (_title, said, expected) => { expect(said()).toBe(expected); });
});

describe('a named reason', () => {
  const named = overruleReasons[0];

  it.each(rules)('alone over $refusal goes only over a cap and a preference', (rule) => {
    const request = rule.break(asked);
    const goes = rule.refusal === 'too-often' || rule.refusal === 'other-channel';
    expect(isOverrulable(rule.refusal)).toBe(goes);
    expect(mayOverrule(mayRing(request))).toBe(goes);
    expect(why({ ...request, overrule: named })).toBe(goes ? 'may ring' : rule.refusal);
  });

  it.each(pairs)('over $one.refusal with $other.refusal goes only where both may be gone over', ({ one, other }) => {
    const request = other.break(one.break(asked));
    const left = [one, other].find((rule) => !isOverrulable(rule.refusal));
    expect(mayOverrule(mayRing(request))).toBe(left === undefined);
    expect(why({ ...request, overrule: named })).toBe(left?.refusal ?? 'may ring');
  });

  it.each<PermissionReason>(['form-consent', 'prenatal', 'agreed', 'complaint-follow-up', 'missed-call-return', 'answer-promised', 'cut-off-return'])('is no basis where there is none: %s', (reason) => {
    const bare: HouseholdFile = { ...base, household: { ...base.household, phoneConsentUntilMs: null }, children: [] };
    const request: RingRequest = { ...asked, file: bare, reason };
    expect(mayRing(request).ok).toBe(false);
    expect(why({ ...request, overrule: named })).toBe(why(request));
  });

  it('goes over the tries of an agreement that are used up', () => {
    const tries = [1, 2, 3].map((hours) => sampleInteraction({ kind: 'call-out', outcome: 'no-answer', talkSeconds: null, startedAtMs: NOW - hours * 60 * MINUTE_MS }));
    const request: RingRequest = { ...asked, reason: 'agreed', callback: sampleCallback({ agreedAtMs: NOW - DAY_MS, dueAtMs: NOW }), file: { ...clean, interactions: tries } };
    expect([why(request), why({ ...request, overrule: named })]).toEqual(['too-often', 'may ring']);
  });

  it('leaves the check that failed on the list, for the screen to show', () => {
    const request = rules.find((rule) => rule.refusal === 'too-often')?.break(asked) ?? asked;
    expect(mayRing({ ...request, overrule: named }).checks.filter((check) => !check.ok).map((check) => check.key)).toEqual(['frequency']);
  });
});
