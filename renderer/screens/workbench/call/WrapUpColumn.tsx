import { FormOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { phoneOptOut } from '../../../../shared/callbacks/mayRing.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { dialCustomer } from '../../../actions/dialCustomer.ts';
import { showCall } from '../../../actions/trackCalls.ts';
import { formatSeconds } from '../../../language/format.ts';
import { i18next } from '../../../language/i18n.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useOtherCalls, useUnfinishedDrafts } from '../../../state/useOtherCalls.ts';
import { showScreen, usePanelStore } from '../../../state/usePanelStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { deskClock } from '../../../time/deskClock.ts';
import { useNow } from '../../../time/useNow.ts';
import { opensWords, refusalWords } from '../../callbacks/gateWords.ts';
import { heldReason, nearestRefusal, type RedialReason, redialReasons } from '../../my-calls/redialReasons.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useMyCallbacks } from '../useMyCallbacks.ts';
import { CallerIs } from './CallerIs.tsx';
import { NextCallbacks, Unfinished } from './IdleSide.tsx';
import { Strip } from './Strip.tsx';
import { stripWho } from './stripWho.ts';
import { WrapUpSide, wrapUpTone } from './WrapUpSide.tsx';

/** Why the customer may not be rung back, in words. */
function refusalSentence(reasons: readonly RedialReason[], file: HouseholdFile | null, customerId: string | null, zone: string, nowMs: number): string {
  // Where nothing else stands behind a reason either, that they said no is what the agent should read.
  const isOut = file !== null && phoneOptOut({ file, nowMs }, customerId) !== null;
  const refusal = nearestRefusal(reasons) ?? (isOut ? { why: 'opted-out' as const, opensAtMs: null } : null);
  if (refusal === null) return i18next.t('calls.noReason');
  const opens = opensWords(refusal.opensAtMs, file?.household.zone ?? zone, nowMs);
  return i18next.t('calls.mayNot', { reason: [refusalWords(refusal.why), opens].filter((part) => part !== null).join(i18next.t('words.separator')) });
}

/** The call is over and is being written up. */
export function WrapUpColumn({ call, draft }: { readonly call: CallSnapshot; readonly draft: WrapUpDraft | null }) {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const policy = useSessionStore((state) => state.session?.policy);
  const zone = policy?.zone ?? DEFAULT_ZONE;
  const aimSeconds = policy?.wrapUpSeconds ?? 60;
  const read = useHouseholdFile(draft?.householdId ?? null);
  const file = read ?? null;
  const rows = useMyCallbacks() ?? [];
  const unfinished = useUnfinishedDrafts();
  const busy = useOtherCalls().length > 0;
  const { problem, run } = useCallDeed(call.id);
  const gone = call.endedAtMs === null ? 0 : Math.max(0, (nowMs - call.endedAtMs) / 1000);
  const { who, badges, lines } = stripWho(call, draft, file);
  // The same gate as on the lists; what is chosen in this very summary and not stored yet stands before it.
  const isOut = draft?.outcome === 'opt-out';
  const number = call.storedNumber ?? call.number;
  const judge = (atMs: number): readonly RedialReason[] => (policy === undefined || draft === null || (file === null && draft.householdId !== null) ? []
    : redialReasons({ ...draft, state: 'unfinished' }, file, atMs, policy, zone));
  const reasons = judge(nowMs);
  const mayRedial = !isOut && heldReason(reasons, null) !== null;
  const against = isOut ? t('workbench.wrapUp.optedOut') : mayRedial || read === undefined ? null : refusalSentence(reasons, file, draft?.customerId ?? null, zone, nowMs);
  const redial = (): void => {
    // Judged again at the moment of dialling: the minute on screen may be over.
    const chosen = heldReason(judge(deskClock.now()), null);
    if (number === null || draft === null || chosen === null) return;
    void run(() => dialCustomer({ number, permissionReason: chosen.reason, callbackId: chosen.callback?.id ?? null, householdId: draft.householdId, customerId: draft.customerId }));
  };
  return (
    <>
      <Strip
        tone="wrap-up" icon={<FormOutlined aria-hidden />} state={t('workbench.state.wrapUp')} timer={formatSeconds(gone)} timerTone={wrapUpTone(gone, aimSeconds)}
        who={who} badges={badges} lines={lines}
      />
      <WrapUpSide call={call} nowMs={nowMs} zone={zone} aimSeconds={aimSeconds} problem={against ?? problem} busy={busy || !mayRedial} onRedial={redial} />
      <CallerIs draft={draft} />
      <Unfinished drafts={unfinished} nowMs={nowMs} zone={zone} onContinue={showCall} />
      <NextCallbacks
        rows={rows} nowMs={nowMs} zone={zone} householdId={draft?.householdId ?? null} title={t('workbench.idle.next')} onAll={() => { showScreen('callbacks'); }}
        onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }}
      />
    </>
  );
}
