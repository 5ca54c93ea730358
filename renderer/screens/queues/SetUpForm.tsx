import type { FormEvent, ReactNode } from 'react';
import type { SetUp, SetUpKind } from '../../../shared/sync/setUpMessages.ts';
import { lastChange } from './changeWords.ts';
import { LastChange } from './LastChange.tsx';
import { SaveBar, type SaveBarProps } from './SaveBar.tsx';
import type { SetUpDesk } from './useSetUp.ts';

export interface SetUpFormProps<D> {
  readonly kind: Exclude<SetUpKind, 'skill' | 'agent-skills' | 'work-list'>;
  readonly id: string;
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
  readonly editing: SaveBarProps<D>['editing'];
  readonly fieldWord: SaveBarProps<D>['fieldWord'];
  readonly isNew: boolean;
  readonly title: string;
  /** What the form is called as it is typed. */
  readonly label: string;
  /** Stores what is typed; false: it cannot be yet, and the first field at fault is led to. */
  readonly onSave: () => boolean;
  readonly children: ReactNode;
  /** Between the fields and the bar. */
  readonly faults?: ReactNode;
}

/** One thing of the set-up: who changed it last above, its fields, the bar that stores them below. */
export function SetUpForm<D>({ kind, id, setUp, desk, editing, fieldWord, isNew, title, label, onSave, children, faults }: SetUpFormProps<D>): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!onSave()) requestAnimationFrame(() => { form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(); });
  };
  const last = lastChange(setUp, kind, id);
  return (
    <form className="qs-form" onSubmit={submit} aria-label={label} noValidate>
      <header className="qs-head">
        <h2 className="qs-cut">{title}</h2>
        {isNew ? null : <LastChange change={last} setUp={setUp} isBusy={desk.isBusy || desk.isAway} onUndo={({ version }) => { void desk.undo(kind, id, version); }} />}
      </header>
      <div className="qs-body">{children}</div>
      {faults}
      <SaveBar<D> editing={editing} last={last} fieldWord={fieldWord} isBusy={desk.isBusy} isAway={desk.isAway} isNew={isNew} />
    </form>
  );
}
