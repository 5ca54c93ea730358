import { CheckCircleFilled, ClockCircleFilled, CloseOutlined, WarningFilled } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { onStoreOutcome } from '../localdb/storeOutcome.ts';
import { closeToast, takeBackToasts, type Toast, useToastStore } from '../state/useToastStore.ts';
import './Toasts.css';

const icons = { done: <CheckCircleFilled aria-hidden />, soon: <ClockCircleFilled aria-hidden />, overdue: <WarningFilled aria-hidden /> };
/** Told when the disk would not take something; the next write that goes well mends them. */
const diskFaults = ['words.store.full', 'words.store.failed'];

function ToastLine({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  const { deed } = toast;
  return (
    <div className={`toast toast-${toast.tone}`} data-testid="toast" data-tone={toast.tone} {...(toast.tone === 'overdue' ? { role: 'alert' } : {})}>
      {icons[toast.tone]}
      <span>{t(toast.key, toast.params)}</span>
      {deed === null ? null : <button type="button" className="toast-deed" onClick={() => { closeToast(toast.id); deed.run(); }}>{t(deed.key)}</button>}
      <button type="button" className="toast-close" aria-label={t('words.close')} title={t('words.close')} onClick={() => { closeToast(toast.id); }}><CloseOutlined aria-hidden /></button>
    </div>
  );
}

/** Sentences that have no place of their own. Said aloud politely; never takes the focus. */
export function Toasts() {
  const toasts = useToastStore((state) => state.toasts);
  useEffect(() => onStoreOutcome((refusal) => { if (refusal === null) takeBackToasts(diskFaults); }), []);
  return <div className="toasts" role="status">{toasts.map((toast) => <ToastLine key={toast.id} toast={toast} />)}</div>;
}
