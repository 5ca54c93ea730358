import { DisconnectOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../shared/language/assertNever.ts';
import { type Report, type ReportName, reportNames } from '../../../shared/reports/reportBook.ts';
import { isFine } from '../../../shared/reports/reportMessages.ts';
import { daysOfPreset } from '../../../shared/reports/reportPresets.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatTimeToSecond } from '../../language/format.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { walkByArrows } from '../workbench/parts/walkByArrows.ts';
import { CareTable } from './CareTable.tsx';
import { CustomerControls } from './CustomerControls.tsx';
import { CustomerTable } from './CustomerTable.tsx';
import { DeedControls } from './DeedControls.tsx';
import { DeedTable } from './DeedTable.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { ObstacleControls, ObstacleTable } from './ObstacleTable.tsx';
import { QualityTable } from './QualityTable.tsx';
import { ReportControls } from './ReportControls.tsx';
import { AgentTable, OutcomeTable, QueueTable } from './ReportTables.tsx';
import { BacklogTable, CaseTable, OpinionTable, PromiseTable, TopicTable } from './ServiceTables.tsx';
import { rangeProblem, type ReportAsk, reportTakes, useReport } from './useReport.ts';
import './reports.css';

// Large, and needed here only.
const QueueChart = lazy(() => import('./QueueChart.tsx'));

function Body({ report, ask }: { readonly report: Report; readonly ask: ReportAsk }): ReactNode {
  const { t } = useTranslation();
  if (report.value.rows.length === 0) return <p className="rp-nothing" role="status">{t(reportTakes[report.report].days ? 'reports.none' : 'reports.noneNow')}</p>;
  switch (report.report) {
    case 'queues': {
      const isByDay = !isFine(ask.unit);
      return (
        <>
          <Suspense fallback={<div className="rp-chart" />}><QueueChart rows={report.value.rows} isByDay={isByDay} /></Suspense>
          <QueueTable report={report.value} isByDay={isByDay} />
        </>
      );
    }
    case 'agents': return <AgentTable report={report.value} />;
    case 'outcomes': return <OutcomeTable report={report.value} />;
    case 'obstacles': return <ObstacleTable report={report.value} />;
    case 'opinions': return <OpinionTable report={report.value} />;
    case 'topics': return <TopicTable report={report.value} />;
    case 'promises': return <PromiseTable report={report.value} />;
    case 'cases': return <CaseTable report={report.value} />;
    case 'care': return <CareTable report={report.value} />;
    case 'quality': return <QualityTable report={report.value} />;
    case 'deeds': return <DeedTable report={report.value} />;
    case 'backlog': return <BacklogTable report={report.value} />;
    case 'customers': return <CustomerTable report={report.value} asked={ask.families} />;
    default: return assertNever(report, 'report');
  }
}

/** Figures of days gone by, and of what stands now, for supervisors: all of it is asked of central. */
export default function ReportsScreen(): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const queues = useCentralStore((state) => state.queues);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(60_000);
  const agents = useAgents();
  const sites = useMemo(() => [...new Set((agents ?? []).map(({ site }) => site).filter((site) => site !== ''))].sort((a, b) => a.localeCompare(b, 'zh-CN')), [agents]);
  const [tab, setTab] = useState<ReportName>('queues');
  const [ask, setAsk] = useState<ReportAsk>(() => ({ ...daysOfPreset('today', deskClock.now(), zone), unit: 'half-hour', site: '', queue: '', families: { by: 'city', across: 'stage' }, deeds: { by: '', agent: '', kind: '' }, obstaclesBy: 'relationClass' }));
  const [told, setTold] = useState<{ readonly tone: 'good' | 'bad'; readonly text: string } | null>(null);
  const { state, again } = useReport(tab, ask, !up);
  const wrong = rangeProblem(tab, ask);
  const problem = wrong === null ? null : t(`reports.range.${wrong}`);
  const known = state.kind === 'read' && state.report.report === 'customers' ? state.report.value : null;
  return (
    <section className="rp-screen" aria-label={t('reports.title')} data-column="customer" data-testid="reports">
      <header className="rp-head">
        <h2>{t('reports.title')}</h2>
        <div className="rp-tabs" role="tablist" onKeyDown={walkByArrows}>
          {reportNames.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={tab === each} tabIndex={tab === each ? 0 : -1} data-testid={`report-tab-${each}`} onClick={() => { setTab(each); setTold(null); }}>{t(`reports.tab.${each}`)}</button>
          ))}
        </div>
        <span className="rp-end">
          {state.kind === 'read' ? <span className="rp-faint">{t('reports.readAt', { time: formatTimeToSecond(state.atMs, zone) })}</span> : null}
          <ExportButtons tab={tab} ask={ask} isDisabled={!up || state.kind !== 'read' || problem !== null} onTold={setTold} />
          <Button size="small" icon={<ReloadOutlined aria-hidden />} disabled={!up} onClick={again} title={t('reports.again')} aria-label={t('reports.again')} data-testid="report-again" />
        </span>
      </header>
      {!reportTakes[tab].days ? null : (
        <ReportControls tab={tab} ask={ask} onAsk={setAsk} sites={sites} queues={queues} nowMs={nowMs} zone={zone} problem={problem}>
          {tab === 'obstacles' ? <ObstacleControls by={ask.obstaclesBy} onBy={(obstaclesBy) => { setAsk({ ...ask, obstaclesBy }); }} /> : null}
        </ReportControls>
      )}
      {tab === 'deeds' ? <DeedControls asked={ask.deeds} onAsk={(deeds) => { setAsk({ ...ask, deeds }); }} agents={agents ?? []} /> : null}
      {tab === 'customers' ? <CustomerControls asked={ask.families} onAsk={(families) => { setAsk({ ...ask, families }); }} known={known} /> : null}
      {problem === null ? null : <p className="rp-told rp-told-bad" role="alert" data-testid="report-problem">{problem}</p>}
      {told === null ? null : <p className={`rp-told rp-told-${told.tone}`} role={told.tone === 'bad' ? 'alert' : 'status'} data-testid="report-told">{told.text}</p>}
      {up ? null : <p className="rp-told rp-told-away" role="status"><DisconnectOutlined aria-hidden /> {t('reports.away')}</p>}
      {problem === null && up && state.kind === 'failed' ? <p className="rp-told rp-told-bad" role="alert">{t('reports.failed')}</p> : null}
      {state.kind === 'read' && state.report.value.pending > 0 ? <p className="rp-told rp-told-away" role="status">{t(tab === 'customers' ? 'reports.pendingFamilies' : 'reports.pending', { count: state.report.value.pending })}</p> : null}
      <div className="rp-body">
        {problem !== null ? null : state.kind === 'read' && state.report.report === tab ? <Body report={state.report} ask={ask} /> : state.kind === 'reading' && up ? <p className="rp-nothing" role="status">{t('reports.reading')}</p> : null}
      </div>
    </section>
  );
}
