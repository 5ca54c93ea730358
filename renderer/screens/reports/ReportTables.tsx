import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentReport, OutcomeReport, QueueFigures, QueueReport } from '../../../shared/reports/reportMessages.ts';
import { directionOf } from '../../../shared/calls/outcomeCode.ts';
import { type FigureColumn, FigureTable } from './FigureTable.tsx';
import { codeWord, hours, percent, span } from './figureWords.ts';
import { outcomeCodeWord } from '../../state/outcomeWords.ts';


type IntervalRow = QueueFigures & Partial<Pick<QueueReport['rows'][number], 'at' | 'queue' | 'queueName'>>;

function queueColumns(t: TFunction, isByDay: boolean): readonly FigureColumn<IntervalRow>[] {
  return [
    { key: 'at', title: t('reports.col.at'), isText: true, cell: ({ at = '' }) => (isByDay ? at.slice(0, 10) : at) },
    { key: 'queue', title: t('reports.queue'), isText: true, cell: ({ queueName, queue }) => queueName ?? queue ?? t('reports.noQueue') },
    { key: 'offered', title: t('reports.col.offered'), means: t('reports.means.offered'), cell: ({ offered }) => offered },
    { key: 'answered', title: t('reports.col.answered'), cell: ({ answered }) => answered },
    { key: 'abandoned', title: t('reports.col.abandoned'), means: t('reports.means.abandoned'), cell: ({ abandoned }) => abandoned },
    { key: 'givenUp', title: t('reports.col.givenUp'), means: t('reports.means.givenUp'), cell: ({ givenUp }) => givenUp },
    { key: 'turnedAway', title: t('reports.col.turnedAway'), means: t('reports.means.turnedAway'), cell: ({ turnedAway }) => turnedAway },
    { key: 'inTarget', title: t('reports.col.inTarget'), means: t('reports.means.inTarget'), cell: ({ inTargetPercent }) => percent(inTargetPercent) },
    { key: 'meanWait', title: t('reports.col.meanWait'), means: t('reports.means.meanWait'), cell: ({ meanWaitSeconds }) => span(meanWaitSeconds) },
    { key: 'longestWait', title: t('reports.col.longestWait'), cell: ({ longestWaitSeconds }) => span(longestWaitSeconds) },
    { key: 'meanTalk', title: t('reports.col.meanTalk'), cell: ({ meanTalkSeconds }) => span(meanTalkSeconds) },
    { key: 'meanWrapUp', title: t('reports.col.meanWrapUp'), means: t('reports.means.meanWrapUp'), cell: ({ meanWrapUpSeconds }) => span(meanWrapUpSeconds) },
  ];
}

export function QueueTable({ report, isByDay }: { readonly report: QueueReport; readonly isByDay: boolean }): ReactNode {
  const { t } = useTranslation();
  return <FigureTable<IntervalRow> label={t('reports.tab.queues')} columns={queueColumns(t, isByDay)} rows={report.rows} rowKey={({ at, queue }) => `${at ?? ''} ${queue ?? ''}`} total={{ row: report.total, title: t('reports.total') }} />;
}

type AgentRow = AgentReport['rows'][number];

export function AgentTable({ report }: { readonly report: AgentReport }): ReactNode {
  const { t } = useTranslation();
  const columns: readonly FigureColumn<AgentRow>[] = [
    { key: 'agent', title: t('reports.col.agent'), isText: true, cell: ({ name, number }) => `${name} ${number}` },
    { key: 'site', title: t('reports.col.site'), isText: true, cell: ({ site }) => site },
    { key: 'team', title: t('reports.col.team'), isText: true, cell: ({ team }) => team },
    { key: 'answered', title: t('reports.col.answered'), cell: ({ answered }) => answered },
    { key: 'meanTalk', title: t('reports.col.meanTalk'), cell: ({ meanTalkSeconds }) => span(meanTalkSeconds) },
    { key: 'dialled', title: t('reports.col.dialled'), cell: ({ dialled }) => dialled },
    { key: 'reached', title: t('reports.col.reached'), cell: ({ reached }) => reached },
    { key: 'meanDialledTalk', title: t('reports.col.meanDialledTalk'), cell: ({ meanDialledTalkSeconds }) => span(meanDialledTalkSeconds) },
    { key: 'contacts', title: t('reports.col.contacts'), cell: ({ contacts }) => contacts },
    { key: 'meanWrapUp', title: t('reports.col.meanWrapUp'), means: t('reports.means.meanWrapUp'), cell: ({ meanWrapUpSeconds }) => span(meanWrapUpSeconds) },
  ];
  return <FigureTable label={t('reports.tab.agents')} columns={columns} rows={report.rows} rowKey={({ number }) => number} />;
}

type OutcomeRow = Pick<OutcomeReport['rows'][number], 'contacts' | 'talkSeconds'> & Partial<OutcomeReport['rows'][number]>;
/** Contacts of other kinds have neither an outcome to choose nor a talk. */
const talkedKinds: readonly (string | undefined)[] = ['call-in', 'call-out', 'manual'];

export function OutcomeTable({ report }: { readonly report: OutcomeReport }): ReactNode {
  const { t, i18n } = useTranslation();
  const all = report.rows.reduce((sum, { contacts }) => sum + contacts, 0);
  const talked = report.rows.reduce((sum, { talkSeconds }) => sum + talkSeconds, 0);
  const nothingOf = (kind: string): string => (talkedKinds.includes(kind) ? t('reports.noOutcome') : '–');
  const columns: readonly FigureColumn<OutcomeRow>[] = [
    { key: 'kind', title: t('reports.col.kind'), isText: true, cell: ({ kind = '' }) => codeWord(i18n, 'kind', kind) },
    { key: 'outcome', title: t('reports.col.outcome'), isText: true, cell: ({ kind = '', outcome = null }) => (outcome === null ? nothingOf(kind) : outcomeCodeWord(outcome, directionOf(kind))) },
    { key: 'contacts', title: t('reports.col.contacts'), cell: ({ contacts }) => contacts },
    { key: 'share', title: t('reports.col.share'), cell: ({ contacts }) => percent(all === 0 ? null : (100 * contacts) / all) },
    { key: 'talk', title: t('reports.col.talk'), cell: ({ kind, talkSeconds }) => (talkSeconds === 0 && kind !== undefined && !talkedKinds.includes(kind) ? '–' : hours(talkSeconds)) },
  ];
  return <FigureTable<OutcomeRow> label={t('reports.tab.outcomes')} columns={columns} rows={report.rows} rowKey={({ kind, outcome }) => `${kind ?? ''} ${outcome ?? ''}`} total={{ row: { contacts: all, talkSeconds: talked }, title: t('reports.total') }} />;
}
