import { describe, expect, it } from 'vitest';
import { type PurposeSigns, purposeOf } from '../../../shared/guides/purposeOf.ts';
import { callerClass } from '../../../shared/knowledge/callerClass.ts';

const signs = (over: Partial<PurposeSigns>): PurposeSigns => ({ direction: 'in', queue: 'mother-baby', permissionReason: null, hasOpenComplaint: false, isPromised: false, isExpecting: false, ...over });

describe('purposeOf', () => {
  it.each([
    ['who rings about nothing we know has a question', {}, 'question'],
    ['an open complaint goes before what was agreed and before the queue', { hasOpenComplaint: true, isPromised: true, queue: 'product' }, 'complaint'],
    ['what was agreed goes before the queue', { isPromised: true, queue: 'expert' }, 'agreed'],
    ['the product line is rung about products', { queue: 'product' }, 'product'],
    ['the experts’ line for the expert', { queue: 'expert' }, 'expert'],
    ['a callback says why we ring', { direction: 'out', permissionReason: 'cut-off-return', hasOpenComplaint: true }, 'cut-off-return'],
    ['without one we ring about the complaint', { direction: 'out', hasOpenComplaint: true, isExpecting: true }, 'complaint-follow-up'],
    ['a family expecting its first is rung in care', { direction: 'out', isExpecting: true }, 'prenatal'],
    ['and everybody else by their consent', { direction: 'out' }, 'form-consent'],
  ] as const)('%s', (_title, over, purpose) => { expect(purposeOf(signs(over))).toBe(purpose); });
});

describe('callerClass', () => {
  it.each([
    [[{ months: -7, feeding: null }], '-10-any'], [[{ months: -1, feeding: 'breast' as const }], '-3-any'], [[{ months: 0, feeding: 'breast' as const }], '0-breast'], [[{ months: 5, feeding: 'mixed' as const }, { months: 40, feeding: null }], '3-mixed'],
    [[{ months: 9, feeding: 'solids' as const }], '9-any'], [[{ months: 13, feeding: 'formula' as const }], '12-any'], [[{ months: 90, feeding: null }], '36-any'], [[], null],
  ])('of %j is %s', (children, of) => { expect(callerClass(children)).toBe(of); });
});
