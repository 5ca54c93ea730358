import { Button, Popconfirm } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Merge } from '../../../shared/imports/mergeMessages.ts';
import { type Family, familyNames } from '../../language/familyNames.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { leftWords } from './mergeWords.ts';

interface Props {
  readonly merges: readonly Merge[];
  readonly zone: string;
  readonly nowMs: number;
  readonly isAway: boolean;
  readonly isBusy: boolean;
  readonly onUndo: (id: string) => void;
}

/** What was merged, latest first, and what undoing it would do. */
export function MergedList({ merges, zone, nowMs, isAway, isBusy, onUndo }: Props): ReactNode {
  const { t } = useTranslation();
  if (merges.length === 0) return <p className="mg-empty" role="status">{t('merges.noneMerged')}</p>;
  return (
    <ul className="mg-merged">
      {merges.map((merge) => {
        const of = (side: Merge['kept'], name: string): Family => ({ name, city: side?.city ?? null, numbers: side?.numbers ?? [], children: [], people: [] });
        const [absorbed, kept] = familyNames(of(merge.absorbed, merge.absorbedName ?? t('words.unknown')), of(merge.kept, merge.keptName ?? t('merges.goneSince')));
        const left = merge.undoneAtMs === null ? (merge.left ?? []) : [];
        return (
          <li key={merge.id} data-testid="merged">
            <span className="mg-faint mg-time">{formatMoment(merge.atMs, zone, nowMs)}</span>
            <span className="mg-cut">{t('merges.merged', { agent: merge.agentName, absorbed, kept })}</span>
            {merge.undoneAtMs === null ? (
              <Popconfirm
                title={t('merges.undoTitle', { absorbed, kept })} description={<span className="mg-undo-words">{t('merges.undoText', { absorbed, kept })}</span>} okText={t('merges.undo')} cancelText={t('words.cancel')}
                onConfirm={() => { onUndo(merge.id); }}
              >
                <Button size="small" disabled={isAway || isBusy} data-testid="merge-undo">{t('merges.undo')}</Button>
              </Popconfirm>
            ) : <span className="mg-faint">{t('merges.undone', { agent: merge.undoneByName ?? '', time: midSentence(formatMoment(merge.undoneAtMs, zone, nowMs)) })}</span>}
            {left.length === 0 ? null : <span className="mg-left mg-faint" data-testid="merge-left">{t('merges.left.title')}{left.map((each, at) => <Fragment key={`${each.field} ${each.of}`}>{at === 0 ? '' : t('words.separator')}<span>{leftWords(each, zone, nowMs)}</span></Fragment>)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
