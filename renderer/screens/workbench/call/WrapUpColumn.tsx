import { FormOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { dialCustomer } from '../../../actions/dialCustomer.ts';
import { showCall } from '../../../actions/trackCalls.ts';
import { formatSeconds } from '../../../language/format.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useOtherCalls, useUnfinishedDrafts } from '../../../state/useOtherCalls.ts';
import { showScreen, usePanelStore } from '../../../state/usePanelStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { useNow } from '../../../time/useNow.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useMyCallbacks } from '../useMyCallbacks.ts';
import { CallerIs } from './CallerIs.tsx';
import { NextCallbacks, Unfinished } from './IdleSide.tsx';
import { Strip } from './Strip.tsx';
import { stripWho } from './stripWho.ts';
import { phoneOptOut } from '../../../../shared/callbacks/mayRing.ts';
import { WrapUpSide, wrapUpTone } from './WrapUpSide.tsx';

/** The call is over and is being written up. */
export function WrapUpColumn({ call, draft }: { readonly call: CallSnapshot; readonly draft: WrapUpDraft | null }) {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const policy = useSessionStore((state) => state.session?.policy);
  const zone = policy?.zone ?? DEFAULT_ZONE;
  const aimSeconds = policy?.wrapUpSeconds ?? 60;
  const file = useHouseholdFile(draft?.householdId ?? null) ?? null;
  const rows = useMyCallbacks() ?? [];
  const unfinished = useUnfinishedDrafts();
  const busy = useOtherCalls().length > 0;
  const { problem, run } = useCallDeed(call.id);
  const gone = call.endedAtMs === null ? 0 : Math.max(0, (nowMs - call.endedAtMs) / 1000);
  const { who, badges, lines } = stripWho(call, draft, file);
  // By what is chosen now, and by what stands on file: the agreement of this call does not outlive 「别再打来」.
  const outAtMs = file === null ? null : phoneOptOut({ file, nowMs }, draft?.customerId ?? null);
  const isOut = draft?.outcome === 'opt-out' || (outAtMs !== null && outAtMs >= call.startedAtMs);
  const redial = (): void => {
    const number = call.storedNumber ?? call.number;
    if (number === null) return;
    // The customer has just been on the line: going on with this call is what was agreed with them.
    void run(() => dialCustomer({
      number, permissionReason: call.direction === 'out' ? 'agreed' : 'missed-call-return', callbackId: draft?.callbackId ?? null,
      householdId: draft?.householdId ?? null, customerId: draft?.customerId ?? null,
    }));
  };
  return (
    <>
      <Strip
        tone="wrap-up" icon={<FormOutlined aria-hidden />} state={t('workbench.state.wrapUp')} timer={formatSeconds(gone)} timerTone={wrapUpTone(gone, aimSeconds)}
        who={who} badges={badges} lines={lines}
      />
      <WrapUpSide call={call} nowMs={nowMs} zone={zone} aimSeconds={aimSeconds} problem={isOut ? t('workbench.wrapUp.optedOut') : problem} busy={busy || isOut} onRedial={redial} />
      <CallerIs draft={draft} />
      <Unfinished drafts={unfinished} nowMs={nowMs} zone={zone} onContinue={showCall} />
      <NextCallbacks
        rows={rows} nowMs={nowMs} zone={zone} householdId={draft?.householdId ?? null} title={t('workbench.idle.next')} onAll={() => { showScreen('callbacks'); }}
        onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }}
      />
    </>
  );
}
