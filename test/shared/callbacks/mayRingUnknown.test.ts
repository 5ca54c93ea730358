import { expect, it } from 'vitest';
import { permissionReasons } from '../../../shared/callbacks/callback.ts';
import { mayRingUnknown, unknownReasons } from '../../../shared/callbacks/mayRingUnknown.ts';

const hours = { callFromMinute: 540, callToMinute: 1200 };
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const told = (reason: (typeof permissionReasons)[number], text: string) => mayRingUnknown(reason, at(text), hours, 'Asia/Shanghai');

it('a number that is nobody’s is rung for what was asked of us, and never for what rests on a record', () => {
  expect(permissionReasons.filter((reason) => told(reason, '2026-11-25T14:30') === null).sort()).toEqual([...unknownReasons].sort());
  expect(told('form-consent', '2026-11-25T14:30')).toBe('no-consent');
  expect(told('prenatal', '2026-11-25T14:30')).toBe('not-expecting');
  expect(told('complaint-follow-up', '2026-11-25T14:30')).toBe('no-complaint');
});

it('it is rung within calling hours only, to the minute', () => {
  expect([told('agreed', '2026-11-25T08:59'), told('agreed', '2026-11-25T09:00'), told('agreed', '2026-11-25T19:59'), told('agreed', '2026-11-25T20:00')]).toEqual(['outside-calling-hours', null, null, 'outside-calling-hours']);
});
