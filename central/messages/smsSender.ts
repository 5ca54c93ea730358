import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { signedPost } from '../signedPost.ts';
import type { MessageSender, Outgoing, SendResult } from './messageSender.ts';

const ANSWER_WITHIN_MS = 10 * SECOND_MS;
/** More of an answer is not read. */
const MOST_DETAIL = 160;

/**
 * SMS by signed HTTP (docs/operations.md): POST {id, to, text}, with the time, the signature over time and body, and the message's
 * id as Idempotency-Key. 2xx: taken, now or before. 408, 425, 429, 5xx, no answer: again later with the same key. Else: refused.
 */
export class SmsSender implements MessageSender {
  readonly channel = 'sms';
  readonly knowsRepeats = true;
  private readonly url: string;
  private readonly secret: string;
  private readonly now: () => number;
  private readonly stopping = new AbortController();

  constructor({ url, secret }: { readonly url: string; readonly secret: string }, clock: { now(): number }) {
    this.url = url;
    this.secret = secret;
    this.now = () => clock.now();
  }

  async send({ id, address, text }: Outgoing): Promise<SendResult> {
    const body = JSON.stringify({ id, to: address, text });
    const timeMs = this.now();
    try {
      const answer = await signedPost({ url: this.url, secret: this.secret, id, body, timeMs, redirect: 'error', signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]) });
      const said = answer.ok ? '' : (await answer.text()).slice(0, MOST_DETAIL);
      const detail = `HTTP ${answer.status} ${said}`.replaceAll(address, '***').replaceAll(text, '***').replace(/\s+/g, ' ').trim();
      if (answer.ok) {
        await answer.body?.cancel();
        return { kind: 'sent' };
      }
      return answer.status >= 500 || [408, 425, 429].includes(answer.status) ? { kind: 'later', detail } : { kind: 'rejected', detail };
    } catch (error) {
      return { kind: 'later', detail: error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'unreachable' };
    }
  }

  close(): void {
    this.stopping.abort();
  }
}
