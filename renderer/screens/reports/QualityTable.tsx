import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityFigures, QualityReport } from '../../../shared/reports/qualityReport.ts';
import { type FigureColumn, FigureTable } from './FigureTable.tsx';
import { percent } from './figureWords.ts';

type Row = QualityFigures & Partial<QualityReport['rows'][number]>;

/** Calls scored by the quality sheet, by the agents whose calls they were. */
export function QualityTable({ report }: { readonly report: QualityReport }): ReactNode {
  const { t } = useTranslation();
  const columns: readonly FigureColumn<Row>[] = [
    { key: 'agent', title: t('reports.col.agent'), isText: true, cell: ({ name, number }) => `${name ?? ''} ${number ?? ''}` },
    { key: 'site', title: t('reports.col.site'), isText: true, cell: ({ site }) => site },
    { key: 'team', title: t('reports.col.team'), isText: true, cell: ({ team }) => team },
    { key: 'scored', title: t('reports.col.scored'), means: t('reports.means.scored'), cell: ({ scored }) => scored },
    { key: 'mean', title: t('reports.col.meanScore'), means: t('reports.means.meanScore'), cell: ({ meanPercent }) => percent(meanPercent) },
    { key: 'lowest', title: t('reports.col.lowestScore'), cell: ({ lowestPercent }) => percent(lowestPercent) },
    { key: 'seek', title: t('coaching.group.seek'), means: t('reports.means.groupScore'), cell: ({ seekPercent }) => percent(seekPercent) },
    { key: 'experience', title: t('coaching.group.experience'), means: t('reports.means.groupScore'), cell: ({ experiencePercent }) => percent(experiencePercent) },
    { key: 'credence', title: t('coaching.group.credence'), means: t('reports.means.groupScore'), cell: ({ credencePercent }) => percent(credencePercent) },
  ];
  return <FigureTable<Row> label={t('reports.tab.quality')} columns={columns} rows={report.rows} rowKey={({ number }) => number ?? ''} total={{ row: report.total, title: t('reports.total') }} />;
}
