import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../../../shared/language/must.ts';
import { admitCaller } from '../../../shared/routing/admitCaller.ts';
import { type Holiday, holidaySchema, hoursWithHolidays } from '../../../shared/routing/holidays.ts';
import { queueRulesSchema } from '../../../shared/routing/queueRules.ts';
import { isOpen, nextOpening, type OpeningHours, openingHoursSchema } from '../../../shared/time/openingHours.ts';

const nineToSix = [{ fromMinute: 540, toMinute: 1080 }];
const everyDay = (spans: readonly { fromMinute: number; toMinute: number }[], zone = 'Asia/Shanghai', days = {}): OpeningHours =>
  openingHoursSchema.parse({ zone, week: { 1: spans, 2: spans, 3: spans, 4: spans, 5: spans, 6: spans, 7: spans }, days });
const holiday = (name: string, fromDay: string, toDay: string, more: Partial<Holiday> = {}): Holiday => holidaySchema.parse({ name, fromDay, toDay, ...more });
const national = holiday('国庆节', '2026-10-01', '2026-10-07');
const withCalendar = (hours: OpeningHours | null, ...calendar: readonly Holiday[]): OpeningHours => must(hoursWithHolidays(hours, calendar, 'care'), 'hours');

describe('a holiday', () => {
  it.each([
    ['2026-09-30T17:59+08:00', true], ['2026-10-01T10:00+08:00', false], ['2026-10-07T17:59+08:00', false], ['2026-10-08T09:00+08:00', true],
  ])('closes each of its days and no other: %s open %s', (at, open) => {
    expect(isOpen(Date.parse(at), withCalendar(everyDay(nineToSix), national))).toBe(open);
  });

  it('sends whoever rings in it to the first opening after it', () => {
    const rules = queueRulesSchema.parse({ hours: everyDay(nineToSix) });
    const counted = { ...rules, hours: hoursWithHolidays(rules.hours, [national], 'care') };
    expect(admitCaller(counted, 0, Date.parse('2026-10-03T10:00+08:00'))).toEqual({ kind: 'closed', opensAtMs: Date.parse('2026-10-08T09:00+08:00') });
    expect(admitCaller(counted, 0, Date.parse('2026-09-30T18:00+08:00'))).toEqual({ kind: 'closed', opensAtMs: Date.parse('2026-10-08T09:00+08:00') });
  });

  it('with hours of its own is open then and not when its weekday would be', () => {
    const hours = withCalendar(everyDay(nineToSix), holiday('除夕', '2027-02-05', '2027-02-05', { open: [{ fromMinute: 480, toMinute: 720 }] }));
    expect(['07:59', '08:00', '11:59', '12:00', '17:00'].map((wall) => isOpen(Date.parse(`2027-02-05T${wall}+08:00`), hours))).toEqual([false, true, true, false, false]);
  });

  it('begins and ends at midnight of the queue’s own zone, whatever the hour elsewhere', () => {
    const shanghai = withCalendar(null, national);
    expect([Date.parse('2026-10-01T00:00+08:00') - 1, Date.parse('2026-10-01T00:00+08:00'), Date.parse('2026-10-08T00:00+08:00') - 1, Date.parse('2026-10-08T00:00+08:00')].map((at) => isOpen(at, shanghai))).toEqual([true, false, false, true]);
    const urumqi = withCalendar(everyDay([{ fromMinute: 0, toMinute: 1440 }], 'Asia/Urumqi'), national);
    expect([Date.parse('2026-10-01T00:00+06:00') - 1, Date.parse('2026-10-01T00:00+06:00'), Date.parse('2026-10-08T00:00+06:00')].map((at) => isOpen(at, urumqi))).toEqual([true, false, true]);
  });

  it('cuts a night shift at midnight: the evening before is worked, the hours after midnight are not', () => {
    const night = withCalendar(everyDay([{ fromMinute: 0, toMinute: 360 }, { fromMinute: 1320, toMinute: 1440 }]), holiday('元旦', '2027-01-01', '2027-01-01'));
    expect(['2026-12-31T23:59', '2027-01-01T00:00', '2027-01-01T22:00', '2027-01-02T00:00'].map((wall) => isOpen(Date.parse(`${wall}+08:00`), night))).toEqual([true, false, false, true]);
    expect(nextOpening(Date.parse('2027-01-01T00:00+08:00'), night)).toBe(Date.parse('2027-01-02T00:00+08:00'));
  });

  it('on a day on which clocks change is over when that day is', () => {
    const berlin = withCalendar(everyDay([{ fromMinute: 0, toMinute: 1440 }], 'Europe/Berlin'), holiday('Umstellung', '2026-10-25', '2026-10-25'));
    expect(nextOpening(Date.parse('2026-10-25T00:00+02:00'), berlin)).toBe(Date.parse('2026-10-26T00:00+01:00'));
  });

  it('of one queue is none of another’s', () => {
    const own = holiday('培训', '2026-11-24', '2026-11-24', { queueIds: ['product'] });
    expect(hoursWithHolidays(null, [own], 'care')).toBeNull();
    expect(isOpen(Date.parse('2026-11-24T10:00+08:00'), must(hoursWithHolidays(null, [own], 'product'), 'hours'))).toBe(false);
  });

  it('gives way: to a shorter one within it, to one of this queue, and last to what the queue’s own hours say of that date', () => {
    const worked = holiday('调休上班', '2026-10-06', '2026-10-06', { open: nineToSix });
    const onDuty = holiday('值班', '2026-10-01', '2026-10-07', { queueIds: ['care'], open: [{ fromMinute: 600, toMinute: 660 }] });
    const at = (day: string) => Date.parse(`${day}T10:30+08:00`);
    expect(isOpen(at('2026-10-06'), withCalendar(everyDay(nineToSix), worked, national))).toBe(true);
    expect(isOpen(at('2026-10-05'), withCalendar(everyDay(nineToSix), onDuty, national))).toBe(true);
    expect(isOpen(Date.parse('2026-10-06T11:00+08:00'), withCalendar(everyDay(nineToSix), national, onDuty, worked))).toBe(false);
    expect(isOpen(at('2026-10-05'), withCalendar(everyDay(nineToSix, 'Asia/Shanghai', { '2026-10-05': [] }), onDuty))).toBe(false);
  });

  it.each([
    [{ name: '', fromDay: '2026-10-01', toDay: '2026-10-01' }, 'name'], [{ name: 'x', fromDay: '2026-02-30', toDay: '2026-10-01' }, 'fromDay'],
    [{ name: 'x', fromDay: '2026-10-02', toDay: '2026-10-01' }, 'toDay'], [{ name: 'x', fromDay: '2026-10-01', toDay: '2027-10-01' }, 'toDay'],
    [{ name: 'x', fromDay: '2026-10-01', toDay: '2026-10-01', open: [{ fromMinute: 600, toMinute: 540 }] }, 'open.0.toMinute'],
    [{ name: 'x', fromDay: '2026-10-01', toDay: '2026-10-01', queueIds: [] }, 'queueIds'],
  ])('is refused as %o, and %s is named', (raw, field) => {
    const parsed = holidaySchema.safeParse(raw);
    expect(parsed.error?.issues[0]?.path.join('.')).toBe(field);
  });
});

describe('whatever the calendar', () => {
  const START = Date.UTC(2026, 8, 1);
  const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(START + n * 86_400_000).toISOString().slice(0, 10));
  const drawn = fc.tuple(day, fc.integer({ min: 0, max: 9 }), fc.constantFrom<string[] | null>(null, ['care'], ['other']), fc.constantFrom<Holiday['open']>([], [{ fromMinute: 600, toMinute: 660 }]))
    .map(([fromDay, length, queueIds, open]) => holiday('x', fromDay, new Date(Date.parse(`${fromDay}T00:00Z`) + length * 86_400_000).toISOString().slice(0, 10), { queueIds, open }));
  it('its order does not matter, a day in no holiday is as it was, and the next opening is one', () => {
    fc.assert(fc.property(fc.uniqueArray(drawn, { maxLength: 6, selector: (one) => `${one.fromDay} ${one.toDay} ${String(one.queueIds)}` }), fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'America/New_York', 'Europe/Berlin'), fc.integer({ min: 0, max: 70 * 1440 }), (calendar, zone, minute) => {
      const usual = everyDay(nineToSix, zone);
      const atMs = START + minute * 60_000;
      const counted = must(hoursWithHolidays(usual, calendar, 'care'), 'hours');
      expect(hoursWithHolidays(usual, [...calendar].reverse(), 'care')).toEqual(counted);
      const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);
      if (!calendar.some((one) => one.queueIds?.[0] !== 'other' && one.fromDay <= date && date <= one.toDay)) expect(isOpen(atMs, counted)).toBe(isOpen(atMs, usual));
      const opensAtMs = must(nextOpening(atMs, counted), 'opening');
      expect(opensAtMs).toBeGreaterThanOrEqual(atMs);
      expect(isOpen(opensAtMs, counted)).toBe(true);
      if (opensAtMs > atMs) expect(isOpen(opensAtMs - 1, counted)).toBe(false);
    }), { numRuns: 400 });
  });
});
