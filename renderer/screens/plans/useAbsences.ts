import { useCallback, useEffect, useState } from 'react';
import type { Absence } from '../../../shared/sync/absenceMessages.ts';
import { listAbsences } from '../../actions/plans.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';

/** How often what others plan is looked for while the page is open. */
const LOOK_EVERY_MS = 10_000;

/** Who is away or will be; null: not read yet. */
export function useAbsences(): { readonly absences: readonly Absence[] | null; readonly reload: () => Promise<void> } {
  const up = useCentralStore((state) => state.up);
  const [absences, setAbsences] = useState<readonly Absence[] | null>(null);
  const reload = useCallback(async (): Promise<void> => {
    const read = await listAbsences();
    if (read.ok) setAbsences(read.value);
  }, []);
  useEffect(() => {
    if (!up) return undefined;
    const look = (): void => { reload().catch((error: unknown) => { console.error('reading the absences failed', error); }); };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => { clearInterval(timer); };
  }, [up, reload]);
  return { absences, reload };
}
