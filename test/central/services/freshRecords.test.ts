import { afterEach, describe, expect, it, vi } from 'vitest';
import { FreshRecords } from '../../../central/services/freshRecords.ts';

const record = (id: string, places: readonly (readonly [string, number, boolean])[]) => ({ table: 'household', id, places, record: `{"id":"${id}"}` }) as const;

afterEach(() => { vi.useRealTimers(); });

describe('records that were just read', () => {
  it('are found by each scope they stand in, at the version they stood at, and not by one they left', () => {
    const fresh = new FreshRecords();
    fresh.note([record('a', [['agent:1', 4, false], ['agent:2', 9, false], ['agent:3', 2, true]])]);
    expect(fresh.among(new Set(['agent:2', 'agent:3']))).toMatchObject([{ scope: 'agent:2', table: 'household', id: 'a', ver: 9, record: '{"id":"a"}' }]);
  });

  it('are not replaced by an older reading that comes late', () => {
    const fresh = new FreshRecords();
    fresh.note([{ ...record('a', [['all', 5, false]]), record: '"new"' }]);
    fresh.note([{ ...record('a', [['all', 4, false]]), record: '"old"' }]);
    expect(fresh.among(new Set(['all']))).toMatchObject([{ ver: 5, record: '"new"' }]);
  });

  it('are forgotten after a second', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const fresh = new FreshRecords();
    fresh.note([record('a', [['all', 1, false]])]);
    vi.advanceTimersByTime(1001);
    fresh.note([record('b', [['all', 2, false]])]);
    expect(fresh.among(new Set(['all'])).map(({ id }) => id)).toEqual(['b']);
  });
});
