import { Radio } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { careGroups, type Criterion, groupScoresOf, type Marks, scoreOf } from '../../../shared/coaching/qualitySheet.ts';
import { spokenLanguage } from '../../language/i18n.ts';

/** What a criterion is called in the language on screen. */
export const criterionName = ({ zh, en }: Pick<Criterion, 'zh' | 'en'>): string => (spokenLanguage() === 'en' ? en : zh);
export const percentWords = (percent: number | null): string => (percent === null ? '–' : percent.toFixed(1));

interface Props {
  readonly criteria: readonly Criterion[];
  readonly marks: Marks;
  readonly onMark: (marks: Marks) => void;
}

/** The sheet as it is filled in, by group, with the score it comes to so far. */
export function ScoreFields({ criteria, marks, onMark }: Props): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const groups = groupScoresOf(criteria, marks);
  const options = (criterion: Criterion) => [
    ...(criterion.kind === 'yes-no' ? [{ value: 1, label: t('words.yes') }, { value: 0, label: t('words.no') }] : [1, 2, 3, 4, 5].map((mark) => ({ value: mark, label: String(mark) }))),
    { value: -1, label: t('coaching.notApplicable') },
  ];
  return (
    <div className="co-sheet" data-testid="score-fields">
      {careGroups.map((group) => {
        const shown = criteria.filter((each) => each.group === group);
        return shown.length === 0 ? null : (
          <fieldset key={group}>
            <legend title={t(`coaching.groupMeans.${group}`)}>{t(`coaching.group.${group}`)} <span className="co-faint">{percentWords(groups[group])}</span></legend>
            {shown.map((criterion) => (
              <div key={criterion.id} className="co-criterion">
                <span id={`${id}-${criterion.id}`}>{criterionName(criterion)} <span className="co-faint">{t('coaching.weight', { weight: criterion.weight })}</span></span>
                <Radio.Group
                  size="small" optionType="button" aria-labelledby={`${id}-${criterion.id}`} options={options(criterion)} value={marks[criterion.id] === null ? -1 : marks[criterion.id]}
                  onChange={(event) => { const mark = Number(event.target.value); onMark({ ...marks, [criterion.id]: mark < 0 ? null : mark }); }}
                />
              </div>
            ))}
          </fieldset>
        );
      })}
      <p className="co-total" role="status">{t('coaching.total', { percent: percentWords(scoreOf(criteria, marks)) })}</p>
    </div>
  );
}
