import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacklogFigures, BacklogReport } from '../../../shared/reports/backlogReport.ts';
import type { CaseFigures, CaseReport } from '../../../shared/reports/caseReport.ts';
import type { OpinionReport } from '../../../shared/reports/opinionReport.ts';
import type { PromiseFigures, PromiseReport } from '../../../shared/reports/promiseReport.ts';
import type { TopicReport } from '../../../shared/reports/topicReport.ts';
import { type FigureColumn, FigureTable } from './FigureTable.tsx';
import { codeWord, hours, percent, some } from './figureWords.ts';

export function OpinionTable({ report }: { readonly report: OpinionReport }): ReactNode {
  const { t } = useTranslation();
  const columns: readonly FigureColumn<OpinionReport['rows'][number]>[] = [
    { key: 'product', title: t('reports.col.product'), isText: true, cell: ({ product }) => product },
    { key: 'good', title: t('words.sentiment.good'), cell: ({ good }) => some(good) },
    { key: 'mixed', title: t('words.sentiment.mixed'), cell: ({ mixed }) => some(mixed) },
    { key: 'bad', title: t('words.sentiment.bad'), cell: ({ bad }) => some(bad) },
    { key: 'badShare', title: t('reports.col.badShare'), cell: ({ good, mixed, bad }) => percent((100 * bad) / Math.max(1, good + mixed + bad)) },
  ];
  return <FigureTable label={t('reports.tab.opinions')} columns={columns} rows={report.rows} rowKey={({ product }) => product} />;
}

type TopicRow = TopicReport['total'] & Partial<TopicReport['rows'][number]>;

export function TopicTable({ report }: { readonly report: TopicReport }): ReactNode {
  const { t, i18n } = useTranslation();
  const columns: readonly FigureColumn<TopicRow>[] = [
    { key: 'topic', title: t('reports.col.topic'), isText: true, cell: ({ topic }) => (typeof topic === 'string' ? codeWord(i18n, 'topic', topic) : '–') },
    { key: 'question', title: t('reports.col.question'), isText: true, cell: ({ articleId, title }) => title ?? t(articleId === null ? 'reports.noArticle' : 'reports.goneArticle') },
    { key: 'asked', title: t('reports.col.asked'), cell: ({ asked }) => asked },
    { key: 'talk', title: t('reports.col.talk'), means: t('reports.means.topicTalk'), cell: ({ talkSeconds }) => hours(talkSeconds) },
    { key: 'share', title: t('reports.col.share'), cell: ({ talkSeconds }) => percent(report.total.talkSeconds === 0 ? null : (100 * talkSeconds) / report.total.talkSeconds) },
  ];
  return <FigureTable<TopicRow> label={t('reports.tab.topics')} columns={columns} rows={report.rows} rowKey={({ articleId }) => articleId ?? ''} total={{ row: report.total, title: t('reports.total') }} />;
}

type PromiseRow = PromiseFigures & Partial<PromiseReport['rows'][number]>;

export function PromiseTable({ report }: { readonly report: PromiseReport }): ReactNode {
  const { t } = useTranslation();
  const columns: readonly FigureColumn<PromiseRow>[] = [
    { key: 'agent', title: t('reports.col.owner'), isText: true, cell: ({ number, name }) => (number === null || number === undefined ? t('reports.nobody') : `${name ?? ''} ${number}`) },
    { key: 'site', title: t('reports.col.site'), isText: true, cell: ({ site }) => site },
    { key: 'team', title: t('reports.col.team'), isText: true, cell: ({ team }) => team },
    { key: 'due', title: t('reports.col.due'), means: t('reports.means.due'), cell: ({ due }) => due },
    { key: 'kept', title: t('reports.col.kept'), means: t('reports.means.kept'), cell: ({ kept }) => some(kept) },
    { key: 'late', title: t('reports.col.promiseLate'), means: t('reports.means.promiseLate'), cell: ({ late }) => some(late) },
    { key: 'missed', title: t('reports.col.missed'), means: t('reports.means.missed'), cell: ({ missed }) => some(missed) },
    { key: 'ahead', title: t('reports.col.ahead'), cell: ({ ahead }) => some(ahead) },
    { key: 'cancelled', title: t('reports.col.cancelled'), cell: ({ cancelled }) => some(cancelled) },
    { key: 'keptPercent', title: t('reports.col.keptPercent'), means: t('reports.means.keptPercent'), cell: ({ keptPercent }) => percent(keptPercent) },
  ];
  return <FigureTable<PromiseRow> label={t('reports.tab.promises')} columns={columns} rows={report.rows} rowKey={({ number }) => number ?? ''} total={{ row: report.total, title: t('reports.total') }} />;
}

type CaseRow = CaseFigures & Partial<CaseReport['rows'][number]>;

export function CaseTable({ report }: { readonly report: CaseReport }): ReactNode {
  const { t, i18n } = useTranslation();
  const columns: readonly FigureColumn<CaseRow>[] = [
    { key: 'at', title: t('reports.col.at'), isText: true, cell: ({ at = '' }) => at.slice(0, 10) },
    { key: 'kind', title: t('reports.col.caseKind'), isText: true, cell: ({ kind = '' }) => codeWord(i18n, 'caseKind', kind) },
    { key: 'opened', title: t('reports.col.opened'), cell: ({ opened }) => opened },
    { key: 'settled', title: t('reports.col.settled'), cell: ({ settled }) => some(settled) },
    { key: 'inTime', title: t('reports.col.inTime'), means: t('reports.means.inTime'), cell: ({ inTime }) => some(inTime) },
    { key: 'late', title: t('reports.col.caseLate'), means: t('reports.means.caseLate'), cell: ({ late }) => some(late) },
    { key: 'open', title: t('reports.col.open'), cell: ({ open }) => some(open) },
    { key: 'satisfied', title: t('reports.col.satisfied'), cell: ({ satisfied }) => some(satisfied) },
    { key: 'partly', title: t('reports.col.partly'), cell: ({ partly }) => some(partly) },
    { key: 'notSatisfied', title: t('reports.col.notSatisfied'), cell: ({ notSatisfied }) => some(notSatisfied) },
    { key: 'declined', title: t('reports.col.declined'), cell: ({ declined }) => some(declined) },
    { key: 'satisfiedPercent', title: t('reports.col.satisfiedPercent'), means: t('reports.means.satisfiedPercent'), cell: ({ satisfiedPercent }) => percent(satisfiedPercent) },
  ];
  return <FigureTable<CaseRow> label={t('reports.tab.cases')} columns={columns} rows={report.rows} rowKey={({ at, kind }) => `${at ?? ''} ${kind ?? ''}`} total={{ row: report.total, title: t('reports.total') }} />;
}

type BacklogRow = BacklogFigures & Partial<BacklogReport['rows'][number]>;

const backlogColumns = (t: TFunction): readonly FigureColumn<BacklogRow>[] => [
  { key: 'site', title: t('reports.col.site'), isText: true, cell: ({ site }) => site ?? t('reports.nobody') },
  { key: 'callbacksLate', title: t('reports.col.callbacksLate'), cell: ({ callbacksLate }) => some(callbacksLate) },
  { key: 'callbacksToday', title: t('reports.col.callbacksToday'), cell: ({ callbacksToday }) => some(callbacksToday) },
  { key: 'callbacksLater', title: t('reports.col.callbacksLater'), cell: ({ callbacksLater }) => some(callbacksLater) },
  { key: 'complaintsLate', title: t('reports.col.complaintsLate'), cell: ({ complaintsLate }) => some(complaintsLate) },
  { key: 'complaints', title: t('reports.col.complaints'), means: t('reports.means.notLate'), cell: ({ complaints }) => some(complaints) },
  { key: 'requestsLate', title: t('reports.col.requestsLate'), cell: ({ requestsLate }) => some(requestsLate) },
  { key: 'requests', title: t('reports.col.requests'), means: t('reports.means.notLate'), cell: ({ requests }) => some(requests) },
  { key: 'commitmentsLate', title: t('reports.col.commitmentsLate'), cell: ({ commitmentsLate }) => some(commitmentsLate) },
  { key: 'commitments', title: t('reports.col.commitments'), means: t('reports.means.notLate'), cell: ({ commitments }) => some(commitments) },
];

export function BacklogTable({ report }: { readonly report: BacklogReport }): ReactNode {
  const { t } = useTranslation();
  return <FigureTable<BacklogRow> label={t('reports.tab.backlog')} columns={backlogColumns(t)} rows={report.rows} rowKey={({ site }) => site ?? ''} total={{ row: report.total, title: t('reports.total') }} />;
}
