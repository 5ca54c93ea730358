import type { Case, Commitment, Satisfaction } from '../../shared/customers/household.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

const lineOf = (words: string): { readonly words?: string } => (words.trim() === '' ? {} : { words: words.trim() });

/** A complaint or request was answered, or is closed, by the agent at this desk. `words`: what the customer was told; '' when nothing is written down. `satisfaction`: what the customer said when asked; null: not asked. */
export function settleCase(standing: Case, state: 'answered' | 'closed', words: string, satisfaction: Satisfaction | null = null): Promise<StoreOutcome> {
  const handlerName = useSessionStore.getState().session?.agent.name ?? standing.handlerName;
  return storeOps([makeOp('case.change', { caseId: standing.id, base: standing.state, state, handlerName, ...lineOf(words), ...(satisfaction === null ? {} : { satisfaction }) }, deskClock.now())]);
}

/** What was promised was done ('kept'), or the customer needs it no more ('broken'). `words` as above. */
export function settleCommitment(standing: Commitment, state: 'kept' | 'broken', words: string): Promise<StoreOutcome> {
  return storeOps([makeOp('commitment.change', { commitmentId: standing.id, state, ...lineOf(words) }, deskClock.now())]);
}
