import type { Callback } from '../../shared/callbacks/callback.ts';
import { notReachedOutcomes, type Outcome } from '../../shared/calls/outcome.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import type { CallbackChoice, LastTry, OptOutChoice } from '../localdb/wrapUpDraft.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';
import { nextBesideTry, retryOps } from './retryOps.ts';
import { callbackFrom, outcomeOps } from './wrapUpOps.ts';

export interface ManualContact {
  readonly householdId: string;
  readonly customerId: string | null;
  readonly number: string | null;
  readonly startedAtMs: UtcMs;
  /** Minutes of talk as the agent remembers; null when nobody answered. */
  readonly talkMinutes: number | null;
  readonly outcome: Outcome;
  /** The centre's own code, which means `outcome`; null: `outcome` itself. */
  readonly outcomeCode: string | null;
  /** What mainly is in their way; null: it was not said. */
  readonly obstacle: string | null;
  readonly note: string;
  /** Title of the complaint to open; empty: the note's first words. Used when the outcome is 'complaint'. */
  readonly caseTitle: string;
  /** Used when the outcome is 'opt-out'. */
  readonly optOut: OptOutChoice;
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
  const ops: Op[] = [makeOp('interaction.add', {
    interaction: {
      id: interactionId, householdId: contact.householdId, customerId: contact.customerId, kind: 'manual', callId: null, number: contact.number,
      dialled: null, queue: null, startedAtMs: contact.startedAtMs, talkSeconds: contact.talkMinutes === null ? null : contact.talkMinutes * 60,
      endReason: null, hungUpBy: null, outcome: contact.outcome, note: contact.note.trim(), agentId: agent.id, agentName: agent.name,
      callbackId: contact.callbackId, articlesUsed: [], outcomeCode: contact.outcomeCode, obstacle: contact.obstacle, opinions: null, recordedAtMs: now,
    },
    questions: [],
  }, now)];
  const way = nextBesideTry(contact.outcome, contact.kept, contact.householdId);
  if (contact.callbackId !== null) {
    const next = contact.next === null ? null : { dueAtMs: contact.next.dueAtMs, way };
    if (notReachedOutcomes.includes(contact.outcome)) ops.push(...retryOps(contact.callbackId, interactionId, contact.kept, { lastTry: contact.lastTry, next }, policy, now));
    else ops.push(makeOp('callback.done', { callbackId: contact.callbackId, interactionId }, now));
  }
  if (contact.next && way !== 'again') {
    ops.push(makeOp('callback.add', { callback: callbackFrom(contact.next, contact.householdId, contact.next.customerId, contact.nextLine.trim(), interactionId, agent.id, now) }, now));
  }
  const { householdId, customerId, startedAtMs, talkMinutes } = contact;
  ops.push(...outcomeOps(contact, { householdId, customerId, interactionId, saidAtMs: startedAtMs + (talkMinutes ?? 0) * 60_000 }, now));
  return storeOps(ops);
}
