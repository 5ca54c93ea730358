import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { i18next } from './i18n.ts';

/** How a call ended, as one would say it: 「客户挂机」 of one that was talked, 「占线」「对方没等到就挂了」 of one that was not. */
export function howItEnded({ direction, answeredAtMs, endReason, hungUpBy }: Pick<CallSnapshot, 'direction' | 'answeredAtMs' | 'endReason' | 'hungUpBy'>): string {
  if (answeredAtMs !== null) {
    if (endReason === 'network') return i18next.t('words.endReason.network');
    return hungUpBy === null ? (endReason === null ? i18next.t('words.unknown') : i18next.t(`words.endReason.${endReason}`)) : i18next.t(`words.hungUpBy.${hungUpBy}`);
  }
  if (direction === 'in') {
    if (endReason === 'refused') return i18next.t('calls.end.youRefused');
    if (endReason === 'failed') return i18next.t('calls.end.notConnected');
    if (endReason === 'cancelled' || hungUpBy === 'customer') return i18next.t('calls.end.gaveUp');
    return i18next.t('calls.end.rangOut');
  }
  if (endReason === 'network') return i18next.t('calls.end.noLine');
  if (endReason === 'cancelled') return i18next.t('calls.end.youGaveUp');
  if (endReason === 'refused' && hungUpBy === 'line') return i18next.t('calls.end.notAllowed');
  return endReason === null ? i18next.t('words.unknown') : i18next.t(`words.endReason.${endReason}`);
}
