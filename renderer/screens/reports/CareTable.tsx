import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { careGroups } from '../../../shared/coaching/qualitySheet.ts';
import type { CareReport, CareRow } from '../../../shared/reports/careReport.ts';
import { hours, percent, span } from './figureWords.ts';

const HOUR_SECONDS = 3600;
const long = (seconds: number | null): string => (seconds === null || seconds < HOUR_SECONDS ? span(seconds) : hours(Math.round(seconds)));

/** The care standards by group: what is expected, of how many, how many met it; each group's mean, and what all comes to. */
export function CareTable({ report }: { readonly report: CareReport }): ReactNode {
  const { t } = useTranslation();
  const line = ({ standard, counted, met, percent: share, meanSeconds }: CareRow): ReactNode => (
    <>
      <td><Tooltip title={t(`reports.careMeans.${standard}`)}><button type="button" className="rp-means">{t(`reports.care.${standard}`)}<span className="desk-aloud">{t(`reports.careMeans.${standard}`)}</span></button></Tooltip></td>
      <td className="rp-number">{counted}</td><td className="rp-number">{met ?? ''}</td><td className="rp-number">{percent(share)}</td><td className="rp-number">{meanSeconds === null ? '' : long(meanSeconds)}</td>
    </>
  );
  return (
    <table className="rp-table" aria-label={t('reports.tab.care')}>
      <thead>
        <tr>
          <th scope="col"><Tooltip title={t('reports.means.careGroup')}><button type="button" className="rp-means">{t('reports.col.careGroup')}<span className="desk-aloud">{t('reports.means.careGroup')}</span></button></Tooltip></th>
          <th scope="col">{t('reports.col.standard')}</th><th scope="col" className="rp-number">{t('reports.col.counted')}</th><th scope="col" className="rp-number">{t('reports.col.met')}</th>
          <th scope="col" className="rp-number">{t('reports.col.metPercent')}</th><th scope="col" className="rp-number">{t('reports.col.meanTime')}</th>
        </tr>
      </thead>
      {careGroups.map((group) => {
        const shown = report.rows.filter((row) => row.group === group);
        return (
          <tbody key={group}>
            {shown.map((row, at) => (
              <tr key={row.standard} data-standard={row.standard}>
                {at === 0 ? <th scope="rowgroup" rowSpan={shown.length} title={t(`coaching.groupMeans.${group}`)}>{t(`coaching.group.${group}`)} {percent(report.groups[group])}</th> : null}
                {line(row)}
              </tr>
            ))}
          </tbody>
        );
      })}
      <tfoot><tr><td colSpan={4}>{t('reports.careTotal')}</td><td className="rp-number">{percent(report.totalPercent)}</td><td /></tr></tfoot>
    </table>
  );
}
