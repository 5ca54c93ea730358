import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreOutcome } from '../../localdb/storeOutcome.ts';

/**
 * Sends a form once: a second press while the disk is at work does nothing, and a disk that refuses leaves the form as
 * it is, with the reason.
 */
export function useSending(onStored: () => void): { readonly problem: string | null; readonly isSending: boolean; readonly send: (deed: () => Promise<StoreOutcome>) => void } {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const send = (deed: () => Promise<StoreOutcome>): void => {
    if (isSending) return;
    setSending(true);
    setProblem(null);
    deed().then(
      (stored) => {
        setSending(false);
        if (stored.ok) onStored();
        else setProblem(t(stored.refusal === 'store-full' ? 'words.store.full' : 'words.store.failed'));
      },
      (error: unknown) => {
        console.error('storing failed', error);
        setSending(false);
        setProblem(t('words.store.failed'));
      },
    );
  };
  return { problem, isSending, send };
}
