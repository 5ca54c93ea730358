import { describe, expect, it } from 'vitest';
import { readSpans, writeSpans } from '../../../../renderer/screens/queues/hoursText.ts';

describe('the times of a day as they are typed', () => {
  it.each([
    ['9:00-12:00, 13:30-18:00', '09:00-12:00, 13:30-18:00'], ['09：00—18：00', '09:00-18:00'], ['8:30至17:30', '08:30-17:30'], ['13:00-18:00 9:00-12:00', '09:00-12:00, 13:00-18:00'],
    ['全天', '00:00-24:00'], ['0:00-24:00', '00:00-24:00'], ['all day', '00:00-24:00'], ['', ''], ['休', ''], ['-', ''], ['closed', ''], [' 9:00 - 12:00；14:00 - 15:00 ', '09:00-12:00, 14:00-15:00'],
  ])('%s is %s', (typed, written) => {
    const spans = readSpans(typed);
    expect(spans).not.toBe(null);
    expect(writeSpans(spans ?? [])).toBe(written);
  });

  it.each(['9-12', '9:00', '18:00-9:00', '9:00-9:00', '9:60-10:00', '9:00-25:00', '9:00-24:01', '9:00-12:00, 11:00-13:00', '早上', '9:00-10:00, x', '1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00,11:00-12:00,13:00-14:00'])('%s is not understood', (typed) => {
    expect(readSpans(typed)).toBe(null);
  });
});
