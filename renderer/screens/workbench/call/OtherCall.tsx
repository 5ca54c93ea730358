import { useState } from 'react';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { answerCall } from '../../../actions/answerCall.ts';
import { hangUpCall } from '../../../actions/hangUpCall.ts';
import { holdCall } from '../../../actions/holdCall.ts';
import { rejectCall } from '../../../actions/rejectCall.ts';
import { showCall } from '../../../actions/trackCalls.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import { useDraft } from '../../../state/useDraftStore.ts';
import { usePop } from '../../../state/useOtherCalls.ts';
import { useNow } from '../../../time/useNow.ts';
import { useKey } from '../../../keys/useKey.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { SecondCallCard } from './SecondCallCard.tsx';
import { stripWho } from './stripWho.ts';
import { usePassedOnBy } from './useCallTags.ts';
import { useQueueName } from './useQueueName.ts';

const isOn = (call: CallSnapshot | null): boolean => call !== null && (call.state === 'talking' || call.state === 'connecting');

/** Another call with what it needs: taking it holds the one that is on, and only then gives it the strip. */
export function OtherCall({ call, active }: { readonly call: CallSnapshot; readonly active: CallSnapshot | null }) {
  const nowMs = useNow(1000);
  const pop = usePop(call.id);
  const draft = useDraft(call.id);
  const file = useHouseholdFile(draft?.householdId ?? null) ?? null;
  const queueName = useQueueName(call.queue);
  const { problem, run } = useCallDeed(call.id);
  const passedOnBy = usePassedOnBy(call);
  const [rejecting, setRejecting] = useState(false);
  const popped = pop?.state === 'known' && pop.households.length === 1 ? (pop.households[0] ?? null) : null;
  const who = file !== null ? stripWho(call, draft, file).who : (popped?.household.name ?? null);

  const take = async (): Promise<void> => {
    if (active !== null && isOn(active) && !active.heldByUs && !(await run(() => holdCall(active.id, true)))) return;
    if (call.state === 'ringing') {
      await run(() => answerCall(call.id));
      return;
    }
    showCall(call.id);
    if (call.heldByUs) await run(() => holdCall(call.id, false));
  };
  // While another call has the strip, F2 and Shift+F2 are for the one that rings; with two that ring they are the strip's.
  const hasKeys = active?.state !== 'ringing';
  const isRinging = call.state === 'ringing';
  useKey('call.answer', () => { void take(); }, { enabled: hasKeys && isRinging });
  useKey('call.reject', () => { setRejecting(true); }, { enabled: hasKeys && isRinging });
  useKey('call.swap', () => { void take(); }, { enabled: hasKeys && !isRinging });
  return (
    <SecondCallCard
      call={call} who={who} queueName={queueName} nowMs={nowMs} holdsFirst={isOn(active)} hasKeys={hasKeys} passedOnBy={passedOnBy} problem={problem} rejectOpen={rejecting} onRejectOpen={setRejecting} onTake={() => { void take(); }}
      onReject={(reason) => { setRejecting(false); void run(() => rejectCall(call.id, reason)); }} onHangUp={() => { void run(() => hangUpCall(call.id)); }}
    />
  );
}
