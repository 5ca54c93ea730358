import { describe, expect, it } from 'vitest';
import { readClock } from '../../../../renderer/screens/customers/readClock.ts';

describe('a time of day as people type it', () => {
  it.each([
    ['14:05', 845], ['14：05', 845], ['1405', 845], ['14点05', 845], ['14点5分', 845], ['9点', 540], ['9', 540], ['１４：０５', 845], ['0:00', 0], ['23:59', 1439], [' 9:30 ', 570],
    ['24:00', null], ['14:60', null], ['', null], ['下午', null], ['145', null], ['14:05:00', null],
  ])('%j → %s', (typed, minutes) => {
    expect(readClock(typed)).toBe(minutes);
  });
});
