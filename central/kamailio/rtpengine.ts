import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { bdecode, bencode, type Bencoded } from './bencode.ts';

const ANSWER_DEADLINE_MS = 2000;

type Question = { readonly [key: string]: Bencoded };

/** Speaks rtpengine's ng protocol: bencoded questions over UDP, each with a cookie that its answer repeats. */
export class Rtpengine {
  readonly #port: number;
  readonly #socket: Socket;
  readonly #open = new Map<string, (answer: Question) => void>();

  constructor(port: number) {
    this.#port = port;
    this.#socket = createSocket('udp4');
    this.#socket.on('error', () => {});
    this.#socket.on('message', (bytes) => {
      const space = bytes.indexOf(0x20);
      const settle = this.#open.get(bytes.subarray(0, Math.max(0, space)).toString('latin1'));
      if (!settle) return;
      try {
        const answer = bdecode(bytes.subarray(space + 1));
        if (typeof answer === 'object' && !Array.isArray(answer)) settle(answer as Question);
      } catch {
        // Left to the deadline, like no answer at all.
      }
    });
  }

  /** @returns the answer. @throws when rtpengine refuses or says nothing for two seconds. */
  async ask(question: Question): Promise<Question> {
    const cookie = randomBytes(8).toString('hex');
    const answer = await new Promise<Question>((resolve, reject) => {
      const deadline = setTimeout(() => { this.#open.delete(cookie); reject(new Error('rtpengine is silent')); }, ANSWER_DEADLINE_MS);
      this.#open.set(cookie, (told) => { clearTimeout(deadline); this.#open.delete(cookie); resolve(told); });
      this.#socket.send(`${cookie} ${bencode(question)}`, this.#port, '127.0.0.1');
    });
    if (answer['result'] === 'error') throw new Error(`rtpengine: ${String(answer['error-reason'])}`);
    return answer;
  }

  close(): void {
    this.#socket.close();
  }
}
