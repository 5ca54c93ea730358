import type { AgentPresence, ChosenState, NotReadyReason } from '../../shared/agents/agentState.ts';
import type { Facts } from '../../shared/ipc/facts.ts';

/** Not ready for something that the agent ends by hand, or somebody else: it stands again when the computer does. What is not proved ends by itself. */
const STANDING: readonly NotReadyReason[] = ['starting', 'no-answer', 'rejected', 'by-supervisor'];

/** What stands, or comes when the call and its summary are over; null: nothing that may be chosen. */
function comesNext({ state, next }: Pick<AgentPresence, 'state' | 'next'>): ChosenState | null {
  switch (state.kind) {
    case 'available': case 'paused': return state;
    case 'ringing': case 'talking': case 'wrap-up': return next ?? { kind: 'available' };
    case 'not-ready': return STANDING.includes(state.reason) ? state : null;
  }
}

/** Whether the agent can see the screen, as far as the computer knows: not while it is locked or asleep. */
export class AwayAgent {
  #before: ChosenState | null = null;
  #isAway = false;
  #isLocked = false;

  /**
   * @param present the agent's presence now; null: not known.
   * @returns the state to choose: not ready when the agent goes, what it was before when they are back; null: it stays. A call
   *          that stands goes on; whoever is away afterwards is not offered the next one, whoever is back by then is.
   */
  after(change: Facts['power:changed']['state'], present: Pick<AgentPresence, 'state' | 'next'> | null): ChosenState | null {
    if (change === 'locked' || change === 'unlocked') this.#isLocked = change === 'locked';
    if (change === 'locked' || change === 'asleep') {
      // Of several ways of going the first counts: what is chosen since is our own.
      if (!this.#isAway && present !== null) this.#before = comesNext(present);
      this.#isAway = true;
      return { kind: 'not-ready', reason: change };
    }
    // A computer that woke up locked still has nobody in front of it.
    if (this.#isLocked) return null;
    const before = this.#before;
    this.#before = null;
    this.#isAway = false;
    return before;
  }
}
