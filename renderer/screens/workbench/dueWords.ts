import { callbackGroup } from '../../../shared/callbacks/dueCallbacks.ts';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { formatShortSpan } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';

export interface DueWords {
  /** Its window has passed, too. */
  readonly isLate: boolean;
  /** 「还有 22分钟」「现在该打」「逾期 3小时」: stands in narrow columns. */
  readonly words: string;
}

/** How a promise to ring stands against the clock. */
export function dueWords(callback: Pick<Callback, 'dueAtMs' | 'windowMinutes' | 'zone'>, nowMs: number): DueWords {
  const isLate = callbackGroup({ ...callback, ownerAgentId: '' }, nowMs, callback.zone) === 'overdue';
  const span = formatShortSpan(callback.dueAtMs - nowMs);
  if (isLate) return { isLate, words: i18next.t('workbench.idle.late', { span }) };
  return { isLate, words: callback.dueAtMs <= nowMs ? i18next.t('workbench.idle.now') : i18next.t('workbench.idle.left', { span }) };
}
