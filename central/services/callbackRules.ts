import type { Agent } from '../../shared/agents/agent.ts';
import type { OpRefusal } from '../../shared/sync/pushMessages.ts';
import type { StandingCallback } from '../store/callbacks.ts';
import { CHILD_LOST_REASON } from '../store/formerChildren.ts';

export interface Refused {
  readonly refusal: OpRefusal;
  readonly field: string;
  readonly standing: string | null;
}

/*
 *            claim: only while nobody owns it
 *   open ──done / cancel──▶ done, cancelled        done, cancel, retry, reschedule, hand-over: only its owner, or a supervisor
 *    └──retry, reschedule, hand-over──▶ open       closed: nothing more, but the same claim or done again is no fault
 */

const isSupervisor = (agent: Agent): boolean => agent.role === 'supervisor' || agent.role === 'admin';

/** @returns why this agent may not take a callback nobody owned, null when they may; 'already' when it is theirs. */
export function refuseClaim(standing: StandingCallback, me: Agent): Refused | 'already' | null {
  const { callback, ownerName } = standing;
  if (callback.state !== 'open') return { refusal: 'already-closed', field: 'callbackId', standing: callback.state };
  if (callback.ownerAgentId === me.id) return 'already';
  if (callback.ownerAgentId !== null) return { refusal: 'already-claimed', field: 'callbackId', standing: ownerName };
  return null;
}

/** @returns why this agent may not change an open callback, null when they may. */
export function refuseChange(standing: StandingCallback, me: Agent): Refused | null {
  const { callback, ownerName } = standing;
  if (callback.state !== 'open') return { refusal: 'already-closed', field: 'callbackId', standing: callback.state };
  if (callback.ownerAgentId !== me.id && !isSupervisor(me)) return { refusal: 'not-owner', field: 'callbackId', standing: ownerName };
  return null;
}

/** @returns why this agent may not close it with this interaction, null when they may, 'already' when just that was done. */
export function refuseDone(standing: StandingCallback, me: Agent, interactionId: string): Refused | 'already' | null {
  if (standing.callback.state === 'done' && standing.closedByInteractionId === interactionId) return 'already';
  // It went on because it was late; whoever rang after all, perhaps without the network, kept it.
  if (standing.callback.state === 'open' && standing.lateFromAgentId === me.id) return null;
  // Rung before its desktop heard that it was cancelled with a child the family lost: it was made.
  const { callback } = standing;
  const wasMade = callback.state === 'cancelled' && callback.closedReason === CHILD_LOST_REASON;
  return refuseChange(wasMade ? { ...standing, callback: { ...callback, state: 'open' } } : standing, me);
}

/** @returns why this agent may not move an interaction to another household, null when they may. */
export function refuseMove(interactionAgentId: string | null, me: Agent): Refused | null {
  if (interactionAgentId === me.id || isSupervisor(me)) return null;
  return { refusal: 'not-allowed', field: 'interactionId', standing: null };
}
