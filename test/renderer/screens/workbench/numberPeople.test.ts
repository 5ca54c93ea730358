import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { numberPeople, personOfDigit } from '../../../../renderer/screens/workbench/ringing/numberPeople.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';

const NUMBER = '+862085550143';
const named = (file: HouseholdFile, name: string, people: number): HouseholdFile => ({
  ...file, household: { ...file.household, name },
  customers: Array.from({ length: people }, (_none, at) => ({ ...file.customers[0], id: v7(), name: `${name}${at}`, relation: at === 0 ? 'mother' : 'aunt' }) as HouseholdFile['customers'][number]),
});
const names = (groups: ReturnType<typeof numberPeople>): readonly (readonly [number | null, string])[] => groups.flatMap((group) => group.people.map(({ digit, person }) => [digit, person.name] as const));

describe('numbering the people behind a number', () => {
  it('puts the person a promise is due to first, and marks only that one as likeliest', () => {
    const file = named(sampleHousehold(), '陈', 3);
    const groups = numberPeople([{ ...file, callbacks: [sampleCallback({ householdId: file.household.id, customerId: file.customers[2]?.id ?? null })] }], NUMBER, SAMPLE_NOW_MS);
    expect(names(groups)).toEqual([[1, '陈2'], [2, '陈0'], [3, '陈1']]);
    expect(groups[0]?.people.map((each) => each.likeliest)).toEqual([true, false, false]);
  });

  it('numbers on through the households, the one with the stronger evidence first, and leaves 6 for somebody else', () => {
    const quiet = named(sampleHousehold(), '李', 3);
    const talked = named(sampleHousehold(), '陈', 4);
    const spoke = sampleInteraction({ householdId: talked.household.id, customerId: talked.customers[0]?.id ?? null, startedAtMs: SAMPLE_NOW_MS - DAY_MS });
    const groups = numberPeople([quiet, { ...talked, interactions: [spoke] }], NUMBER, SAMPLE_NOW_MS);
    expect(groups.map((group) => group.file.household.name)).toEqual(['陈', '李']);
    expect(names(groups).map(([digit]) => digit)).toEqual([1, 2, 3, 4, 5, null, null]);
    expect(personOfDigit(groups, 6)).toBeNull();
    expect(personOfDigit(groups, 5)?.householdId).toBe(quiet.household.id);
  });

  it('gives each of two households its digits when the first alone would take all five', () => {
    const many = named(sampleHousehold(), '陈', 5);
    const few = named(sampleHousehold(), '李', 3);
    const last = few.customers[2]?.id ?? null;
    const spoke = (household: HouseholdFile, customerId: string | null, daysAgo: number) => sampleInteraction({ householdId: household.household.id, customerId, number: NUMBER, startedAtMs: SAMPLE_NOW_MS - daysAgo * DAY_MS });
    const groups = numberPeople([
      { ...many, callbacks: [sampleCallback({ householdId: many.household.id, customerId: many.customers[0]?.id ?? null })] },
      { ...few, interactions: [spoke(few, few.customers[1]?.id ?? null, 3), spoke(few, last, 4), spoke(few, last, 5)] },
    ], NUMBER, SAMPLE_NOW_MS);
    expect(names(groups)).toEqual([[1, '陈0'], [2, '陈1'], [3, '陈2'], [null, '陈3'], [null, '陈4'], [4, '李1'], [5, '李2'], [null, '李0']]);
  });

  it('gives of six households the five likeliest a digit each', () => {
    const groups = numberPeople(['甲', '乙', '丙', '丁', '戊', '己'].map((name) => named(sampleHousehold(), name, 2)), NUMBER, SAMPLE_NOW_MS);
    expect(names(groups).map(([digit]) => digit)).toEqual([1, null, 2, null, 3, null, 4, null, 5, null, null, null]);
  });

  it('gives the same numbers whichever way the files came', () => {
    const [one, two, three] = [named(sampleHousehold(), '甲', 2), named(sampleHousehold(), '乙', 2), named(sampleHousehold(), '丙', 2)];
    const expected = names(numberPeople([one, two, three], NUMBER, SAMPLE_NOW_MS));
    expect(names(numberPeople([three, one, two], NUMBER, SAMPLE_NOW_MS))).toEqual(expected);
    expect(names(numberPeople([two, three, one], null, SAMPLE_NOW_MS))).toHaveLength(6);
  });

  it('keeps a person’s number while the call lasts, whatever is recorded meanwhile', () => {
    const file = named(sampleHousehold(), '陈', 3);
    const before = names(numberPeople([file], NUMBER, SAMPLE_NOW_MS));
    const later = sampleInteraction({ householdId: file.household.id, customerId: file.customers[2]?.id ?? null, startedAtMs: SAMPLE_NOW_MS + 5 * MINUTE_MS });
    expect(names(numberPeople([{ ...file, interactions: [later] }], NUMBER, SAMPLE_NOW_MS))).toEqual(before);
  });
});
