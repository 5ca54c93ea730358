import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { careGroups, type Criterion, criterionKinds, groupScoresOf, markFault, type Marks, qualitySheetSchema, scoreOf, usualQualitySheet } from '../../../shared/coaching/qualitySheet.ts';

const criterion = (id: string, over: Partial<Criterion> = {}): Criterion => ({ id, zh: id, en: id, group: 'seek', kind: 'yes-no', weight: 10, ...over });
const criteria = fc.array(fc.record({ group: fc.constantFrom(...careGroups), kind: fc.constantFrom(...criterionKinds), weight: fc.integer({ min: 1, max: 100 }) }), { minLength: 1, maxLength: 12 })
  .map((all) => all.map((each, at) => criterion(`c${at}`, each)));
const best = (all: readonly Criterion[]): Marks => Object.fromEntries(all.map(({ id, kind }) => [id, kind === 'yes-no' ? 1 : 5]));
const worst = (all: readonly Criterion[]): Marks => Object.fromEntries(all.map(({ id, kind }) => [id, kind === 'yes-no' ? 0 : 1]));

describe('a score sheet', () => {
  it('totals by weight: yes is all of it, no nothing, 5 all, 1 nothing, 3 half; what does not apply counts in neither', () => {
    const sheet = [criterion('a', { weight: 10 }), criterion('b', { kind: 'five', weight: 30, group: 'experience' }), criterion('c', { kind: 'five', weight: 20, group: 'experience' }), criterion('d', { weight: 40, group: 'credence' })];
    expect(scoreOf(sheet, { a: 1, b: 3, c: 5, d: 0 })).toBe(45);
    expect(scoreOf(sheet, { a: 1, b: 3, c: 5, d: null })).toBe(75);
    expect(groupScoresOf(sheet, { a: 1, b: 3, c: 5, d: null })).toEqual({ seek: 100, experience: 70, credence: null });
    expect(scoreOf(sheet, { a: null, b: null, c: null, d: null })).toBeNull();
    // A third: told to a tenth.
    expect(scoreOf([criterion('a', { weight: 1 }), criterion('b', { weight: 2 })], { a: 1, b: 0 })).toBe(33.3);
  });

  it('is a hundred where all is best, nought where all is worst, and never less for a better mark', () => {
    fc.assert(fc.property(criteria, fc.nat(), (sheet, place) => {
      expect(scoreOf(sheet, best(sheet))).toBe(100);
      expect(scoreOf(sheet, worst(sheet))).toBe(0);
      const one = sheet[place % sheet.length] as Criterion;
      const raised = scoreOf(sheet, { ...worst(sheet), [one.id]: one.kind === 'yes-no' ? 1 : 4 }) ?? 0;
      expect(raised).toBeGreaterThanOrEqual(0);
      expect(raised).toBeLessThanOrEqual(100);
    }));
  });

  it('is whole when each item has a mark it can have, and one at least applies', () => {
    const sheet = [criterion('a'), criterion('b', { kind: 'five' })];
    expect(markFault(sheet, { a: 1, b: 5 })).toBeNull();
    expect(markFault(sheet, { a: 1 })).toBe('b');
    expect(markFault(sheet, { a: 2, b: 5 })).toBe('a');
    expect(markFault(sheet, { a: 1, b: 0 })).toBe('b');
    expect(markFault(sheet, { a: null, b: null })).toBe('');
  });

  it('names each item once, in both languages, and the usual one is such a sheet', () => {
    const faults = (items: readonly Criterion[]) => { const read = qualitySheetSchema.safeParse({ days: 30, criteria: items }); return read.success ? [] : read.error.issues.map(({ path }) => path.join('.')); };
    expect(faults([criterion('a'), criterion('b', { zh: 'a', en: 'A' })])).toEqual(['criteria.1.zh', 'criteria.1.en']);
    expect(faults([])).toEqual(['criteria']);
    expect(qualitySheetSchema.parse(usualQualitySheet)).toEqual(usualQualitySheet);
  });
});
