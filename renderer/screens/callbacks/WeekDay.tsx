import { WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instantOf } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay, formatWeekday } from '../../language/format.ts';
import type { DayLoad } from './weekGrid.ts';

interface Props {
  readonly date: string;
  readonly isToday: boolean;
  /** Null: not known, or the day is over. */
  readonly load: DayLoad | null;
  readonly zone: string;
  readonly nowMs: UtcMs;
}

/** A day's head: which day, how much of what can be kept is promised, and the hours that are too full. */
export function WeekDay({ date, isToday, load, zone, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const noon = instantOf(zone, date, 720);
  const isOver = load !== null && (load.booked > load.capacity || load.over.length > 0);
  const [worst] = load?.over ?? [];
  const sentence = load === null ? undefined : t('callbacks.week.booked', { booked: load.booked, capacity: load.capacity });
  return (
    // biome-ignore lint/a11y/useSemanticElements: the grid's own head, at computed places
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
    <span role="columnheader" className={`wk-day${isToday ? ' wk-today' : ''}`} data-testid="week-day" data-date={date}>
      <b>{isToday ? t('words.day.today') : formatWeekday(noon, zone)} {formatDay(noon, zone, nowMs)}</b>
      {load === null ? null : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a meter cannot be styled alike in all themes */}
          <span className={`wk-meter${isOver ? ' wk-meter-over' : ''}`} role="meter" aria-label={sentence} aria-valuemin={0} aria-valuemax={load.capacity} aria-valuenow={Math.min(load.booked, load.capacity)} title={sentence} data-testid="week-load">
            <span style={{ width: `${String(load.capacity === 0 ? (load.booked > 0 ? 100 : 0) : Math.min(100, (load.booked / load.capacity) * 100))}%` }} />
          </span>
          <span className={isOver ? 'wk-figures cb-late' : 'wk-figures'}>
            {load.booked}/{load.capacity}{worst === undefined ? null : <> <WarningFilled aria-hidden /> {t('callbacks.week.overHour', { hour: worst.hour, booked: worst.booked, capacity: worst.capacity })}</>}
          </span>
        </>
      )}
    </span>
  );
}
