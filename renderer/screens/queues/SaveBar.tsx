import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUpChange } from '../../../shared/sync/setUpMessages.ts';
import type { Editing } from './useEdit.ts';

export interface SaveBarProps<D> {
  readonly editing: Pick<Editing<D>, 'isDirty' | 'isStale' | 'clashes' | 'keepMine' | 'discard'>;
  /** Who stored it last. */
  readonly last: SetUpChange | null;
  readonly fieldWord: (field: keyof D & string) => string;
  readonly isBusy: boolean;
  readonly isAway: boolean;
  readonly isNew: boolean;
}

/** Under a form: save, or let go; and what to do when somebody else has stored it meanwhile. Nobody's change is overwritten. */
export function SaveBar<D>({ editing, last, fieldWord, isBusy, isAway, isNew }: SaveBarProps<D>): ReactNode {
  const { t } = useTranslation();
  const { isDirty, isStale, clashes, keepMine, discard } = editing;
  return (
    <footer className="qs-save">
      {isStale ? (
        <p className="qs-bar qs-bar-soon" role="alert" data-testid="setup-stale">
          <span>{t('queues.stale', { name: last?.byName ?? t('words.unknown') })}{clashes.length === 0 ? '' : ` ${t('queues.staleBoth', { fields: clashes.map(fieldWord).join(t('words.separator')) })}`}</span>
          <Button size="small" type="primary" onClick={keepMine} data-testid="setup-keep-mine">{t('queues.keepMine')}</Button>
          <Button size="small" onClick={discard} data-testid="setup-take-theirs">{t('queues.takeTheirs')}</Button>
        </p>
      ) : (
        <>
          <Button type="primary" htmlType="submit" disabled={!isDirty || isBusy || isAway} data-testid="setup-save">{t(isNew ? 'queues.make' : 'words.save')}</Button>
          <Button onClick={discard} disabled={!isDirty || isBusy} data-testid="setup-discard">{t('queues.discard')}</Button>
          <span className="qs-soft">{isDirty ? t('queues.unsaved') : t('queues.inForce')}</span>
        </>
      )}
    </footer>
  );
}
