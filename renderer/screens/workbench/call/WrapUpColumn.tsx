import { FormOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diallerOf } from '../../../../shared/callbacks/judgeDial.ts';
import type { OverruleReason } from '../../../../shared/callbacks/overrule.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { dialCustomer } from '../../../actions/dialCustomer.ts';
import { showCall } from '../../../actions/trackCalls.ts';
import { formatSeconds } from '../../../language/format.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useUnfinishedDrafts } from '../../../state/useOtherCalls.ts';
import { useDialStop } from '../../../state/useDialStop.ts';
import { showScreen, usePanelStore } from '../../../state/usePanelStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { deskClock } from '../../../time/deskClock.ts';
import { useNow } from '../../../time/useNow.ts';
import { OverruleChoice } from '../../callbacks/OverruleChoice.tsx';
import { overruledWords } from '../../callbacks/gateWords.ts';
import { heldReason, type RedialReason, redialReasons, wantsOverrule } from '../../my-calls/redialReasons.ts';
import { refusalSentence } from '../../my-calls/refusalSentence.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useMyCallbacks } from '../useMyCallbacks.ts';
import { CallerIs } from './CallerIs.tsx';
import { NextCallbacks, Unfinished } from './IdleSide.tsx';
import { Strip } from './Strip.tsx';
import { useStripWho } from './useStripWho.ts';
import { WrapUpSide, wrapUpTone } from './WrapUpSide.tsx';

/** The call is over and is being written up. */
export function WrapUpColumn({ call, draft }: { readonly call: CallSnapshot; readonly draft: WrapUpDraft | null }) {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const session = useSessionStore((state) => state.session);
  const policy = session?.policy;
  const zone = policy?.zone ?? DEFAULT_ZONE;
  const aimSeconds = policy?.wrapUpSeconds ?? 60;
  const read = useHouseholdFile(draft?.householdId ?? null);
  const file = read ?? null;
  const rows = useMyCallbacks();
  const unfinished = useUnfinishedDrafts();
  const stop = useDialStop();
  const { problem, run } = useCallDeed(call.id);
  const gone = call.endedAtMs === null ? 0 : Math.max(0, (nowMs - call.endedAtMs) / 1000);
  const { who, badges, lines } = useStripWho(call, draft);
  // The same gate as on the lists; what is chosen in this very summary and not stored yet stands before it.
  const isOut = draft?.outcome === 'opt-out';
  const number = call.storedNumber ?? call.number;
  const [overrule, setOverrule] = useState<OverruleReason | null>(null);
  const judge = (atMs: number, because: OverruleReason | null): readonly RedialReason[] => (session == null || policy === undefined || draft === null || (file === null && draft.householdId !== null) ? []
    : redialReasons({ ...draft, state: 'unfinished' }, file, atMs, policy, zone, diallerOf(session.agent), because));
  const plain = judge(nowMs, null);
  // As on the lists: only a cap or a preferred channel is gone over, and supervisors read the reason.
  const mayChoose = !isOut && number !== null && wantsOverrule(plain);
  const named = mayChoose ? overrule : null;
  const reasons = named === null ? plain : judge(nowMs, named);
  const held = heldReason(reasons, null);
  const mayRedial = !isOut && held !== null;
  const wasAgainst = named === null || held === null ? null : (plain.find((each) => each.reason === held.reason)?.why ?? null);
  const against = isOut ? t('workbench.wrapUp.optedOut') : mayRedial || read === undefined ? null : (refusalSentence(reasons, file, draft?.customerId ?? null, zone, nowMs) ?? t('calls.noReason'));
  const redial = (): void => {
    // Judged again at the moment of dialling: the minute on screen may be over.
    const chosen = heldReason(judge(deskClock.now(), named), null);
    if (number === null || draft === null || chosen === null) return;
    void run(() => dialCustomer({ number, permissionReason: chosen.reason, callbackId: chosen.callback?.id ?? null, householdId: draft.householdId, customerId: draft.customerId, ...(named === null ? {} : { overrule: named }) }));
  };
  return (
    <>
      <Strip
        tone="wrap-up" icon={<FormOutlined aria-hidden />} state={t('workbench.state.wrapUp')} timer={formatSeconds(gone)} timerTone={wrapUpTone(gone, aimSeconds)}
        who={who} badges={badges} lines={lines}
      />
      <WrapUpSide call={call} nowMs={nowMs} zone={zone} aimSeconds={aimSeconds} problem={stop ?? against ?? problem ?? (named === null || wasAgainst === null ? null : overruledWords(wasAgainst, named))}
        busy={stop !== null || !mayRedial} onRedial={redial} overrule={mayChoose ? <OverruleChoice value={overrule} onChange={setOverrule} /> : null} />
      <CallerIs draft={draft} />
      <Unfinished drafts={unfinished} nowMs={nowMs} zone={zone} onContinue={showCall} />
      <NextCallbacks
        rows={rows} nowMs={nowMs} zone={zone} householdId={draft?.householdId ?? null} title={t('workbench.idle.next')} onAll={() => { showScreen('callbacks'); }}
        onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }}
      />
    </>
  );
}
