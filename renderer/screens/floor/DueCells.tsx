import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { formatShortSeconds, formatShortSpan } from '../../language/format.ts';
import { useNow } from '../../time/useNow.ts';

/** What has so long left is marked. */
export const SOON_MS = 15 * MINUTE_MS;

export interface DueCellsProps {
  readonly item: FloorItem;
  /** Name of whose it is; '' when it is nobody's, or of nobody known here. */
  readonly owner: string;
}

/** What a row of the list says. Drawn again only when something of it has changed, not when the row is moved; its seconds count by themselves. */
export const DueCells = memo(function DueCells({ item, owner }: DueCellsProps): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const { kind, breachAtMs, sinceMs, queue, tier, about } = item;
  const isCaller = kind === 'caller';
  const leftMs = breachAtMs - nowMs;
  const span = isCaller ? formatShortSeconds(Math.abs(leftMs) / 1000) : formatShortSpan(Math.abs(leftMs));
  // What is agreed for later has no age yet.
  const age = sinceMs > nowMs ? '' : formatShortSpan(nowMs - sinceMs);
  const parts = (isCaller ? [queue, tier, t('floor.list.waits', { time: formatShortSeconds((nowMs - sinceMs) / 1000) })] : [about, tier]).filter((part) => part !== null).join(' · ');
  const whose = item.ownerId === null ? item.handler ?? (isCaller ? '–' : t('floor.list.unowned')) : owner || '–';
  return (
    <>
      <td title={isCaller || age === '' ? undefined : `${t('floor.list.age')} ${age}`} className={leftMs < 0 ? 'fl-late' : leftMs <= SOON_MS ? 'fl-soon' : 'fl-left'}>{leftMs >= 0 ? span : t('floor.list.over', { span })}</td>
      <td>{t(`floor.kind.${kind}`)}</td>
      <td className="fl-cut" title={parts}>{parts}</td>
      <td className="fl-cut" title={whose}>{whose}</td>
      <td className="fl-age-of">{isCaller ? '' : age}</td>
    </>
  );
});
