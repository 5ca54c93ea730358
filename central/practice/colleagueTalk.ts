import type { Invitation } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import type { LineToCentral } from '../../shared/line/lineMessages.ts';
import { PRACTICE_DOMAIN } from '../line/linePassword.ts';
import { ownHeader } from '../line/ownHeaders.ts';
import type { DeskConnection } from './deskConnection.ts';
import type { DeskLeg, LegEndedBy } from './deskLeg.ts';
import { soundBetween } from './soundBetween.ts';

export interface ColleagueTalkParts {
  readonly desk: (extension: string) => DeskConnection | null;
  readonly tell: (message: LineToCentral) => void;
}

interface Talk {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly first: DeskLeg;
  readonly second: DeskLeg;
  answeredAtMs: number | null;
}

type ActiveCall = Extract<LineToCentral, { t: 'hello' }>['active'][number];

const RING_MS = 20_000;
/** What of the INVITE the colleague is told as it came. */
const CARRIED = ['X-Consult', 'X-Consult-About'] as const;

/** One agent rings another: both desktops' calls, and the sound between them. */
export class ColleagueTalks {
  readonly #parts: ColleagueTalkParts;
  readonly #talks = new Set<Talk>();

  constructor(parts: ColleagueTalkParts) {
    this.#parts = parts;
  }

  get active(): readonly ActiveCall[] {
    return [...this.#talks].flatMap(({ callId, from, to, answeredAtMs }) => [from, to].map((extension) => ({ callId, extension, answeredAtMs })));
  }

  /** @param asked the call's id as the desktop named it. */
  begin(from: DeskConnection, extension: string, invitation: Invitation, to: string, asked: string): void {
    const colleague = to === extension ? null : this.#parts.desk(to);
    const callId = asked === '' ? uuidv7() : asked;
    const isKnown = [...this.#talks].some((talk) => talk.callId === callId);
    if (colleague === null || isKnown) return void invitation.reject({ statusCode: isKnown ? 482 : 480 }).catch(() => {});
    const { tell } = this.#parts;
    const [nearSound, farSound] = soundBetween();
    const first = from.take(invitation, nearSound);
    const second = colleague.ring({
      fromUser: extension, sound: farSound,
      extraHeaders: [
        `X-Call-Id: ${callId}`, ownHeader('X-Ring-Ms', RING_MS), `P-Asserted-Identity: <sip:${extension}@${PRACTICE_DOMAIN}>`,
        ...CARRIED.flatMap((name) => { const value = invitation.request.getHeader(name); return value === undefined ? [] : [`${name}: ${value}`]; }),
      ],
    });
    const talk: Talk = { callId, from: extension, to, first, second, answeredAtMs: null };
    this.#talks.add(talk);
    nearSound.keys = (keys) => void second.sound.sendDtmf(keys);
    farSound.keys = (keys) => void first.sound.sendDtmf(keys);
    first.on('customerHears', (on) => second.tellCustomerHears(on));
    tell({ t: 'dialled', callId, extension, to, atMs: Date.now() });
    tell({ t: 'ringing', callId, extension: to });
    first.alerting();
    const timer = setTimeout(() => second.cancel('line', 'SIP;cause=408;text="no answer"'), RING_MS);
    second.once('answered', () => { clearTimeout(timer); void first.answer(); });
    first.once('answered', () => {
      talk.answeredAtMs = Date.now();
      for (const each of [extension, to]) tell({ t: 'answered', callId, extension: each, atMs: talk.answeredAtMs });
    });
    second.once('ended', ({ by, code, reason }) => {
      clearTimeout(timer);
      if (talk.answeredAtMs === null) {
        first.refuse(code ?? 480);
        const isRungOut = reason?.includes('cause=408') === true;
        tell({ t: 'not-taken', callId, extension: to, code: isRungOut ? 408 : (code ?? 480), reason: null });
      } else first.hangUp('customer');
      this.#over(talk, by);
    });
    first.once('ended', ({ by }) => {
      if (talk.answeredAtMs === null) second.cancel('customer', null);
      else second.hangUp('customer');
      this.#over(talk, by);
    });
  }

  /** The other desktop's leg of the talk that has this one's dialog. @param callId the SIP Call-ID of either leg. */
  legBeside(callId: string): DeskLeg | null {
    for (const { first, second } of this.#talks) {
      if (first.sipCallId === callId) return second;
      if (second.sipCallId === callId) return first;
    }
    return null;
  }

  close(): void {
    for (const { first, second } of [...this.#talks]) {
      first.hangUp('line');
      second.hangUp('line');
    }
  }

  #over(talk: Talk, by: LegEndedBy): void {
    if (!this.#talks.delete(talk)) return;
    const atMs = Date.now();
    this.#parts.tell({ t: 'ended', callId: talk.callId, extension: talk.from, by, atMs });
    if (talk.answeredAtMs !== null) this.#parts.tell({ t: 'ended', callId: talk.callId, extension: talk.to, by, atMs });
  }
}
