import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportName } from '../../../shared/reports/reportBook.ts';
import type { ReportExportRequest } from '../../../shared/reports/reportExport.ts';
import { exportReport } from '../../actions/readReports.ts';
import { spokenLanguage } from '../../language/i18n.ts';
import { type ReportAsk, requestOf } from './useReport.ts';

interface Props {
  readonly tab: ReportName;
  readonly ask: ReportAsk;
  readonly isDisabled: boolean;
  readonly onTold: (told: { readonly tone: 'good' | 'bad'; readonly text: string } | null) => void;
}

/** What is on screen as a file: where to is asked, and who took it stands in central's log. */
export function ExportButtons({ tab, ask, isDisabled, onTold }: Props): ReactNode {
  const { t } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  const save = (format: ReportExportRequest['format']): void => {
    setSaving(true);
    onTold(null);
    exportReport({ ...requestOf(tab, ask), format, language: spokenLanguage() }).then(
      (outcome) => {
        setSaving(false);
        if (!outcome.ok) onTold({ tone: 'bad', text: t(outcome.refusal === 'not-written' ? 'reports.export.notWritten' : 'reports.export.failed') });
        else if (outcome.value.savedAs !== null) onTold({ tone: 'good', text: t('reports.export.saved', { name: outcome.value.savedAs }) });
      },
      (error: unknown) => {
        console.error('exporting a report failed', error);
        setSaving(false);
        onTold({ tone: 'bad', text: t('reports.export.failed') });
      },
    );
  };
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button key={format} size="small" icon={<DownloadOutlined aria-hidden />} disabled={isDisabled || isSaving} aria-label={t('reports.export.as', { format: format.toUpperCase() })} data-testid={`report-${format}`} onClick={() => { save(format); }}>{format.toUpperCase()}</Button>
      ))}
    </>
  );
}
