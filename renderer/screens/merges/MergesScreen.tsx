import { DisconnectOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Merge, MergeComparison, MergeProposal } from '../../../shared/imports/mergeMessages.ts';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { compareProposal, dismissProposal, mergeHouseholds, readMerges, readProposals, undoMerge } from '../../actions/mergeHouseholds.ts';
import { familyNames, familyOf } from '../../language/familyNames.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { Comparison } from './Comparison.tsx';
import { MergedList } from './MergedList.tsx';
import { refusalSentence } from './mergeWords.ts';
import { ProposalList } from './ProposalList.tsx';
import './merges.css';

const tabs = ['open', 'merged'] as const;
/** As many as central tells at once. */
const PAGE = 100;

/** Households that may be one, for supervisors: each pair side by side, and what was merged. All of it is asked of central. */
export default function MergesScreen(): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(30_000);
  const [tab, setTab] = useState<(typeof tabs)[number]>('open');
  const [proposals, setProposals] = useState<readonly MergeProposal[] | null>(null);
  const [hasMore, setMore] = useState(false);
  const [merges, setMerges] = useState<readonly Merge[] | null>(null);
  const [compared, setCompared] = useState<MergeComparison | null>(null);
  const [at, setAt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<{ readonly tone: 'good' | 'bad'; readonly text: string } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const focusList = (): void => { list.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus(); };

  const reload = useCallback(async (): Promise<void> => {
    const [open, done] = await Promise.all([readProposals(null), readMerges()]);
    if (open.ok) {
      setProposals(open.value);
      setMore(open.value.length === PAGE);
      setAt((before) => Math.max(0, Math.min(before, open.value.length - 1)));
    }
    if (done.ok) setMerges(done.value);
    if (!open.ok && open.refusal !== 'unreachable') setTold({ tone: 'bad', text: refusalSentence(open) });
  }, []);
  // Asked anew when central comes back: colleagues decide about the same pairs.
  useEffect(() => { if (up) void reload(); }, [up, reload]);

  const readMore = async (): Promise<void> => {
    const more = await readProposals(proposals?.at(-1)?.id ?? null);
    if (!more.ok) return;
    setProposals([...(proposals ?? []), ...more.value]);
    setMore(more.value.length === PAGE);
  };
  const open = async (id: string): Promise<void> => {
    setTold(null);
    const reply = await compareProposal(id);
    if (reply.ok) { setCompared(reply.value); return; }
    setCompared(null);
    setTold({ tone: 'bad', text: refusalSentence(reply) });
    await reload();
  };
  /** Whatever came of it, what stands now is asked anew: somebody may have been quicker. */
  const settle = async <T,>(deed: Promise<CourierOutcome<T>>, done: string): Promise<void> => {
    setBusy(true);
    const outcome = await deed;
    setBusy(false);
    setTold(outcome.ok ? { tone: 'good', text: done } : { tone: 'bad', text: refusalSentence(outcome) });
    if (!outcome.ok && outcome.refusal === 'unreachable') return;
    setCompared(null);
    await reload();
    focusList();
  };

  const both = compared === null ? null : familyNames(familyOf(compared.a), familyOf(compared.b));
  const names = both === null ? null : { a: both[0], b: both[1] };
  return (
    <section className="mg-screen" aria-label={t('merges.title')} data-column="customer">
      <div className="mg-aside" ref={list}>
        <header><h2>{t('merges.title')}</h2><p className="mg-faint">{t('merges.how')}</p></header>
        <div className="mg-tabs" role="tablist">
          {tabs.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={tab === each} data-testid={`merge-tab-${each}`} onClick={() => { setTab(each); setCompared(null); setTold(null); }}>
              {t(`merges.tab.${each}`)}{each === 'open' && proposals !== null && proposals.length > 0 ? ` ${String(proposals.length)}${hasMore ? '+' : ''}` : ''}
            </button>
          ))}
        </div>
        {up ? null : <p className="mg-told mg-told-away" role="status" data-testid="merge-away"><DisconnectOutlined aria-hidden /> {t('merges.away')}</p>}
        {proposals === null ? (up ? <Skeleton className="mg-waiting" active /> : null) : tab === 'open' ? (
          <>
            {proposals.length === 0 ? <p className="mg-empty" role="status">{t('merges.none')}</p> : <ProposalList proposals={proposals} openId={compared?.id ?? null} at={at} onAt={setAt} onOpen={(id) => { void open(id); }} />}
            {hasMore ? <Button type="link" onClick={() => { void readMore(); }}>{t('merges.more')}</Button> : null}
          </>
        ) : <p className="mg-empty">{t('merges.journal')}</p>}
      </div>
      <div className="mg-body">
        {told === null ? null : <p className={`mg-told mg-told-${told.tone}`} role={told.tone === 'bad' ? 'alert' : 'status'} data-testid="merge-told">{told.text}</p>}
        {tab === 'merged' ? <MergedList merges={merges ?? []} zone={zone} nowMs={nowMs} isAway={!up} isBusy={isBusy} onUndo={(id) => { void settle(undoMerge(id), t('merges.undoDone')); }} />
          : compared === null || names === null ? <p className="mg-nothing">{proposals !== null && proposals.length > 0 ? t('merges.choose') : ''}</p>
          : (
            <Comparison
              key={compared.id} compared={compared} isBusy={isBusy} isAway={!up} nowMs={nowMs}
              onMerge={(request) => { void settle(mergeHouseholds(request), t('merges.done', names)); }}
              onDismiss={() => { void settle(dismissProposal(compared.id), t('merges.dismissed', names)); }}
              onBack={() => { setCompared(null); focusList(); }}
            />
          )}
      </div>
    </section>
  );
}
