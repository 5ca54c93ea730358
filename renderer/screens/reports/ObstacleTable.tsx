import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isObstacle, type ObstacleGrouping, obstacleGroupings, type ObstacleReport, type ObstacleRow, obstacleShares } from '../../../shared/reports/obstacleReport.ts';
import { codeWord, percent, some } from './figureWords.ts';
import { MeansHead } from './MeansHead.tsx';

interface ControlsProps {
  readonly by: ObstacleGrouping;
  readonly onBy: (by: ObstacleGrouping) => void;
}

/** Whose obstacles stand together. */
export function ObstacleControls({ by, onBy }: ControlsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="rp-field">{t('reports.obstacle.by')}
      <Select<ObstacleGrouping> size="small" value={by} aria-label={t('reports.obstacle.by')} data-testid="obstacles-by" popupMatchSelectWidth={false} onChange={onBy} options={obstacleGroupings.map((each) => ({ value: each, label: t(`reports.obstacle.grouping.${each}`) }))} />
    </span>
  );
}

const groupOf = ({ relationClass, tier }: ObstacleRow): string => `${relationClass ?? ''} ${tier ?? ''}`;

/** Rows that stand together, in the order they came. */
function grouped(rows: readonly ObstacleRow[]): readonly (readonly ObstacleRow[])[] {
  const groups: ObstacleRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && groupOf(last[0]) === groupOf(row)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Signs before what went up; what did not move is not shouted. */
const signed = (points: number): string => (points === 0 ? '' : `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`);

/** What is in customers' way by group, most first, with its share and how it moved against as many days before. */
export function ObstacleTable({ report }: { readonly report: ObstacleReport }): ReactNode {
  const { t, i18n } = useTranslation();
  const isChinese = i18n.language.startsWith('zh');
  const groups = grouped(report.rows);
  const hasGroup = report.rows.some(({ relationClass, tier }) => relationClass !== null || tier !== null);
  const groupWord = ({ relationClass, tier }: ObstacleRow): string => [relationClass === null ? null : codeWord(i18n, 'relationClass', relationClass), tier === null ? null : codeWord(i18n, 'tier', tier)].filter((word) => word !== null).join(t('words.separator'));
  const days = { from: report.before.from, to: report.before.to };
  return (
    <table className="rp-table rp-obstacles" aria-label={t('reports.tab.obstacles')}>
      <thead>
        <tr>
          {hasGroup ? <MeansHead title={t('reports.obstacle.group')} means={t('reports.means.obstacleGroup')} /> : null}
          <th scope="col">{t('reports.obstacle.name')}</th>
          <MeansHead isNumber title={t('reports.col.contacts')} means={t('reports.means.obstacleContacts')} />
          <MeansHead isNumber title={t('reports.col.share')} means={t('reports.means.obstacleShare')} />
          <MeansHead isNumber title={t('reports.obstacle.before')} means={t('reports.means.obstacleBefore', days)} />
          <MeansHead isNumber title={t('reports.obstacle.shareBefore')} means={t('reports.means.obstacleBefore', days)} />
          <MeansHead isNumber title={t('reports.obstacle.change')} means={t('reports.means.obstacleChange')} />
        </tr>
      </thead>
      {groups.map((rows) => {
        const first = rows[0];
        return first === undefined ? null : (
          <tbody key={groupOf(first)}>
            {rows.map((row, at) => {
              const { share, shareBefore, points } = obstacleShares(row);
              return (
                <tr key={row.obstacle} data-obstacle={row.obstacle} className={isObstacle(row) ? undefined : 'rp-none-there'}>
                  {at === 0 && hasGroup ? <th scope="rowgroup" rowSpan={rows.length} className="rp-group">{groupWord(first)}<span>{t('reports.obstacle.named', { count: first.named })}</span></th> : null}
                  <td>{(isChinese ? row.zh : row.en) ?? row.obstacle}</td>
                  <td className="rp-number">{some(row.contacts)}</td>
                  <td className="rp-number rp-share"><span className="rp-bar" aria-hidden style={{ inlineSize: `${share ?? 0}%` }} /><span>{percent(share)}</span></td>
                  <td className="rp-number">{some(row.contactsBefore)}</td>
                  <td className="rp-number">{percent(shareBefore)}</td>
                  <td className="rp-number">{points === null ? '–' : signed(points)}</td>
                </tr>
              );
            })}
          </tbody>
        );
      })}
      <tfoot>
        <tr><td colSpan={hasGroup ? 2 : 1}>{t('reports.total')}</td><td className="rp-number">{report.total.contacts}</td><td /><td className="rp-number">{report.total.contactsBefore}</td><td /><td /></tr>
      </tfoot>
    </table>
  );
}
