import { describe, expect, it } from 'vitest';
import { type CallingHours, closedAt, nextOpenTime } from '../../../shared/callbacks/callingHours.ts';
import { mayRing, type RingRequest } from '../../../shared/callbacks/mayRing.ts';
import { mayRingUnknown } from '../../../shared/callbacks/mayRingUnknown.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { lockOf } from '../../../renderer/screens/callbacks/rowGate.ts';
import { sampleCallback, sampleHousehold } from '../../support/deskSamples.ts';

const SHANGHAI = 'Asia/Shanghai';
const NEW_YORK = 'America/New_York';
/** Wall time in Shanghai. */
const at = (text: string): number => Date.parse(`2026-${text}+08:00`);
const hours: CallingHours = {
  callFromMinute: 540, callToMinute: 1200, zone: SHANGHAI,
  holidays: [
    { name: '国庆节', fromDay: '2026-10-01', toDay: '2026-10-07', worked: false },
    // Somebody is there within it, and on a Saturday for it.
    { name: '国庆值班', fromDay: '2026-10-04', toDay: '2026-10-04', worked: true },
    { name: '国庆调休', fromDay: '2026-10-10', toDay: '2026-10-10', worked: true },
  ],
};
type Said = ReturnType<typeof closedAt>;

const ofZone = (zone: string): RingRequest => {
  const base = sampleHousehold();
  return { callback: null, file: { ...base, household: { ...base.household, zone, phoneConsentUntilMs: at('12-31T00:00:00') } }, reason: 'form-consent', customerId: null, nowMs: 0, policy: hours };
};
const gate = (zone: string, nowMs: number) => mayRing({ ...ofZone(zone), nowMs });

describe('the gate on a holiday of the centre', () => {
  it.each<readonly [string, string, Said, string]>([
    ['the last minute before the evening of the day before', '09-30T19:59:59.999', null, '09-30T19:59:59.999'],
    ['eight in the evening of the day before', '09-30T20:00:00', 'outside-calling-hours', '10-04T09:00:00'],
    ['the last instant of the day before', '09-30T23:59:59.999', 'outside-calling-hours', '10-04T09:00:00'],
    ['its first instant', '10-01T00:00:00', 'closed-day', '10-04T09:00:00'],
    ['nine in the morning', '10-01T09:00:00', 'closed-day', '10-04T09:00:00'],
    ['the last instant before the day worked within it', '10-03T23:59:59.999', 'closed-day', '10-04T09:00:00'],
    ['the night of the day worked within it', '10-04T00:00:00', 'outside-calling-hours', '10-04T09:00:00'],
    ['a millisecond before nine on the day worked', '10-04T08:59:59.999', 'outside-calling-hours', '10-04T09:00:00'],
    ['nine on the day worked', '10-04T09:00:00', null, '10-04T09:00:00'],
    ['the last minute of the day worked', '10-04T19:59:59.999', null, '10-04T19:59:59.999'],
    ['the evening of the day worked', '10-04T20:00:00', 'outside-calling-hours', '10-08T09:00:00'],
    ['its last instant', '10-07T23:59:59.999', 'closed-day', '10-08T09:00:00'],
    ['the night after it', '10-08T00:00:00', 'outside-calling-hours', '10-08T09:00:00'],
    ['a millisecond before nine after it', '10-08T08:59:59.999', 'outside-calling-hours', '10-08T09:00:00'],
    ['nine after it', '10-08T09:00:00', null, '10-08T09:00:00'],
    ['a Saturday worked for it', '10-10T12:00:00', null, '10-10T12:00:00'],
  ])('%s', (_title, when, said, opens) => {
    const nowMs = at(when);
    expect(closedAt(nowMs, hours, SHANGHAI)).toBe(said);
    expect(nextOpenTime(nowMs, hours, SHANGHAI)).toBe(at(opens));
    const permission = gate(SHANGHAI, nowMs);
    expect(permission.ok ? null : [permission.why, permission.opensAtMs]).toEqual(said === null ? null : [said, at(opens)]);
    expect(mayRingUnknown('agreed', null, nowMs, hours, SHANGHAI)).toBe(said);
    expect(lockOf(sampleCallback({ zone: SHANGHAI }), null, nowMs, hours)).toEqual(said === null ? null : { why: said, opensAtMs: at(opens) });
  });

  it.each<readonly [string, string, Said, string]>([
    // 20:00 in New York is 08:00 of the next day in Shanghai: the holiday begins and ends at noon there.
    ['the last instant of our day before is noon there', '09-30T23:59:59.999', null, '09-30T23:59:59.999'],
    ['our midnight shuts it, at noon there', '10-01T00:00:00', 'closed-day', '10-04T00:00:00'],
    ['the day worked opens at our midnight', '10-04T00:00:00', null, '10-04T00:00:00'],
    ['and shuts at eight in the evening there', '10-04T08:00:00', 'outside-calling-hours', '10-04T21:00:00'],
    ['its morning there is open until our midnight', '10-04T23:59:59.999', null, '10-04T23:59:59.999'],
    ['it ends at our midnight, noon there', '10-07T23:59:59.999', 'closed-day', '10-08T00:00:00'],
    ['and they are rung from noon', '10-08T00:00:00', null, '10-08T00:00:00'],
  ])('with the customer in New York: %s', (_title, when, said, opens) => {
    const permission = gate(NEW_YORK, at(when));
    expect(permission.ok ? null : [permission.why, permission.opensAtMs]).toEqual(said === null ? null : [said, at(opens)]);
    expect(nextOpenTime(at(when), hours, NEW_YORK)).toBe(at(opens));
  });

  it('names the holiday in its check, and a day worked for it or a plain one names none', () => {
    const named = (when: string): unknown => gate(SHANGHAI, at(when)).checks.find((check) => check.key === 'hours')?.params['holiday'];
    expect(['10-02T10:00:00', '10-04T10:00:00', '10-08T10:00:00'].map(named)).toEqual(['国庆节', undefined, undefined]);
  });

  it('is not gone over by a named reason, and is told before the hour', () => {
    const night = mayRing({ ...ofZone(SHANGHAI), nowMs: at('10-02T23:00:00'), overrule: 'safety' });
    expect(night).toMatchObject({ ok: false, why: 'closed-day', opensAtMs: at('10-04T09:00:00') });
  });

  it('holds for what the customer asked for, too', () => {
    const callback = sampleCallback({ agreedAtMs: at('09-20T10:00:00'), dueAtMs: at('10-02T10:00:00'), permissionReason: 'agreed' });
    const request = { ...ofZone(SHANGHAI), callback, reason: 'agreed' as const };
    expect(mayRing({ ...request, nowMs: at('10-02T10:00:00') })).toMatchObject({ ok: false, why: 'closed-day' });
    expect(mayRing({ ...request, nowMs: at('10-02T10:00:00') + 6 * DAY_MS })).toMatchObject({ ok: true });
  });
});
