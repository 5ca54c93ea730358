import type { Callback } from '../../shared/callbacks/callback.ts';
import { notReachedOutcomes, type Outcome } from '../../shared/calls/outcome.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import type { CallbackChoice, LastTry } from '../localdb/wrapUpDraft.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';
import { retryOps } from './retryOps.ts';
import { callbackFrom } from './wrapUpOps.ts';

export interface ManualContact {
  readonly householdId: string;
  readonly customerId: string | null;
  readonly number: string | null;
  readonly startedAtMs: UtcMs;
  /** Minutes of talk as the agent remembers; null when nobody answered. */
  readonly talkMinutes: number | null;
  readonly outcome: Outcome;
  readonly note: string;
  /** The callback this contact kept or tried to; null when none. */
  readonly callbackId: string | null;
  /** That callback as it stands, and what was decided when nobody was reached at its last try. */
  readonly kept: Callback | null;
  readonly lastTry: LastTry | null;
  readonly next: CallbackChoice | null;
  readonly nextLine: string;
}

/** 「打完补录」: a contact made with a mobile phone or another line while this desktop could not ring. */
export async function recordManualContact(contact: ManualContact): Promise<StoreOutcome> {
  const session = useSessionStore.getState().session;
  if (!session) return { ok: false, refusal: 'store-failed', detail: 'signed-out' };
  const { agent, policy } = session;
  const now = deskClock.now();
  const interactionId = newId();
  const ops = [makeOp('interaction.add', {
    interaction: {
      id: interactionId, householdId: contact.householdId, customerId: contact.customerId, kind: 'manual', callId: null, number: contact.number,
      dialled: null, queue: null, startedAtMs: contact.startedAtMs, talkSeconds: contact.talkMinutes === null ? null : contact.talkMinutes * 60,
      endReason: null, hungUpBy: null, outcome: contact.outcome, note: contact.note.trim(), agentId: agent.id, agentName: agent.name,
      callbackId: contact.callbackId, articlesUsed: [], recordedAtMs: now,
    },
    questions: [],
  }, now)];
  if (contact.callbackId !== null) {
    if (notReachedOutcomes.includes(contact.outcome)) ops.push(...retryOps(contact.callbackId, interactionId, contact.kept, contact.lastTry, policy, now));
    else ops.push(makeOp('callback.done', { callbackId: contact.callbackId, interactionId }, now));
  }
  if (contact.next) {
    ops.push(makeOp('callback.add', { callback: callbackFrom(contact.next, contact.householdId, contact.next.customerId, contact.nextLine.trim(), interactionId, agent.id, now) }, now));
  }
  return storeOps(ops);
}
