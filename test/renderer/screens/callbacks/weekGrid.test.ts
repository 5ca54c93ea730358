import { describe, expect, it } from 'vitest';
import { byCell, dayLoad, droppedAt, hoursShown, shifted, weekDates } from '../../../../renderer/screens/callbacks/weekGrid.ts';
import { sampleCallback, sampleCallbackRow } from '../../../support/deskSamples.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
/** Wednesday. */
const NOW = at('2026-11-25T14:38');
const hours = { callFromMinute: 540, callToMinute: 1200 };
const half = (text: string, booked: number) => ({ fromMs: at(text), booked });

describe('the week grid', () => {
  it('begins on Monday, whichever week is asked for', () => {
    expect(weekDates(NOW, ZONE, 0)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']);
    expect(weekDates(NOW, ZONE, 1)[0]).toBe('2026-11-30');
    expect(weekDates(at('2026-11-29T23:59'), ZONE, -1)[6]).toBe('2026-11-22');
  });

  it('puts each promise into its hour by our own clock, soonest first, and nothing of another week', () => {
    const rows = ['2026-11-26T10:45', '2026-11-26T10:15', '2026-12-01T10:00'].map((text) => sampleCallbackRow({ dueAtMs: at(text), zone: 'Europe/Berlin' }));
    const cells = byCell(rows, weekDates(NOW, ZONE, 0), ZONE);
    expect([...cells].map(([key, cell]) => [key, cell.map((row) => row.callback.dueAtMs)])).toEqual([['2026-11-26 10', [at('2026-11-26T10:15'), at('2026-11-26T10:45')]]]);
  });

  it('reaches from the first minute of Monday to the last of Sunday, also in the week in which clocks change', () => {
    // Berlin puts its clocks back in the night to that Sunday: midnight is 22:00 UTC before and 23:00 after.
    const instants = [Date.parse('2026-10-18T21:59Z'), Date.parse('2026-10-18T22:00Z'), Date.parse('2026-10-25T22:59Z'), Date.parse('2026-10-25T23:00Z')];
    const cells = byCell(instants.map((dueAtMs) => sampleCallbackRow({ dueAtMs })), weekDates(Date.parse('2026-10-21T10:00Z'), 'Europe/Berlin', 0), 'Europe/Berlin');
    expect([...cells.keys()]).toEqual(['2026-10-19 0', '2026-10-25 23']);
  });

  it('draws the hours in which one may ring, and others in which something stands', () => {
    expect(hoursShown(new Map(), hours)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(hoursShown(new Map([['2026-11-26 22', []]]), hours).at(-1)).toBe(22);
  });

  it('keeps the minutes of what is dropped into another hour, and the day of what is moved by minutes', () => {
    expect(droppedAt(sampleCallback({ dueAtMs: at('2026-11-25T15:30') }), '2026-11-27', 10, ZONE)).toBe(at('2026-11-27T10:30'));
    expect(shifted(at('2026-11-25T15:30'), 2, -30, ZONE)).toBe(at('2026-11-27T15:00'));
    expect(shifted(at('2026-11-25T00:10'), 0, -30, ZONE)).toBe(at('2026-11-25T00:00'));
  });

  it.each([
    ['a day ahead: two calls an agent and hour, eleven hours', '2026-11-26', 3, { booked: 9, capacity: 66, over: [{ hour: 14, booked: 7, capacity: 6 }] }],
    ['today: only what is ahead counts', '2026-11-25', 3, { booked: 3, capacity: 33, over: [] }],
    ['nobody is there', '2026-11-26', 0, { booked: 9, capacity: 0, over: [{ hour: 10, booked: 2, capacity: 0 }, { hour: 14, booked: 7, capacity: 0 }] }],
    ['a day that is over', '2026-11-24', 3, null],
  ])('says how full a day is: %s', (_title, date, agents, expected) => {
    const slots = [half('2026-11-25T09:00', 5), half('2026-11-25T14:30', 3), half('2026-11-26T10:00', 2), half('2026-11-26T14:00', 4), half('2026-11-26T14:30', 3)];
    expect(dayLoad({ agents, slots }, date, hours, ZONE, NOW)).toEqual(expected);
  });
});
