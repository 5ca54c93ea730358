import { isConsult, isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { Facts } from '../../shared/ipc/facts.ts';
import type { CentralClient } from '../sync/centralClient.ts';

/** Whose people belong to a call; a colleague who asks about a customer (咨询) rings for that customer. */
function numberBehind(call: CallSnapshot): string | null {
  if (!isConsult(call)) return call.storedNumber;
  return call.direction === 'in' ? call.consultAbout : null;
}

/**
 * Asks central for the household the moment a call appears, without waiting for the page, and keeps the answers of live
 * calls for a page that is loaded again in the middle of one.
 */
export class PopHouseholds {
  readonly #central: Pick<CentralClient, 'pop'>;
  readonly #tell: (pop: Facts['pop:arrived']) => void;
  readonly #pops = new Map<string, Facts['pop:arrived'] | 'asked'>();

  constructor(central: Pick<CentralClient, 'pop'>, tell: (pop: Facts['pop:arrived']) => void) {
    this.#central = central;
    this.#tell = tell;
  }

  callsChanged(calls: readonly CallSnapshot[]): void {
    for (const call of calls) {
      if (!isLive(call)) { this.#pops.delete(call.id); continue; }
      if (this.#pops.has(call.id)) continue;
      this.#pops.set(call.id, 'asked');
      void this.#ask(call);
    }
  }

  /** A new page knows nothing of pops already told. */
  tellAgain(): void {
    for (const pop of this.#pops.values()) if (pop !== 'asked') this.#tell(pop);
  }

  /** Central is back: calls it could not be asked about are asked about now. */
  askAgain(calls: readonly CallSnapshot[]): void {
    for (const call of calls) {
      const pop = this.#pops.get(call.id);
      if (isLive(call) && pop !== undefined && pop !== 'asked' && pop.households === null) void this.#ask(call);
    }
  }

  async #ask(call: CallSnapshot): Promise<void> {
    const number = numberBehind(call);
    const households = number === null ? [] : await this.#central.pop(number);
    const pop = { callId: call.id, households };
    if (!this.#pops.has(call.id)) return;
    this.#pops.set(call.id, pop);
    this.#tell(pop);
  }
}
