import { useCallback, useEffect, useState } from 'react';
import type { SetUpOutcome } from '../../../shared/ipc/commands.ts';
import type { SetUp, SetUpItem, SetUpKind } from '../../../shared/sync/setUpMessages.ts';
import { changeSetUp, readSetUp, tryWebhook, undoSetUp } from '../../actions/setUp.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { dropEdit } from '../../state/useSetUpEdits.ts';

/** How often what others change is looked for while the page is open. */
const LOOK_EVERY_MS = 10_000;

export type SetUpRefusal = Extract<SetUpOutcome, { ok: false }>;
/** What came of the last deed. */
export type Told = { readonly kind: 'saved' | 'undone' | 'tried' } | { readonly kind: 'refused'; readonly refusal: SetUpRefusal };

export interface SetUpDesk {
  /** Null: not read yet. */
  readonly setUp: SetUp | null;
  readonly told: Told | null;
  readonly isBusy: boolean;
  readonly isAway: boolean;
  /** @returns whether it was stored. */
  readonly save: (item: SetUpItem, basedOn: number) => Promise<boolean>;
  readonly undo: (kind: SetUpKind, id: string, version: number) => Promise<boolean>;
  /** Tells a webhook that this is a trial; what came of it stands among its deliveries. */
  readonly trial: (id: string) => Promise<boolean>;
  readonly hush: () => void;
}

/** How the floor is run, asked of central and looked at again while the page is open. */
export function useSetUp(): SetUpDesk {
  const up = useCentralStore((state) => state.up);
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [isBusy, setBusy] = useState(false);

  const reload = useCallback(async (): Promise<void> => {
    const read = await readSetUp();
    if (read.ok) setSetUp(read.value);
    else if (read.refusal !== 'unreachable') setTold({ kind: 'refused', refusal: read });
  }, []);
  useEffect(() => {
    if (!up) return undefined;
    void reload();
    const timer = setInterval(() => { void reload(); }, LOOK_EVERY_MS);
    return () => { clearInterval(timer); };
  }, [up, reload]);

  /** @param typed  what was typed, and is stored when it went well. An undo leaves what is being typed: it then stands on an older version. */
  const settle = async (deed: Promise<SetUpOutcome>, done: 'saved' | 'undone' | 'tried', typed: string | null): Promise<boolean> => {
    setBusy(true);
    const outcome = await deed;
    setBusy(false);
    setTold(outcome.ok ? { kind: done } : { kind: 'refused', refusal: outcome });
    if (outcome.ok) {
      if (typed !== null) dropEdit(typed);
      setSetUp(outcome.value);
    } else if (outcome.refusal !== 'unreachable') await reload();
    return outcome.ok;
  };
  return {
    setUp, told, isBusy, isAway: !up,
    save: (item, basedOn) => settle(changeSetUp(item, basedOn), 'saved', `${item.kind}:${item.id}`),
    undo: (kind, id, version) => settle(undoSetUp(kind, id, version), 'undone', null),
    trial: (id) => settle(tryWebhook(id), 'tried', null),
    hush: () => { setTold(null); },
  };
}
