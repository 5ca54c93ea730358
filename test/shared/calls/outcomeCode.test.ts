import { describe, expect, it } from 'vitest';
import { chosenOutcome, codeIn, inboundCodesSchema, type OutcomeCode, outboundCodesSchema, usualOutcomes } from '../../../shared/calls/outcomeCode.ts';

const sample: OutcomeCode = { id: 'o-sample', zh: '寄试用装', en: 'Sample sent', means: 'material', active: true };
const without = (id: string): OutcomeCode[] => usualOutcomes.in.map((code) => (code.id === id ? { ...code, active: false } : code));

describe('the outcomes of a centre', () => {
  it('are ours at first, and take one of the centre’s own in the place of another', () => {
    expect(inboundCodesSchema.parse(usualOutcomes.in)).toEqual(usualOutcomes.in);
    expect(outboundCodesSchema.parse(usualOutcomes.out)).toEqual(usualOutcomes.out);
    const list = [sample, ...without('material')];
    expect(inboundCodesSchema.parse(list)).toEqual(list);
  });

  it.each([
    ['one more than there are keys', [sample, ...usualOutcomes.in], [], 'too-many-active'],
    ['none that is a refusal', without('opt-out'), [], 'missing:opt-out'],
    ['one id twice', [...without('material'), sample, { ...sample, zh: '试用', en: 'Trial', active: false }], [11, 'id'], 'twice'],
    ['one word twice among those in use', [{ ...sample, zh: '已答复' }, ...without('material')], [1, 'zh'], 'twice'],
    ['a word of English twice, however written', [{ ...sample, en: 'answered' }, ...without('material')], [1, 'en'], 'twice'],
    ['one that calls of the other direction end with', [{ ...sample, means: 'no-answer' as const }, ...without('material')], [0, 'means'], 'means'],
    ['one of ours that would mean something else', usualOutcomes.in.map((code) => (code.id === 'silent' ? { ...code, means: 'event' as const } : code)), [8, 'means'], 'means'],
  ])('are refused with %s', (_title, codes, path, message) => {
    expect(inboundCodesSchema.safeParse(codes).error?.issues.map((issue) => [issue.path, issue.message])).toEqual([[path, message]]);
  });

  it('are stored by what they mean, and by the code where that is another', () => {
    expect(chosenOutcome(sample)).toEqual({ outcome: 'material', outcomeCode: 'o-sample' });
    expect(usualOutcomes.out.slice(0, 1).map(chosenOutcome)).toEqual([{ outcome: 'reached', outcomeCode: null }]);
  });

  it('are found by their own direction first', () => {
    const book = { in: [sample], out: [{ ...sample, zh: '外呼的' }] };
    expect([codeIn(book, 'in', 'o-sample')?.zh, codeIn(book, 'out', 'o-sample')?.zh, codeIn({ in: [sample], out: [] }, 'out', 'o-sample')?.zh, codeIn(book, 'in', 'other')]).toEqual(['寄试用装', '外呼的', '寄试用装', null]);
  });
});
