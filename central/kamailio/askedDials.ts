import { storePhone } from '../../shared/customers/phoneNumber.ts';
import { readPermission } from '../../shared/line/dialPermission.ts';
import { dialRefusalHeader } from '../../shared/line/dialRefusal.ts';
import type { CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import { DialDoor } from '../line/dialDoor.ts';
import type { EdgeEvent, EdgeOrder } from './edgeMessages.ts';

/** So many numbers are remembered as ones the line has had calls of. */
const MOST_CARRIED = 5000;

/** RFC 3261: what is dialled has the id of a call that there is. */
const LOOP_DETECTED = 482;

export interface AskedDialsParts {
  readonly tell: (message: LineToCentral) => void;
  readonly isCentralThere: () => boolean;
  readonly order: (order: EdgeOrder) => boolean;
  /** Whether there is a call of this id. */
  readonly hasCall: (callId: string) => boolean;
}

/** The agents' INVITEs that Kamailio holds back until somebody has said whether they may be rung. */
export class AskedDials {
  readonly #parts: AskedDialsParts;
  readonly #door: DialDoor;
  /** Numbers that rang the line or were talked to on it, the latest last. */
  readonly #carried = new Set<string>();

  constructor(parts: AskedDialsParts) {
    this.#parts = parts;
    this.#door = new DialDoor({ tell: parts.tell, isCentralThere: parts.isCentralThere, hasCarried: (number) => this.#carried.has(stored(number)) });
  }

  /** The line had a call from this number, or a talk with it. */
  carried(number: string | null): void {
    if (number === null) return;
    const kept = stored(number);
    this.#carried.delete(kept);
    this.#carried.add(kept);
    const [oldest] = this.#carried;
    if (this.#carried.size > MOST_CARRIED && oldest !== undefined) this.#carried.delete(oldest);
  }

  /** Central's answer. */
  hear(answer: Extract<CentralToLine, { t: 'may-dial' }>): void {
    this.#door.hear(answer.askId, answer.refusal);
  }

  /** Asks, and has it rung or refused. Given up meanwhile, Kamailio takes no order for it. */
  async ask({ leg, index, label, call, extension, to, permission }: Extract<EdgeEvent, { ev: 'ask' }>): Promise<void> {
    const say = (order: string, headers = ''): void => { this.#parts.order({ do: 'order', leg, index, label, order, headers }); };
    if (this.#parts.hasCall(call) || this.#door.isAsking(call)) return say(`leave:${LOOP_DETECTED}`);
    const { reason = null, callbackId = null, householdId = null, customerId = null, overrule = null } = readPermission(Buffer.from(permission, 'base64').toString('utf8')) ?? {};
    const refusal = await this.#door.ask({ callId: call, extension, to, reason, callbackId, householdId, customerId, overrule });
    if (refusal === null) say('dial');
    else say('leave:403', `${dialRefusalHeader(refusal)}\r\n`);
  }
}

const stored = (number: string): string => storePhone(number).number ?? number;
