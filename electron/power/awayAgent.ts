import type { AgentState, ChosenState } from '../../shared/agents/agentState.ts';
import type { Facts } from '../../shared/ipc/facts.ts';

/** Whether the agent can see the screen, as far as the computer knows: not while it is locked or asleep. */
export class AwayAgent {
  #before: ChosenState | null = null;
  #isLocked = false;

  /**
   * @param present the agent's state now; null: not known.
   * @returns the state to choose: not ready when the agent goes, what it was before when they are back; null: it stays. A call
   *          that stands goes on; whoever is away afterwards is not offered the next one.
   */
  after(change: Facts['power:changed']['state'], present: AgentState | null): ChosenState | null {
    if (change === 'locked' || change === 'unlocked') this.#isLocked = change === 'locked';
    if (change === 'locked' || change === 'asleep') {
      if (present?.kind === 'available' || present?.kind === 'paused') this.#before = present;
      return { kind: 'not-ready', reason: change };
    }
    // A computer that woke up locked still has nobody in front of it.
    if (this.#isLocked) return null;
    const before = this.#before;
    this.#before = null;
    return before;
  }
}
