import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Child, FormerChild } from '../../../shared/customers/child.ts';
import { cancelledWithChild, hangsOnChild, isSameAsLost, sparedOf, standingTaken } from '../../../shared/customers/formerChild.ts';
import { sampleCallback, sampleChild } from '../../support/storeSamples.ts';

const HOME = '11111111-1111-7111-8111-111111111111';
const expected = (over: Partial<Child> = {}): Child => sampleChild(HOME, { name: null, sex: null, birthDate: null, dueDate: '2027-03-02', ...over });
const born = (over: Partial<Child> = {}): Child => sampleChild(HOME, { name: '小满', ...over });
const about = (purpose: string, over: Partial<Callback> = {}): Callback => sampleCallback(HOME, { purpose, agreedText: purpose, ...over });
const former = (over: Partial<FormerChild> = {}): FormerChild => ({ ...expected(), reason: 'lost', source: 'call', saidAtMs: 1000, endedByName: '安宁', cancelled: [], ...over });

describe('whether an agreed call hangs on a child', () => {
  it.each([
    ['names it', about('问小满打疫苗'), born(), [born({ name: '石榴' })], true],
    ['names it without its surname', about('小满打疫苗'), born({ name: '林小满' }), [born({ name: '林石榴' })], true],
    ['names a brother or sister without the surname', about('石榴的辅食'), born({ name: '林小满' }), [born({ name: '林石榴' })], false],
    ['names a brother or sister and not it', about('问石榴的辅食'), born(), [born({ name: '石榴' })], false],
    ['is of the care before a birth, when only it is expected', about('关怀', { permissionReason: 'prenatal' }), expected(), [born()], true],
    ['is of the care before a birth, when another is expected too', about('产检提醒', { permissionReason: 'prenatal' }), expected(), [expected()], false],
    ['speaks of the pregnancy, in Chinese', about('孕晚期营养'), expected(), [born()], true],
    ['speaks of the pregnancy, in English', about('Prenatal check-up'), expected(), [], true],
    ['speaks of a pregnancy that is not this born child', about('产检提醒', { permissionReason: 'prenatal' }), born(), [expected()], false],
    ['speaks of feeding, when it is their only child', about('问转奶'), born(), [], true],
    ['speaks of feeding, when a brother or sister may be meant', about('问转奶'), born(), [born({ name: '石榴' })], false],
    ['speaks of nothing that is a child’s', about('发票寄到了没有'), expected(), [], false],
    ['is owed for a complaint, even about formula', about('奶粉投诉答复', { permissionReason: 'complaint-follow-up' }), born(), [], false],
    ['returns a call they made', about('回未接来电：问宝宝', { permissionReason: 'missed-call-return' }), born(), [], false],
  ])('when it %s', (_title, callback, child, others, hangs) => {
    expect(hangsOnChild(callback, child, others)).toBe(hangs);
  });

  it('is said by the agent first; by its words only of what was agreed before the loss was written down', () => {
    const [kept, named, before, after] = [about('产检提醒', { agreedAtMs: 1 }), about('发票', { agreedAtMs: 1 }), about('孕期营养', { agreedAtMs: 1000 }), about('孕期营养', { agreedAtMs: 1001 })];
    const going = cancelledWithChild([kept, named, before, after], expected(), [], [{ callbackId: kept.id, isCancelled: false }, { callbackId: named.id, isCancelled: true }], 1000);
    expect(going).toEqual([named, before]);
  });
});

describe('what a family is to be spared', () => {
  it('is nothing by a child written down by mistake, nor by one that was put back', () => {
    expect(sparedOf({ children: [], formerChildren: [former({ reason: 'mistake' }), former({ returnedAtMs: 2000 })] })).toBeNull();
    expect(sparedOf({ children: [] })).toBeNull();
  });

  it('tells a child from a pregnancy, the last date, and that others are spoken of as before', () => {
    expect(sparedOf({ children: [], formerChildren: [former()] })).toEqual({ what: 'pregnancy', saidAtMs: 1000, hasOthers: false });
    expect(sparedOf({ children: [born()], formerChildren: [former({ saidAtMs: 3000 }), former({ birthDate: '2026-01-01' })] })).toEqual({ what: 'child', saidAtMs: 3000, hasOthers: true });
  });
});

describe('a child another file says is lost', () => {
  it('is the same by its day, by due days of two check-ups, and not when it is called otherwise', () => {
    expect(isSameAsLost(expected(), expected({ dueDate: '2027-03-20' }))).toBe(true);
    expect(isSameAsLost(expected(), expected({ dueDate: '2027-04-20' }))).toBe(false);
    expect(isSameAsLost(born(), born({ name: null }))).toBe(true);
    expect(isSameAsLost(born(), born({ name: '石榴' }))).toBe(false);
    expect(isSameAsLost(expected(), born())).toBe(false);
  });
});

describe('two who say something else of one child', () => {
  it('a loss is always taken; anything else only from whoever saw what stands', () => {
    expect(standingTaken('theirs', 'lost', 'mistake')).toBe(true);
    expect(standingTaken('theirs', 'mistake', 'lost')).toBe(false);
    expect(standingTaken('mistake', 'theirs', 'lost')).toBe(false);
    expect(standingTaken('lost', 'theirs', 'lost')).toBe(true);
    expect(standingTaken('theirs', 'lost', 'lost')).toBe(false);
  });
});
