import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { nameFallback } from '../../actions/rescheduleCallback.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { FallbackSelect } from './FallbackSelect.tsx';
import { useSending } from './useSending.ts';

interface Props {
  readonly row: CallbackRow;
  /** Null: nobody. */
  readonly fallbackName: string | null;
}

/** Whose a callback is and who rings when they do not; another may be named. */
export function FallbackLine({ row: { callback, ownerName }, fallbackName }: Props): ReactNode {
  const { t } = useTranslation();
  const colleagues = useAgents() ?? [];
  const [isChoosing, setChoosing] = useState(false);
  const { problem, send } = useSending(() => { setChoosing(false); });
  if (callback.ownerAgentId === null) return null;
  return (
    <>
      <p className="cb-soft" data-testid="fallback">
        {t('callbacks.preview.owners', { owner: ownerName ?? t('words.unknown'), fallback: fallbackName ?? t('callbacks.group.unowned') })}{' '}
        <button type="button" className="cb-link" aria-expanded={isChoosing} onClick={() => { setChoosing(!isChoosing); }} data-testid="fallback-change">{t('callbacks.fallback.change')}</button>
      </p>
      {isChoosing ? <FallbackSelect value={callback.fallbackAgentId ?? null} ownerAgentId={callback.ownerAgentId} colleagues={colleagues} onChange={(agentId) => { send(() => nameFallback(callback, agentId)); }} /> : null}
      {problem === null ? null : <p className="cb-problem" role="alert">{problem}</p>}
    </>
  );
}
