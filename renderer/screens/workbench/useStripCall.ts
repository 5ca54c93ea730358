import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { WrapUpDraft } from '../../localdb/wrapUpDraft.ts';
import { useCallStore } from '../../state/useCallStore.ts';
import { useDraft } from '../../state/useDraftStore.ts';
import { useActiveCall } from '../../state/useOtherCalls.ts';
import { type CallPhase, callOfDraft, callPhase } from './callPhase.ts';

export interface StripCall {
  readonly call: CallSnapshot;
  readonly phase: CallPhase;
  /** Null while ringing, and for an instant after the answer. */
  readonly draft: WrapUpDraft | null;
}

/** The call that owns strip, customer column and summary; a wrap-up that outlived its call counts as one. Null: idle. */
export function useStripCall(): StripCall | null {
  const activeId = useCallStore((state) => state.activeCallId);
  const live = useActiveCall();
  const draft = useDraft(activeId);
  const call = live ?? (draft === null ? null : callOfDraft(draft));
  return call === null ? null : { call, phase: callPhase(call), draft };
}
