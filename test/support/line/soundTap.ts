import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { Ear } from '../../../central/practice/ear.ts';

const HOST = '127.0.0.1';
const PCMU = 0;
/** What the callers' telephone offers for keys (RFC 4733). */
const TELEPHONE_EVENT = 101;
const TRIES = 20;

const bound = (port: number): Promise<Socket | null> => new Promise((resolve) => {
  const socket = createSocket('udp4');
  socket.once('error', () => { socket.close(); resolve(null); });
  socket.bind(port, HOST, () => { socket.removeAllListeners('error'); socket.on('error', () => {}); resolve(socket); });
});

/** Two sockets with neighbouring ports, sound on the even one: the odd one is for reports, which nobody reads. */
async function boundPair(): Promise<readonly [Socket, Socket]> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await bound(0);
    if (first === null) continue;
    const second = first.address().port % 2 === 0 ? await bound(first.address().port + 1) : null;
    if (second !== null) return [first, second];
    first.close();
  }
  throw new Error('no two free ports beside each other');
}

/**
 * Lies between a telephone and the line, on the SIP and on the sound: passes everything on as it is, under addresses of its own,
 * and hears what the telephone hears while it hears it.
 */
export class SoundTap {
  readonly ear = new Ear();
  readonly #line: { readonly address: string; readonly port: number };
  readonly #phonePort: number;
  readonly #sip: Socket;
  readonly #towardsLine: readonly [Socket, Socket];
  readonly #towardsPhone: readonly [Socket, Socket];
  #phoneSound = 0;
  #lineSound = 0;
  #keys = 0;
  #closed = false;

  private constructor(line: string, phonePort: number, sip: Socket, towardsLine: readonly [Socket, Socket], towardsPhone: readonly [Socket, Socket]) {
    const [address = HOST, port = ''] = line.split(':');
    this.#line = { address, port: Number(port) };
    this.#phonePort = phonePort;
    [this.#sip, this.#towardsLine, this.#towardsPhone] = [sip, towardsLine, towardsPhone];
    sip.on('message', (bytes, from) => this.#passSip(bytes, from));
    towardsLine[0].on('message', (packet) => {
      this.#hear(packet);
      if (this.#phoneSound !== 0) towardsPhone[0].send(packet, this.#phoneSound, HOST);
    });
    towardsPhone[0].on('message', (packet) => { if (this.#lineSound !== 0) towardsLine[0].send(packet, this.#lineSound, HOST); });
  }

  /** @param line address:port of the line's SIP side. @param phonePort where the telephone listens. @param sipPort where the line reaches it; null: any. */
  static async open(line: string, phonePort: number, sipPort: number | null): Promise<SoundTap> {
    const sip = await bound(sipPort ?? 0);
    if (sip === null) throw new Error(`port ${sipPort} is taken`);
    return new SoundTap(line, phonePort, sip, await boundPair(), await boundPair());
  }

  /** Where the telephone sends its SIP to. */
  get sipAddress(): string {
    return `${HOST}:${this.#sip.address().port}`;
  }

  /** Presses a key, as RFC 4733 has it, in what the telephone says. */
  press(key: string): void {
    const event = '0123456789*#'.indexOf(key);
    this.#keys += 1;
    for (const [at, [ended, duration]] of ([[0, 160], [0, 800], [1, 1600], [1, 1600], [1, 1600]] as const).entries()) {
      const packet = Buffer.alloc(16);
      packet.writeUInt8(0x80, 0);
      packet.writeUInt8(TELEPHONE_EVENT | (at === 0 ? 0x80 : 0), 1);
      packet.writeUInt16BE((this.#keys * 10 + at) & 0xffff, 2);
      packet.writeUInt32BE(this.#keys * 8000, 4);
      packet.writeUInt32BE(0xca11e4, 8);
      packet.writeUInt8(event, 12);
      packet.writeUInt8((ended << 7) | 10, 13);
      packet.writeUInt16BE(duration, 14);
      this.#towardsLine[0].send(packet, this.#lineSound, HOST);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const socket of [this.#sip, ...this.#towardsLine, ...this.#towardsPhone]) socket.close();
  }

  #passSip(bytes: Buffer, from: RemoteInfo): void {
    const text = bytes.toString('utf8');
    const own = `${HOST}:${this.#sip.address().port}`;
    const phone = `${HOST}:${this.#phonePort}`;
    if (from.port === this.#phonePort) {
      const passed = this.#withSound(text.replaceAll(phone, own), (port) => { this.#phoneSound = port; }, this.#towardsLine[0].address().port);
      this.#sip.send(passed, this.#line.port, this.#line.address);
    } else {
      const passed = this.#withSound(text.replaceAll(own, phone), (port) => { this.#lineSound = port; }, this.#towardsPhone[0].address().port);
      this.#sip.send(passed, this.#phonePort, HOST);
    }
  }

  /** The same message with the sound led through here. */
  #withSound(text: string, tell: (port: number) => void, own: number): string {
    const end = text.indexOf('\r\n\r\n');
    const body = end < 0 ? '' : text.slice(end + 4);
    const port = Number(/^m=audio (\d+) /m.exec(body)?.[1] ?? 0);
    if (port === 0) return text;
    tell(port);
    const led = body.replace(/^(m=audio )\d+/m, `$1${own}`).replace(/^a=rtcp:.*\r\n/gm, '');
    return text.slice(0, end).replace(/^(Content-Length|l)(\s*:\s*)\d+/im, `$1$2${Buffer.byteLength(led)}`) + text.slice(end, end + 4) + led;
  }

  #hear(packet: Buffer): void {
    if (packet.length < 12) return;
    const head = 12 + 4 * ((packet[0] ?? 0) & 0x0f);
    const kind = (packet[1] ?? 0) & 0x7f;
    if (kind === PCMU) this.ear.hear(packet.subarray(head), performance.now());
    else if (kind === TELEPHONE_EVENT) this.ear.hearKey(packet.subarray(head), packet.readUInt32BE(4));
  }
}
