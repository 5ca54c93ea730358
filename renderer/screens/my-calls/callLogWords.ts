import { cityOfNumber } from '../../../shared/customers/phoneNumber.ts';
import { formatNumber, formatShortSeconds } from '../../language/format.ts';
import { howItEnded } from '../../language/howItEnded.ts';
import { i18next } from '../../language/i18n.ts';
import type { CallLogRow } from '../../localdb/rows.ts';
import { cityWord } from '../../language/cityWord.ts';

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

/** How it ended, or that it goes on. */
export const endWords = (row: CallLogRow): string => (row.state === 'live' ? i18next.t('calls.end.live') : howItEnded(row));
