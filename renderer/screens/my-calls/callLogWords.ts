import { cityOfNumber } from '../../../shared/customers/phoneNumber.ts';
import { formatNumber, formatShortSeconds } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import type { CallLogRow } from '../../localdb/rows.ts';
import { cityWord } from '../workbench/callWords.ts';

/** 「020-8555 0143 广州」 */
export function numberWords(row: Pick<CallLogRow, 'number' | 'withheld'>): string {
  if (row.number === null) return i18next.t(row.withheld ? 'words.withheld' : 'words.unknownNumber');
  const city = cityOfNumber(row.number);
  return city === null ? formatNumber(row.number) : `${formatNumber(row.number)} ${cityWord(city)}`;
}

/** Talk time, or how long it rang when nobody answered. */
export function lengthWords(row: CallLogRow): string {
  if (row.endedAtMs === null) return i18next.t('calls.length.unknown');
  if (row.answeredAtMs !== null) return formatShortSeconds((row.endedAtMs - row.answeredAtMs) / 1000);
  return i18next.t('calls.length.rang', { seconds: Math.max(0, Math.round((row.endedAtMs - row.startedAtMs) / 1000)) });
}

/** How it ended, as one would say it: 「对方没等到就挂了」「客户挂机」「占线」. */
export function endWords(row: CallLogRow): string {
  const { endReason, hungUpBy } = row;
  if (row.state === 'live') return i18next.t('calls.end.live');
  if (row.answeredAtMs !== null) {
    if (endReason === 'network') return i18next.t('words.endReason.network');
    return hungUpBy === null ? (endReason === null ? i18next.t('words.unknown') : i18next.t(`words.endReason.${endReason}`)) : i18next.t(`words.hungUpBy.${hungUpBy}`);
  }
  if (row.direction === 'in') {
    if (endReason === 'refused') return i18next.t('calls.end.youRefused');
    if (endReason === 'failed') return i18next.t('calls.end.notConnected');
    if (endReason === 'cancelled' || hungUpBy === 'customer') return i18next.t('calls.end.gaveUp');
    return i18next.t('calls.end.rangOut');
  }
  if (endReason === 'cancelled') return i18next.t('calls.end.youGaveUp');
  return endReason === null ? i18next.t('words.unknown') : i18next.t(`words.endReason.${endReason}`);
}
