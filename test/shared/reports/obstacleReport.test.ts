import { describe, expect, it } from 'vitest';
import { obstacleShares, spanBefore } from '../../../shared/reports/obstacleReport.ts';

describe('the days that a report of obstacles is held against', () => {
  it.each([
    ['the day before, of a day', '2026-10-05', '2026-10-05', '2026-10-04', '2026-10-04'],
    ['the week before, of a week', '2026-10-05', '2026-10-11', '2026-09-28', '2026-10-04'],
    ['as many days, not the month before, of a month', '2026-03-01', '2026-03-31', '2026-01-29', '2026-02-28'],
    ['over the leap day', '2028-03-01', '2028-03-02', '2028-02-28', '2028-02-29'],
  ])('are %s', (_title, from, to, beforeFrom, beforeTo) => {
    expect(spanBefore({ from, to })).toEqual({ from: beforeFrom, to: beforeTo });
  });
});

describe('the share of an obstacle', () => {
  it('is of what was named in its group, and moves by points', () => {
    expect(obstacleShares({ contacts: 1, contactsBefore: 3, named: 3, namedBefore: 8 })).toEqual({ share: 33.3, shareBefore: 37.5, points: -4.2 });
  });

  it('is unknown where nothing was named, and so is its move', () => {
    expect(obstacleShares({ contacts: 2, contactsBefore: 0, named: 2, namedBefore: 0 })).toEqual({ share: 100, shareBefore: null, points: null });
  });
});
