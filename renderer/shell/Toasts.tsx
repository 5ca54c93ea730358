import { CheckCircleFilled, ClockCircleFilled, WarningFilled } from '@ant-design/icons';
import { useToastStore } from '../state/useToastStore.ts';
import './Toasts.css';

const icons = { done: <CheckCircleFilled aria-hidden />, soon: <ClockCircleFilled aria-hidden />, overdue: <WarningFilled aria-hidden /> };

/** Sentences that have no place of their own. Said aloud politely; never takes the focus. */
export function Toasts() {
  const toasts = useToastStore((state) => state.toasts);
  return (
    <div className="toasts" role="status">
      {toasts.map((toast) => <p key={toast.id} className={`toast toast-${toast.tone}`}>{icons[toast.tone]}{toast.text}</p>)}
    </div>
  );
}
