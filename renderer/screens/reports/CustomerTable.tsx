import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerReport, CustomerReportRequest } from '../../../shared/reports/customerReport.ts';
import { type CrossLine, crossTable } from './crossTable.ts';
import { type FigureColumn, FigureTable } from './FigureTable.tsx';
import { some } from './figureWords.ts';
import { useSideWord } from './useSideWord.ts';

/** Families by two sides, with the sums of lines and columns. */
export function CustomerTable({ report, asked }: { readonly report: CustomerReport; readonly asked: CustomerReportRequest }): ReactNode {
  const { t } = useTranslation();
  const word = useSideWord();
  const { columns, lines, sums } = crossTable(report.rows, asked.by, asked.across);
  const figures: readonly FigureColumn<CrossLine>[] = [
    { key: 'by', title: t(`reports.side.${asked.by}`), isText: true, cell: ({ by }) => word(asked.by, by) },
    ...columns.map((across) => ({ key: `of ${across ?? ''}`, title: word(asked.across, across), cell: ({ cells }: CrossLine) => some(cells.get(across) ?? 0) })),
    { key: 'all', title: t('reports.total'), cell: ({ all }) => all },
  ];
  return <FigureTable label={t('reports.tab.customers')} columns={figures} rows={lines} rowKey={({ by }) => by ?? ''} total={{ row: { by: null, cells: sums, all: report.total }, title: t('reports.total') }} />;
}
