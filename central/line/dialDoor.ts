import { randomUUID } from 'node:crypto';
import { permissionReasons } from '../../shared/callbacks/callback.ts';
import type { DialRefusal } from '../../shared/line/dialRefusal.ts';
import type { LineDialQuestion, LineToCentral } from '../../shared/line/lineMessages.ts';

export interface DialDoorParts {
  readonly tell: (message: LineToCentral) => void;
  /** Null: there is no central at all, nor customers of anybody's. */
  readonly isCentralThere: (() => boolean) | null;
  /** Whether the line itself had a call from this number, or a talk with it. */
  readonly hasCarried: (number: string) => boolean;
}

/** An agent listens to nothing for so long at most. */
const ANSWER_WITHIN_MS = 3000;

/** Asks central whether what an agent dials may be rung, and decides while central cannot be asked. */
export class DialDoor {
  readonly #parts: DialDoorParts;
  readonly #asked = new Map<string, (refusal: DialRefusal | null) => void>();
  readonly #calls = new Set<string>();

  constructor(parts: DialDoorParts) {
    this.#parts = parts;
  }

  /** Whether central is being asked about this call. */
  isAsking(callId: string): boolean {
    return this.#calls.has(callId);
  }

  /** Central's answer. One that comes too late is heard by nobody. */
  hear(askId: string, refusal: DialRefusal | null): void {
    this.#asked.get(askId)?.(refusal);
  }

  /** @returns null: it may be rung; else why not. */
  async ask(dial: LineDialQuestion): Promise<DialRefusal | null> {
    const { isCentralThere, tell } = this.#parts;
    if (isCentralThere === null) return dial.reason === null ? 'no-reason' : null;
    this.#calls.add(dial.callId);
    try {
      const answer = isCentralThere() ? await this.#answer(dial) : 'away';
      if (answer !== 'away') return answer;
      const refusal = this.#withoutCentral(dial);
      tell({ t: 'dialled-unasked', dial, refusal, atMs: Date.now() });
      return refusal;
    } finally {
      this.#calls.delete(dial.callId);
    }
  }

  #answer(dial: LineDialQuestion): Promise<DialRefusal | null | 'away'> {
    const askId = randomUUID();
    return new Promise((resolve) => {
      const settle = (answer: DialRefusal | null | 'away'): void => {
        clearTimeout(timer);
        this.#asked.delete(askId);
        resolve(answer);
      };
      const timer = setTimeout(() => settle('away'), ANSWER_WITHIN_MS);
      this.#asked.set(askId, settle);
      this.#parts.tell({ t: 'ask-dial', askId, dial });
    });
  }

  /**
   * Only a desktop whose gate had a file to judge can name a callback or a household; a call of the line's own, missed or cut
   * off, is returned without. Central judges what was taken when it is back.
   */
  #withoutCentral({ reason, callbackId, householdId, to }: LineDialQuestion): DialRefusal | null {
    const named = permissionReasons.find((each) => each === reason);
    if (named === undefined) return 'no-reason';
    if (callbackId !== null || householdId !== null) return null;
    return (named === 'missed-call-return' || named === 'cut-off-return') && this.#parts.hasCarried(to) ? null : 'not-judged';
  }
}
