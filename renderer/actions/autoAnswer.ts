import { isLive, isRinging, useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { answerCall } from './answerCall.ts';

/** One ring is heard, and who it is stands on screen, before the caller hears the agent. */
const AFTER_MS = 1200;

/**
 * Answers calls that central wants answered without a press (a setting of the agent or of the queue). Never beside another call,
 * and never one that was taken or refused by hand meanwhile.
 */
export function startAutoAnswer(): () => void {
  const due = new Map<string, ReturnType<typeof setTimeout>>();
  const answer = (callId: string): void => {
    const { calls } = useCallStore.getState();
    const call = calls[callId];
    const isBusy = [...Object.values(calls), ...useTalkStore.getState().talks].some((other) => other.id !== callId && isLive(other));
    if (call === undefined || !isRinging(call) || isBusy) return;
    answerCall(callId).then(
      (outcome) => { if (!outcome.ok) console.error('a call was not answered by itself', outcome.refusal); },
      (error: unknown) => { console.error('a call was not answered by itself', error); },
    );
  };
  const stop = useCallStore.subscribe(({ calls }) => {
    for (const [callId, timer] of due) {
      const call = calls[callId];
      if (call !== undefined && isRinging(call)) continue;
      clearTimeout(timer);
      due.delete(callId);
    }
    for (const call of Object.values(calls)) {
      if (call.autoAnswer && isRinging(call) && !due.has(call.id)) due.set(call.id, setTimeout(() => { answer(call.id); }, AFTER_MS));
    }
  });
  return () => {
    stop();
    for (const timer of due.values()) clearTimeout(timer);
  };
}
