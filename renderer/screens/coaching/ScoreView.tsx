import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallScore, careGroups, type Criterion } from '../../../shared/coaching/qualitySheet.ts';
import { criterionName, percentWords } from './ScoreFields.tsx';

/** How a call was judged, by the sheet of its day. */
export function ScoreView({ score: { percent, groups, criteria, marks, version } }: { readonly score: CallScore }): ReactNode {
  const { t } = useTranslation();
  const mark = ({ id, kind }: Criterion): string => {
    const given = marks[id];
    if (given === null || given === undefined) return t('coaching.notApplicable');
    return kind === 'yes-no' ? t(given === 1 ? 'words.yes' : 'words.no') : t('coaching.ofFive', { mark: given });
  };
  return (
    <table className="co-score" aria-label={t('coaching.score')} data-testid="score-view">
      <caption>{t('coaching.total', { percent: percentWords(percent) })} <span className="co-faint">{t('coaching.sheetVersion', { version })}</span></caption>
      <tbody>
        {careGroups.flatMap((group) => {
          const shown = criteria.filter((each) => each.group === group);
          return shown.map((criterion, at) => (
            <tr key={criterion.id}>
              {at === 0 ? <th scope="rowgroup" rowSpan={shown.length} title={t(`coaching.groupMeans.${group}`)}>{t(`coaching.group.${group}`)}<br />{percentWords(groups[group])}</th> : null}
              <td>{criterionName(criterion)} <span className="co-faint">{t('coaching.weight', { weight: criterion.weight })}</span></td>
              <td className="co-mark">{mark(criterion)}</td>
            </tr>
          ));
        })}
      </tbody>
    </table>
  );
}
