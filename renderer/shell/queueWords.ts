import type { QueueFigure } from '../../shared/sync/liveMessages.ts';
import { formatShortSeconds } from '../language/format.ts';
import { i18next } from '../language/i18n.ts';

/** 「母婴800：等待 3，最长 0:48，现在打来预计等 2:30，20秒接通率 85%（目标 80%）」; what an older central does not tell is left out. */
export function queueWords(queue: QueueFigure): string {
  const { name, waiting, serviceLevel } = queue;
  const parts = [
    queue.open === false ? i18next.t('shell.queue.closed') : null,
    i18next.t('shell.queue.waitingCount', { count: waiting }),
    waiting > 0 ? i18next.t('shell.queue.longest', { time: formatShortSeconds(queue.longestWaitSeconds) }) : null,
    queue.open === false || queue.expectedWaitSeconds === undefined ? null
      : queue.expectedWaitSeconds === null ? i18next.t('shell.queue.nobody') : i18next.t('shell.queue.expected', { time: formatShortSeconds(queue.expectedWaitSeconds) }),
    serviceLevel === undefined || serviceLevel.reachedPercent === null ? null
      : i18next.t('shell.queue.level', { seconds: serviceLevel.targetSeconds, percent: serviceLevel.reachedPercent, target: serviceLevel.targetPercent }),
  ].filter((part) => part !== null);
  return i18next.t('shell.queue.line', { name, figures: parts.join(i18next.t('shell.queue.comma')) });
}
