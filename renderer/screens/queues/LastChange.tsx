import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUp, SetUpChange } from '../../../shared/sync/setUpMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatMoment } from '../../language/format.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { changedFields } from './changeWords.ts';

export interface LastChangeProps {
  readonly change: SetUpChange | null;
  readonly setUp: SetUp;
  readonly isBusy: boolean;
  readonly onUndo: (change: SetUpChange) => void;
}

/** Who changed the thing last, when, and what; and taking it back. */
export function LastChange({ change, setUp, isBusy, onUndo }: LastChangeProps): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  if (change === null) return <p className="qs-last qs-soft">{t('queues.neverChanged')}</p>;
  const fields = [...new Set(changedFields(change, setUp).map((each) => each.label))].join(t('words.separator'));
  const when = formatMoment(change.atMs, zone, nowMs);
  const deed = change.undoes !== null ? t('queues.did.undone') : change.before === null ? t('queues.did.made') : t('queues.did.changed');
  return (
    <p className="qs-last" data-testid="setup-last">
      <span className="qs-cut">{[when, change.byName, fields === '' ? deed : `${deed} ${fields}`].join(t('words.separator'))}</span>
      <Button size="small" disabled={isBusy} onClick={() => { onUndo(change); }} data-testid="setup-undo">{t('queues.undo')}</Button>
    </p>
  );
}
