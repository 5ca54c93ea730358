import { Button, Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { daysOf, isFine, LONGEST_FINE_DAYS, type ReportUnit, reportUnits } from '../../../shared/reports/reportMessages.ts';
import type { ReportName } from '../../../shared/reports/reportBook.ts';
import { type Days, daysOfPreset, reportPresets } from '../../../shared/reports/reportPresets.ts';
import { isIsoDay, type ReportAsk, reportTakes, unitOf } from './useReport.ts';

interface Props {
  readonly tab: ReportName;
  readonly ask: ReportAsk;
  readonly onAsk: (ask: ReportAsk) => void;
  readonly sites: readonly string[];
  readonly queues: readonly { readonly queue: string; readonly name: string }[];
  readonly nowMs: number;
  readonly zone: string;
  readonly problem: string | null;
  /** What this report alone goes by. */
  readonly children?: ReactNode;
}

/** Which days, how fine, which site and queue: each choice is asked for at once. */
export function ReportControls({ tab, ask, onAsk, sites, queues, nowMs, zone, problem, children }: Props): ReactNode {
  const { t } = useTranslation();
  const ids = useId();
  const takes = reportTakes[tab];
  const isLonger = (days: Days): boolean => isIsoDay(days.from) && isIsoDay(days.to) && daysOf(days) > LONGEST_FINE_DAYS;
  const setDays = (days: Days): void => { onAsk({ ...ask, ...days, unit: isFine(ask.unit) && isLonger(days) ? 'day' : ask.unit }); };
  // One day is read by the half hour, more by the day, until somebody wants it otherwise.
  const setPreset = (days: Days): void => { onAsk({ ...ask, ...days, unit: days.from === days.to ? 'half-hour' : 'day' }); };
  const isTooFine = (unit: ReportUnit): boolean => isFine(unit) && isLonger(ask);
  return (
    <div className="rp-controls">
      <div className="rp-presets" role="toolbar" aria-label={t('reports.range.label')}>
        {reportPresets.map((preset) => {
          const days = daysOfPreset(preset, nowMs, zone);
          const isChosen = days.from === ask.from && days.to === ask.to;
          return <Button key={preset} size="small" type={isChosen ? 'primary' : 'default'} aria-pressed={isChosen} data-testid={`preset-${preset}`} onClick={() => { setPreset(days); }}>{t(`reports.range.${preset}`)}</Button>;
        })}
      </div>
      <span className="rp-field"><label htmlFor={`${ids}-from`}>{t('reports.range.from')}</label><Input id={`${ids}-from`} className="rp-day" size="small" maxLength={10} value={ask.from} status={problem === null ? '' : 'error'} data-testid="report-from" onChange={(event) => { setDays({ from: event.target.value, to: ask.to }); }} /></span>
      <span className="rp-field"><label htmlFor={`${ids}-to`}>{t('reports.range.to')}</label><Input id={`${ids}-to`} className="rp-day" size="small" maxLength={10} value={ask.to} status={problem === null ? '' : 'error'} data-testid="report-to" onChange={(event) => { setDays({ from: ask.from, to: event.target.value }); }} /></span>
      {takes.units === 'none' ? null : (
        <Select<ReportUnit>
          size="small" value={unitOf(tab, ask.unit)} aria-label={t('reports.unit.label')} data-testid="report-unit" onChange={(unit) => { onAsk({ ...ask, unit }); }} popupMatchSelectWidth={false}
          options={reportUnits.filter((unit) => takes.units === 'all' || !isFine(unit)).map((unit) => ({ value: unit, label: `${t('reports.unit.label')} ${t(`reports.unit.${unit}`)}`, disabled: isTooFine(unit), title: isTooFine(unit) ? t('reports.unit.tooLong') : '' }))}
        />
      )}
      {!takes.queue ? null : (
        <Select<string>
          size="small" value={ask.queue} aria-label={t('reports.queue')} onChange={(queue) => { onAsk({ ...ask, queue }); }} popupMatchSelectWidth={false}
          options={[{ value: '', label: t('reports.allQueues') }, ...queues.map(({ queue, name }) => ({ value: queue, label: name }))]}
        />
      )}
      <Select<string>
        size="small" value={ask.site} aria-label={t('reports.site')} onChange={(site) => { onAsk({ ...ask, site }); }} popupMatchSelectWidth={false}
        options={[{ value: '', label: t('reports.allSites') }, ...sites.map((site) => ({ value: site, label: site }))]}
      />
      {children}
    </div>
  );
}
