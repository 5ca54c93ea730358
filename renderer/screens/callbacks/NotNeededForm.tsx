import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { cancelCallback } from '../../actions/cancelCallback.ts';
import { PreviewForm } from './PreviewForm.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useSending } from './useSending.ts';

/** Takes a callback off the list without ringing; the reason stays with it. */
export function NotNeededForm({ row, onDone }: { readonly row: CallbackRow; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { problem, send } = useSending(onDone);
  const canSend = reason.trim() !== '';
  const submit = (): void => { if (canSend) send(() => cancelCallback(row.callback.id, reason.trim())); };
  return (
    <PreviewForm title={t('callbacks.notNeeded.title')} testId="not-needed-form" canSend={canSend} sendWords={t('callbacks.notNeeded.send')} problem={problem} onSend={submit} onCancel={onDone}>
      <ReasonField
        label={t('callbacks.notNeeded.reason')} value={reason} onChange={setReason} focusFirst onEnter={submit}
        usual={[t('callbacks.notNeeded.usual.rangUs'), t('callbacks.notNeeded.usual.settled'), t('callbacks.notNeeded.usual.wrongNumber'), t('callbacks.notNeeded.usual.twice')]}
      />
    </PreviewForm>
  );
}
