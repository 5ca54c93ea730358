import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay, formatWeekday, nearDay } from '../../language/format.ts';
import './dayTime.css';

const DAYS_OFFERED = 60;
const STEP_MINUTES = 15;

interface Props {
  /** What is chosen so far; null: nothing. */
  readonly atMs: UtcMs | null;
  readonly onPick: (atMs: UtcMs) => void;
  readonly nowMs: UtcMs;
  /** The customer's zone: both fields are by their wall clock. */
  readonly zone: string;
  readonly hours: CallingHours;
}

const clockWords = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Day and time from two short lists that hold nothing one may not promise: only calling hours, only what is ahead. */
export function DayTimePicker({ atMs, onPick, nowMs, zone, hours }: Props): ReactNode {
  const { t } = useTranslation();
  const today = localClock(nowMs, zone).date;
  const chosen = atMs === null ? null : localClock(atMs, zone);
  const minutesOn = (date: string): readonly number[] => {
    const steps = Math.ceil((hours.callToMinute - hours.callFromMinute) / STEP_MINUTES);
    return Array.from({ length: steps }, (_none, step) => hours.callFromMinute + step * STEP_MINUTES).filter((minute) => instantOf(zone, date, minute) > nowMs);
  };
  const days = Array.from({ length: DAYS_OFFERED }, (_none, ahead) => addDays(today, ahead)).filter((date) => date !== today || minutesOn(date).length > 0);
  const dayWords = (date: string): string => {
    const noon = instantOf(zone, date, 720);
    return [nearDay(noon, zone, nowMs), formatWeekday(noon, zone), formatDay(noon, zone, nowMs)].filter((part) => part !== null).join(' ');
  };
  const date = chosen?.date ?? null;
  const offered = date === null ? [] : minutesOn(date);
  // A time between the steps, read from the line, is shown as it is.
  const minutes = chosen !== null && !offered.includes(chosen.minuteOfDay) ? [...offered, chosen.minuteOfDay].sort((a, b) => a - b) : offered;
  return (
    <span className="cb-picker">
      <Select<string>
        aria-label={t('callbacks.line.day')} placeholder={t('callbacks.line.day')} value={date} options={days.map((value) => ({ value, label: dayWords(value) }))}
        onChange={(day) => {
          const free = minutesOn(day);
          const minute = chosen !== null && free.includes(chosen.minuteOfDay) ? chosen.minuteOfDay : free[0];
          if (minute !== undefined) onPick(instantOf(zone, day, minute));
        }}
      />
      <Select<number>
        aria-label={t('callbacks.line.time')} placeholder={t('callbacks.line.time')} value={chosen?.minuteOfDay ?? null} disabled={date === null}
        options={minutes.map((value) => ({ value, label: clockWords(value) }))}
        onChange={(minute) => { if (date !== null) onPick(instantOf(zone, date, minute)); }}
      />
    </span>
  );
}
