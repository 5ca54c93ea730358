import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbackGroup, callbackGroups, groupCallbacks } from '../../../../shared/callbacks/dueCallbacks.ts';
import { HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { type FilteredGroups, filterGroups, itemKey, listItems, stopAfter } from '../../../../renderer/screens/callbacks/listItems.ts';
import { SAMPLE_NOW_MS, sampleCallbackRow } from '../../../support/deskSamples.ts';

const rowAt = (hours: number): ReturnType<typeof sampleCallbackRow> => sampleCallbackRow({ ownerAgentId: '0199e2b0-0000-7000-8000-000000000001', dueAtMs: SAMPLE_NOW_MS + hours * HOUR_MS });
const itemsOf = (hours: readonly number[], folded: readonly CallbackGroup[]) => listItems(groupCallbacks(hours.map(rowAt), SAMPLE_NOW_MS, 'Asia/Shanghai', null), new Set(folded));

describe('the lines of the callback list', () => {
  it('hold every row exactly once, but for those of a folded group', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -200, max: 2000 }), { maxLength: 40 }), fc.subarray([...callbackGroups]), (hours, folded) => {
      const items = itemsOf(hours, folded);
      const keys = items.map(itemKey);
      const shown = items.filter((item) => item.kind === 'row').length;
      const hidden = items.reduce((sum, item) => sum + (item.kind === 'group' && item.isFolded ? item.count : 0), 0);
      expect(new Set(keys).size).toBe(keys.length);
      expect(shown + hidden).toBe(hours.length);
    }));
  });

  it('are all reached by pressing the down arrow often enough, and left again by the up arrow', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -200, max: 2000 }), { minLength: 1, maxLength: 30 }), fc.subarray([...callbackGroups]), (hours, folded) => {
      const items = itemsOf(hours, folded);
      const stops = items.flatMap((item, index) => (item.kind === 'row' || item.isFolded ? [index] : []));
      const walked: number[] = [];
      for (let at = stopAfter(items, -1, 1), before = -1; at !== before; before = at, at = stopAfter(items, at, 1)) walked.push(at);
      expect(walked).toEqual(stops);
      expect(stopAfter(items, stops.at(-1) ?? -1, -items.length)).toBe(stops[0]);
    }));
  });
});

describe('the filter', () => {
  const row = { ...sampleCallbackRow({ number: '+862085550143', purpose: '问转奶' }), householdName: '陈女士家', customerName: '陈晓雯', last: { atMs: SAMPLE_NOW_MS, outcome: null, agentName: '张敏', note: '拉稀4次' } };
  it.each([
    ['陈', true], ['晓雯', true], ['转奶', true], ['拉稀', true], ['0143', true], ['8555 0143', true], ['０１４３', true], ['', true], ['李', false], ['9999', false], ['43', false],
  ])('%j → %s', (typed, expected) => {
    const { groups } = filterGroups(groupCallbacks([row], SAMPLE_NOW_MS, 'Asia/Shanghai', null), typed, null);
    expect(callbackGroups.flatMap((group) => groups[group])).toEqual(expected ? [row] : []);
  });
});

describe('the filter of a long list', () => {
  const names = ['陈女士家', '陈先生家', '王女士家', '欧阳家', 'Chen', ''];
  const rows = Array.from({ length: 60 }, (_none, place) => ({
    ...sampleCallbackRow({ number: `+8620855501${String(place % 40).padStart(2, '0')}`, purpose: place % 3 === 0 ? '问转奶 143' : '', ownerAgentId: place % 5 === 0 ? null : '0199e2b0-0000-7000-8000-000000000001', dueAtMs: SAMPLE_NOW_MS + (place - 20) * 5 * HOUR_MS }),
    householdName: names[place % names.length] ?? '',
  }));
  const whole = groupCallbacks(rows, SAMPLE_NOW_MS, 'Asia/Shanghai', null);

  it('finds the same whatever was looked for before', () => {
    const typed = fc.array(fc.constantFrom('', '陈', '陈女', '陈女士', '女士', '转', '问转奶', '1', '14', '143', '0143', '01 43', '8555', 'chen', 'CHEN', ' 陈', '\n', '家\n问'), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(typed, (keys) => {
      let last: FilteredGroups | null = null;
      for (const filter of keys) {
        last = filterGroups(whole, filter, last);
        expect([filter, last.groups]).toEqual([filter, filterGroups(whole, filter, null).groups]);
      }
    }));
  });

  it('begins anew with a list that has changed', () => {
    const before = filterGroups(whole, '欧阳', null);
    const changed = groupCallbacks([{ ...rowAt(1), householdName: '欧阳女士家' }], SAMPLE_NOW_MS, 'Asia/Shanghai', null);
    expect(callbackGroups.flatMap((group) => filterGroups(changed, '欧阳女', before).groups[group])).toHaveLength(1);
  });
});
