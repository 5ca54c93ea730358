import { useTranslation } from 'react-i18next';
import { formatShortSeconds } from '../language/format.ts';
import { QUEUES_STALE_MS, useCentralStore } from '../state/useCentralStore.ts';
import { useNow } from '../time/useNow.ts';
import { queueWords } from './queueWords.ts';

/** The busiest queue in figures; pointed at, all of them, with what a new caller would wait. An old figure is never shown as a live one: then it says 「队列未知」. */
export function QueueFigures() {
  const { t } = useTranslation();
  const { up, queues, queuesAtMs } = useCentralStore();
  const now = useNow(1000);
  const busiest = [...queues].sort((a, b) => b.waiting - a.waiting || b.longestWaitSeconds - a.longestWaitSeconds)[0];
  const isLive = up && queuesAtMs !== null && now - queuesAtMs < QUEUES_STALE_MS;
  if (!busiest || !isLive) {
    return <span className="status-part status-ruled status-queue">{busiest === undefined ? null : <span className="status-queue-name">{busiest.name}</span>}<span className="status-faint">{t('shell.queue.unknown')}</span></span>;
  }
  return (
    <span className="status-part status-ruled status-queue" title={queues.map(queueWords).join('\n')}>
      <span className="status-queue-name">{busiest.name}</span>
      <span>{t('shell.queue.waiting')} <strong>{busiest.waiting}</strong></span>
      {busiest.waiting > 0 && <span className="status-longest">{t('shell.queue.longest', { time: formatShortSeconds(busiest.longestWaitSeconds) })}</span>}
    </span>
  );
}
