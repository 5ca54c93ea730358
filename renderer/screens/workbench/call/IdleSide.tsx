import { FormOutlined } from '@ant-design/icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../../shared/callbacks/callback.ts';
import type { QueueFigure } from '../../../../shared/sync/liveMessages.ts';
import { Chip } from '../../../components/Chip.tsx';
import { formatMoment, formatShortSeconds, formatTime } from '../../../language/format.ts';
import { useListWait } from '../../../localdb/useListWait.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useOtherCalls } from '../../../state/useOtherCalls.ts';
import { dueWords } from '../dueWords.ts';
import { callOfDraft } from '../callPhase.ts';
import { languageShort, relationShort } from '../callWords.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { SectionHead } from '../parts/SectionHead.tsx';
import { stripWho } from './stripWho.ts';
import { useRowsBeside } from './useRowsBeside.ts';

export interface NextCallbacksProps {
  /** The next ones, soonest first; undefined: still being read. */
  readonly rows: readonly CallbackRow[] | undefined;
  readonly nowMs: number;
  readonly zone: string;
  /** Household of the call on the strip: its promise is marked 「本通」. */
  readonly householdId: string | null;
  readonly title: string;
  readonly onAll: () => void;
  readonly onOpen: (row: CallbackRow) => void;
}

const MOST_ROWS = 3;

/** The next three promises with their countdown, fewer above the card of another call; late ones say how late. */
export function NextCallbacks({ rows, nowMs, zone, householdId, title, onAll, onOpen }: NextCallbacksProps) {
  const { t } = useTranslation();
  const wait = useListWait();
  const section = useRef<HTMLElement>(null);
  const shown = useRowsBeside(section, useOtherCalls().length, MOST_ROWS);
  return (
    <section ref={section} className="wb-section" data-testid="next-callbacks">
      <SectionHead title={title} end={<button type="button" className="wb-link" onClick={onAll}>{t('words.all')} <ActionKey action="callbacks.show" /></button>} />
      {rows === undefined || rows.length === 0 ? <p className="wb-faint">{t(rows === undefined ? 'workbench.start.reading' : wait === null ? 'workbench.idle.noCallbacks' : `workbench.start.${wait}`)}</p> : rows.slice(0, shown).map((row) => {
        const { callback } = row;
        const due = dueWords(callback, nowMs);
        const who = [row.householdName, relationShort(row.relation)].filter((word) => word !== '').join(t('words.separator'));
        return (
          <button key={callback.id} type="button" className="wb-promise" onClick={() => { onOpen(row); }}>
            <span>
              <b>{formatTime(callback.dueAtMs, zone)}</b>
              <small className={due.isLate ? 'wb-late' : undefined}>{due.words}</small>
            </span>
            <span className="wb-cut">
              <span className="wb-cut wb-block">{who}</span>
              <small>{[t(`words.permission.${callback.permissionReason}`), callback.purpose].filter((word) => word !== '').join(t('words.separator'))}</small>
            </span>
            {callback.householdId === householdId ? <Chip tone="accent">{t('workbench.idle.thisCall')}</Chip> : <Chip>{languageShort(row.language) || t(`words.permission.${callback.permissionReason}`)}</Chip>}
          </button>
        );
      })}
    </section>
  );
}

export interface UnfinishedProps {
  readonly drafts: readonly WrapUpDraft[];
  readonly nowMs: number;
  readonly zone: string;
  readonly onContinue: (callId: string) => void;
}

/** Wrap-ups begun and not finished: they wait here until somebody does. */
export function Unfinished({ drafts, nowMs, zone, onContinue }: UnfinishedProps) {
  const { t } = useTranslation();
  if (drafts.length === 0) return null;
  return (
    <section className="wb-section" data-testid="unfinished">
      <SectionHead title={t('workbench.idle.unfinished')} remark={t('workbench.idle.unfinishedCount', { count: drafts.length })} />
      {drafts.slice(0, 4).map((draft) => <UnfinishedRow key={draft.callId} draft={draft} nowMs={nowMs} zone={zone} onContinue={onContinue} />)}
      {drafts.length > 4 ? <p className="wb-faint">{t('workbench.idle.more', { count: drafts.length - 4 })}</p> : null}
    </section>
  );
}

function UnfinishedRow({ draft, nowMs, zone, onContinue }: Omit<UnfinishedProps, 'drafts'> & { readonly draft: WrapUpDraft }) {
  const { t } = useTranslation();
  const file = useHouseholdFile(draft.householdId) ?? null;
  const { who, lines } = stripWho(callOfDraft(draft), draft, file);
  const note = draft.note.trim();
  return (
    <div className="wb-unfinished" data-testid="unfinished-row">
      <FormOutlined className="wb-icon-wrap" aria-hidden />
      <span className="wb-cut">
        <span className="wb-cut wb-block">{[who, lines[0] ?? ''].filter((word) => word !== '').join(t('words.separator'))}</span>
        <span className="wb-faint wb-cut wb-block">{[formatMoment(draft.startedAtMs, zone, nowMs), note === '' ? t('workbench.idle.noNoteYet') : t('workbench.idle.kept', { note })].join(t('words.separator'))}</span>
      </span>
      <button type="button" className="wb-chip" onClick={() => { onContinue(draft.callId); }}>{t('workbench.idle.continue')}</button>
    </div>
  );
}

/** The queue as central last told it; an old figure is never shown as a live one. */
export function QueueFigures({ queue, atMs, stale, nowMs }: { readonly queue: QueueFigure | null; readonly atMs: number | null; readonly stale: boolean; readonly nowMs: number }) {
  const { t } = useTranslation();
  const live = queue !== null && !stale;
  const figures: readonly (readonly [string, string])[] = [
    [live ? String(queue.waiting) : '–', t('workbench.queue.waiting')],
    [live ? formatShortSeconds(queue.longestWaitSeconds) : '–', t('workbench.queue.longest')],
    [live ? String(queue.onDuty) : '–', t('workbench.queue.onDuty')],
    [live ? String(queue.available) : '–', t('workbench.queue.available')],
  ];
  return (
    <footer className="wb-foot" data-testid="queue-figures">
      <SectionHead
        title={queue === null ? t('workbench.queue.name') : t('workbench.queue.of', { name: queue.name })}
        end={live && atMs !== null ? t('workbench.queue.ago', { count: Math.max(0, Math.round((nowMs - atMs) / 1000)) }) : t('workbench.queue.unknown')}
      />
      <div className="wb-figures">{figures.map(([value, word]) => <div key={word}><b>{value}</b><small>{word}</small></div>)}</div>
    </footer>
  );
}
