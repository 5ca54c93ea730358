import { expect, it } from 'vitest';
import { permissionReasons } from '../../../shared/callbacks/callback.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { mayRingUnknown, unknownReasons } from '../../../shared/callbacks/mayRingUnknown.ts';

const hours = { callFromMinute: 540, callToMinute: 1200 };
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const told = (reason: (typeof permissionReasons)[number], text: string, cutOffMinutesAgo: number | null = 5) =>
  mayRingUnknown(reason, cutOffMinutesAgo === null ? null : { startedAtMs: at(text) - HOUR_MS, endedAtMs: at(text) - cutOffMinutesAgo * MINUTE_MS }, at(text), hours, 'Asia/Shanghai');

it('a number that is nobody’s is rung for what was asked of us, and never for what rests on a record', () => {
  expect(permissionReasons.filter((reason) => told(reason, '2026-11-25T14:30') === null).sort()).toEqual([...unknownReasons].sort());
  expect(told('form-consent', '2026-11-25T14:30')).toBe('no-consent');
  expect(told('prenatal', '2026-11-25T14:30')).toBe('not-expecting');
  expect(told('complaint-follow-up', '2026-11-25T14:30')).toBe('no-complaint');
});

it('it is rung within calling hours only, to the minute', () => {
  expect([told('agreed', '2026-11-25T08:59'), told('agreed', '2026-11-25T09:00'), told('agreed', '2026-11-25T19:59'), told('agreed', '2026-11-25T20:00')]).toEqual(['outside-calling-hours', null, null, 'outside-calling-hours']);
});

it('it is rung back for a cut-off only where there was one, and for minutes', () => {
  expect([null, 0, 9, 10].map((minutes) => told('cut-off-return', '2026-11-25T14:30', minutes))).toEqual(['no-cut-off', null, null, 'no-cut-off']);
});
