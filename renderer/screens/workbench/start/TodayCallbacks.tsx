import { WarningFilled } from '@ant-design/icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../../shared/callbacks/callback.ts';
import { addDays, localClock } from '../../../../shared/time/localClock.ts';
import type { Policy } from '../../../../shared/sync/sessionMessages.ts';
import { Chip } from '../../../components/Chip.tsx';
import { KeyCap } from '../../../components/KeyCap.tsx';
import type { useListWait } from '../../../localdb/useListWait.ts';
import { dueWords } from '../dueWords.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { formatDay, formatShortSpan, formatTime, formatWeekday } from '../../../language/format.ts';
import { languageShort, relationShort } from '../callWords.ts';

export interface TodayCallbacksProps {
  /** Open callbacks, soonest first; undefined: still being read. */
  readonly rows: readonly CallbackRow[] | undefined;
  /** Why there may be more of them than these. */
  readonly wait: ReturnType<typeof useListWait>;
  readonly policy: Policy;
  readonly nowMs: number;
  /** Offline: whether each could be kept by mobile phone. */
  readonly isAway: boolean;
  readonly onOpen: (row: CallbackRow) => void;
}

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** What of today's promises is left, late ones first by their time. */
export function TodayCallbacks({ rows, wait, policy, nowMs, isAway, onOpen }: TodayCallbacksProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const today = localClock(nowMs, policy.zone).date;
  const due = (rows ?? []).filter((row) => localClock(row.callback.dueAtMs, policy.zone).date <= today);
  const tomorrow = (rows ?? []).filter((row) => localClock(row.callback.dueAtMs, policy.zone).date === addDays(today, 1)).length;
  const late = due.filter((row) => dueWords(row.callback, nowMs).isLate).length;
  const move = (from: HTMLElement, step: number): void => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>('tr') ?? [])];
    all[all.indexOf(from) + step]?.focus();
  };
  return (
    <section className="wb-today" data-testid="today-callbacks">
      <header>
        <h2>{t('workbench.start.title')}</h2>
        {(rows === undefined || wait !== null) && due.length === 0 ? null : <span className="wb-soft">{t('workbench.start.count', { count: due.length })}</span>}
        {late > 0 ? <Chip tone="overdue" icon={<WarningFilled aria-hidden />}>{t('workbench.start.late', { count: late })}</Chip> : null}
        <span className="wb-end wb-soft">
          {isAway ? t('workbench.start.localRules') : t('workbench.start.hours', { day: `${formatWeekday(nowMs, policy.zone)} ${formatDay(nowMs, policy.zone, nowMs)}`, from: clock(policy.callFromMinute), to: clock(policy.callToMinute) })}
        </span>
      </header>
      {due.length === 0 ? (
        <p className="wb-today-none">{rows === undefined ? t('workbench.start.reading') : wait !== null ? t(`workbench.start.${wait}`) : (rows.length === 0 ? t('workbench.start.nothing') : t('workbench.start.doneToday', { count: rows.length }))}</p>
      ) : (
        <div className="wb-scroll">
          <table className="wb-table">
            <thead>
              <tr>
                <th scope="col">{t('workbench.start.due')}</th><th scope="col">{t('workbench.start.countdown')}</th><th scope="col">{t('workbench.start.customer')}</th>
                <th scope="col">{t('workbench.start.why')}</th><th scope="col">{t('workbench.start.purpose')}</th><th scope="col">{t('workbench.start.tierLanguage')}</th>
              </tr>
            </thead>
            <tbody ref={body}>
              {due.map((row, index) => {
                const { callback } = row;
                const { isLate } = dueWords(callback, nowMs);
                const isOld = localClock(callback.dueAtMs, callback.zone).date < today;
                return (
                  <tr
                    key={callback.id} tabIndex={index === 0 ? 0 : -1} data-callback={callback.id} onDoubleClick={() => { onOpen(row); }} onClick={(event) => { event.currentTarget.focus(); }}
                    onKeyDown={(event) => {
                      if (isComposing(event)) return;
                      if (event.key === 'Enter') onOpen(row);
                      else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                        event.preventDefault();
                        move(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
                      }
                    }}
                  >
                    <td><b>{isOld ? `${formatDay(callback.dueAtMs, callback.zone, nowMs)} ` : ''}{formatTime(callback.dueAtMs, callback.zone)}</b></td>
                    <td className={isLate ? 'wb-icon-overdue' : 'wb-soft'}>{isLate ? <b><WarningFilled aria-hidden /> −{formatShortSpan(callback.dueAtMs - nowMs)}</b> : callback.dueAtMs <= nowMs ? t('workbench.idle.now') : formatShortSpan(callback.dueAtMs - nowMs)}</td>
                    <td className="wb-cut">{[row.householdName, relationShort(row.relation)].filter((word) => word !== '').join(t('words.separator'))}</td>
                    <td title={t(`words.permission.${callback.permissionReason}`)}><Chip tone={callback.permissionReason === 'agreed' ? 'accent' : 'paused'}>{t(`words.permission.${callback.permissionReason}`)}</Chip></td>
                    <td className="wb-cut" title={callback.purpose}>{callback.purpose}</td>
                    <td className="wb-soft">{[row.tier, languageShort(row.language)].filter((word) => word !== '').join(t('words.separator'))}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <footer>
        <span><KeyCap name="↑↓" /> {t('workbench.start.choose')}</span><span><KeyCap name="Enter" /> {t('workbench.start.open')}</span>
        {(rows === undefined || wait !== null) && tomorrow === 0 ? null : <span className="wb-end wb-soft">{t('workbench.start.tomorrow', { count: tomorrow })}</span>}
      </footer>
    </section>
  );
}
