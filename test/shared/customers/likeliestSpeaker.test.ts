import { describe, expect, it } from 'vitest';
import { rankSpeakers } from '../../../shared/customers/likeliestSpeaker.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS as now, sampleCallback, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

const LANDLINE = '+862085550143';
const MOBILE = '+8613800138000';
const base = sampleHousehold();
const [mother, grandmother] = base.customers;
if (mother === undefined || grandmother === undefined) throw new Error('the sample household has two people');
const father = { ...mother, id: '0197f000-0000-7000-8000-00000000000f', name: '黄伟', relation: 'father' as const };

const file = (over: Partial<HouseholdFile> = {}): HouseholdFile => ({ ...base, customers: [father, grandmother, mother], ...over });
const talk = (customerId: string, daysAgo: number, number = LANDLINE) => sampleInteraction({ customerId, number, startedAtMs: now - daysAgo * DAY_MS });
const ranked = (household: HouseholdFile, number: string | null = LANDLINE) =>
  rankSpeakers(household, number, now).map((speaker) => [speaker.customerId === mother.id ? 'mother' : speaker.customerId === father.id ? 'father' : 'grandmother', speaker.reasons.map((reason) => reason.key)]);

describe('rankSpeakers', () => {
  it('takes the mother when nothing is known, and the others in the order of the record', () => {
    expect(ranked(file())).toEqual([['mother', ['mother']], ['father', []], ['grandmother', []]]);
  });
  it('puts the one whose own number rings before everything else', () => {
    const household = file({
      phones: [...base.phones, { id: 'mobile', number: MOBILE, extension: null, kind: 'mobile', customerId: father.id }],
      callbacks: [sampleCallback({ customerId: mother.id, dueAtMs: now })],
      interactions: [talk(grandmother.id, 1, MOBILE), talk(grandmother.id, 2, MOBILE)],
    });
    expect(ranked(household, MOBILE)).toEqual([['father', ['own-number']], ['mother', ['promised', 'mother']], ['grandmother', ['last-spoke', 'often']]]);
    expect(ranked(household, LANDLINE)[0]).toEqual(['mother', ['promised', 'mother']]);
  });
  it('puts the one we promised to ring about now before the last one spoken to', () => {
    expect(ranked(file({ callbacks: [sampleCallback({ customerId: grandmother.id, dueAtMs: now + 2 * HOUR_MS })], interactions: [talk(mother.id, 1)] })))
      .toEqual([['grandmother', ['promised']], ['mother', ['last-spoke', 'mother']], ['father', []]]);
  });
  it.each([
    ['half a day ahead counts', 12 * HOUR_MS, 'grandmother'],
    ['more does not', 12 * HOUR_MS + 1, 'mother'],
    ['two days overdue counts', -2 * DAY_MS, 'grandmother'],
    ['more does not', -2 * DAY_MS - 1, 'mother'],
  ])('of a promise, %s', (_title, ahead, first) => {
    expect(ranked(file({ callbacks: [sampleCallback({ customerId: grandmother.id, dueAtMs: now + ahead })] }))[0]?.[0]).toBe(first);
  });
  it('passes over a promise that names nobody or is closed', () => {
    expect(ranked(file({ callbacks: [sampleCallback({ customerId: null, dueAtMs: now }), sampleCallback({ customerId: father.id, dueAtMs: now, state: 'done' })] }))[0]?.[0]).toBe('mother');
  });
  it('expects the one we tried to reach to ring back, until somebody was spoken to', () => {
    const tried = sampleInteraction({ kind: 'call-out', outcome: 'no-answer', talkSeconds: null, customerId: father.id, startedAtMs: now - DAY_MS });
    expect(ranked(file({ interactions: [tried, talk(mother.id, 3)] }))[0]).toEqual(['father', ['we-rang']]);
    expect(ranked(file({ interactions: [talk(mother.id, 0.5), tried] }))[0]?.[0]).toBe('mother');
  });
  it('takes the last one spoken to on this very number, not on another', () => {
    const household = file({ interactions: [talk(mother.id, 1, MOBILE), talk(grandmother.id, 5)] });
    expect(ranked(household)[0]).toEqual(['grandmother', ['last-spoke']]);
    expect(ranked(household, null)[0]).toEqual(['mother', ['last-spoke', 'mother']]);
  });
  it('counts the talks of 90 days among those who were not the last', () => {
    const household = file({ interactions: [talk(father.id, 1), talk(grandmother.id, 2), talk(grandmother.id, 89), talk(mother.id, 3), talk(mother.id, 91)] });
    expect(ranked(household)).toEqual([['father', ['last-spoke']], ['grandmother', ['often']], ['mother', ['mother']]]);
  });
  it('counts as calls only those that were talked, not a visit to the counter nor what was written down by hand', () => {
    const other = (kind: 'complaint' | 'manual', daysAgo: number) => sampleInteraction({ kind, customerId: father.id, callId: null, number: null, talkSeconds: null, startedAtMs: now - daysAgo * DAY_MS });
    const household = file({ interactions: [talk(mother.id, 1), talk(father.id, 2), other('complaint', 3), other('manual', 4)] });
    expect(ranked(household)).toContainEqual(['father', []]);
    expect(ranked(file({ interactions: [...household.interactions, talk(father.id, 5)] }))).toContainEqual(['father', ['often']]);
  });
  it('knows when each was last talked with, a single time long ago too', () => {
    const counter = sampleInteraction({ kind: 'complaint', customerId: grandmother.id, talkSeconds: null, startedAtMs: now - DAY_MS });
    const byHand = sampleInteraction({ kind: 'manual', customerId: mother.id, outcome: 'reached', talkSeconds: null, startedAtMs: now - 2 * DAY_MS });
    const inVain = sampleInteraction({ kind: 'manual', customerId: mother.id, outcome: 'no-answer', talkSeconds: null, startedAtMs: now - DAY_MS });
    const speakers = rankSpeakers(file({ interactions: [talk(father.id, 200), counter, byHand, inVain] }), LANDLINE, now);
    expect(Object.fromEntries(speakers.map((each) => [each.customerId, each.lastTalkMs]))).toEqual({ [father.id]: now - 200 * DAY_MS, [mother.id]: now - 2 * DAY_MS, [grandmother.id]: null });
  });
  it('lets no text message and no vain try pass for a talk', () => {
    const sms = sampleInteraction({ kind: 'sms', customerId: father.id, talkSeconds: null, startedAtMs: now - HOUR_MS });
    expect(ranked(file({ interactions: [sms, talk(grandmother.id, 4)] }))[0]?.[0]).toBe('grandmother');
  });
  it('ignores what lies in the future, from a desktop whose clock ran ahead', () => {
    expect(ranked(file({ interactions: [talk(father.id, -1)] }))[0]?.[0]).toBe('mother');
  });
  it('ranks everyone once, and nobody of an empty household', () => {
    expect(rankSpeakers(file({ customers: [] }), LANDLINE, now)).toEqual([]);
    expect(new Set(ranked(file()).map(([who]) => who)).size).toBe(3);
  });
});
