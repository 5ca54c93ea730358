import { createSocket, type Socket } from 'node:dgram';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutateMessage, seeded } from '../support/fuzz/mutateMessage.ts';
import { tortureMessages } from '../support/fuzz/tortureMessages.ts';
import { LineUnderTest, MUSIC_HZ } from '../support/line/lineUnderTest.ts';
import { CALLER_HZ, type OutsideCaller } from '../support/line/outsideCaller.ts';
import { AGENT_HZ, type AgentPhone, until } from '../support/twoPhonesOneWire.ts';

/**
 * So many from the trunk, and so many from desktops' sockets, which are slower: a broken message costs a connection. CARELINE_FUZZ_MESSAGES: another
 * number of both; ten thousand take five minutes. CARELINE_FUZZ_SEED: the same once more.
 */
const ASKED = process.env['CARELINE_FUZZ_MESSAGES'];
const [FROM_TRUNK, FROM_DESKS] = ASKED !== undefined ? [Number(ASKED), Number(ASKED)] : process.env['CARELINE_LONG'] === '1' ? [10_000, 1500] : [500, 500];
const SEED = Number(process.env['CARELINE_FUZZ_SEED'] ?? 20_260_701);
const BATCH = 25;
const PATIENCE_MS = 20_000;

let under: LineUnderTest;
let agent: AgentPhone;
let caller: OutsideCaller;
let waiter: OutsideCaller;
let callId: string;
beforeAll(async () => {
  under = await LineUnderTest.start(['1001', '1002']);
  [agent, caller, waiter] = [await under.agent('1001'), await under.caller(), await under.caller('13800000001')];
  const since = under.central.mark();
  caller.call('8008201234');
  callId = (await under.central.next('waiting', since)).call.callId;
  under.central.offer(callId, '1001');
  await agent.untilCall(callId, 'ringing');
  expect(await agent.phone.answer(callId)).toMatchObject({ ok: true });
  waiter.call('8008201234');
  await nothingHappened();
});
afterAll(async () => { await under?.stop(); });

/** Everybody goes on talking and waiting, and every program runs. */
async function nothingHappened(): Promise<void> {
  expect(under.ended).toEqual([]);
  expect(agent.call(callId)?.state).toBe('talking');
  await until('the caller hears the agent', () => caller.heardHz([AGENT_HZ]), PATIENCE_MS);
  await until('the agent hears the caller', () => Math.abs((agent.page?.ear.heard(performance.now()).hz ?? 0) - CALLER_HZ) < 15, PATIENCE_MS);
  await until('who waits hears the music', () => waiter.heardHz([MUSIC_HZ]), PATIENCE_MS);
}

function* messages(user: string, host: string, transport: string): Generator<Buffer> {
  const random = seeded(SEED);
  const torture = (mark: string): readonly Buffer[] => tortureMessages({ user, host, transport, mark: `${transport.toLowerCase()}${mark}` }).map((each) => each.bytes);
  yield* torture('plain');
  for (let round = 0; ; round += 1) for (const bytes of torture(`r${round}`)) yield mutateMessage(bytes, random);
}

/** An OPTIONS behind a batch, asked again until it is answered: a datagram may be lost. */
async function readUpTo(mark: string, say: (text: string) => void, heard: () => string): Promise<void> {
  const branch = `z9hG4bK${mark}`;
  const text = ['OPTIONS sip:line.careline SIP/2.0', `Via: SIP/2.0/UDP 127.0.0.1;branch=${branch};rport`, 'Max-Forwards: 70', `From: <sip:vandal@vandal.invalid>;tag=${mark}`, 'To: <sip:line.careline>', `Call-ID: ${mark}`, 'CSeq: 1 OPTIONS', 'Content-Length: 0', '', ''].join('\r\n');
  let asked = 0;
  await until(`an answer behind batch ${mark}`, () => {
    if (asked % 25 === 0) say(text);
    asked += 1;
    return heard().includes(branch);
  }, PATIENCE_MS);
}

describe(`sound messages of every class of RFC 4475, and mutations of them: ${FROM_TRUNK} and ${FROM_DESKS} (CARELINE_FUZZ_SEED=${SEED})`, () => {
  it('from a trunk neither crash Kamailio, nor hang it, nor disturb who talks and who waits', async () => {
    const socket = await new Promise<Socket>((resolve) => { const made = createSocket('udp4'); made.bind(0, '127.0.0.1', () => resolve(made)); });
    let heard = '';
    const [host = '', port = ''] = under.line.sip.split(':');
    const say = (bytes: string | Buffer): void => { socket.send(bytes, Number(port), host); };
    socket.on('message', (bytes) => {
      const text = String(bytes);
      heard = (heard + text).slice(-20_000);
      // Who was let into the queue leaves it again. Is the message too odd for that, they vanish with the socket, which is known by its answers.
      if (text.startsWith('SIP/2.0 182')) say(cancelOf(text));
      if (text.startsWith('OPTIONS ')) say(`SIP/2.0 200 OK\r\n${text.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq)\s*:/i.test(line)).join('\r\n')}\r\nContent-Length: 0\r\n\r\n`);
    });
    const all = messages('8008201234', under.line.sip, 'UDP');
    const since = under.central.mark();
    for (let sent = 0; sent < FROM_TRUNK; sent += BATCH) {
      for (let each = 0; each < BATCH; each += 1) say(all.next().value as Buffer);
      await readUpTo(`udp${sent}`, say, () => heard);
    }
    await nothingHappened();
    socket.close();
    const arrived = under.central.heard.slice(since).flatMap((message) => (message.t === 'waiting' ? [message.call.callId] : []));
    expect(arrived.length).toBeGreaterThan(FROM_TRUNK / 100);
    await until('all that came in by it has left', () => {
      const left = new Set(under.central.heard.slice(since).flatMap((message) => (message.t === 'abandoned' ? [message.callId] : [])));
      return arrived.every((id) => left.has(id));
    }, 120_000);
    expect(under.central.faults).toEqual([]);
  }, 30 * 60_000);

  it('from a desktop’s socket neither', async () => {
    let heard = '';
    let socket: WebSocket | null = null;
    const open = async (): Promise<WebSocket> => {
      if (socket?.readyState === WebSocket.OPEN) return socket;
      const made = new WebSocket(under.line.wsUrl, 'sip');
      made.on('message', (data) => { heard = (heard + String(data)).slice(-20_000); }).on('error', () => {});
      await new Promise((resolve, reject) => { made.once('open', resolve).once('error', reject); });
      socket = made;
      return made;
    };
    const all = messages('1001', 'line.careline', 'WS');
    for (let sent = 0; sent < FROM_DESKS; sent += BATCH) {
      for (let each = 0; each < BATCH; each += 1) {
        const bytes = all.next().value as Buffer;
        (await open()).send(each % 5 === 0 ? bytes : bytes.toString('utf8'));
      }
      const asking = await open();
      await readUpTo(`ws${sent}`, (text) => { void open().then((now) => now.send(text)); }, () => heard);
      if (sent % (BATCH * 20) === 0) asking.terminate();
    }
    await nothingHappened();
    expect(under.central.faults).toEqual([]);
    (await open()).terminate();
  }, 30 * 60_000);

  it('leave a line that works: the next caller is answered', async () => {
    const [second, next] = [await under.agent('1002'), await under.caller('13800000002')];
    const since = under.central.mark();
    next.call('8008201234');
    const id = (await under.central.next('waiting', since)).call.callId;
    under.central.offer(id, '1002');
    await second.untilCall(id, 'ringing');
    expect(await second.phone.answer(id)).toMatchObject({ ok: true });
    await until('the caller hears the agent', () => next.heardHz([AGENT_HZ]), PATIENCE_MS);
    await nothingHappened();
  });
});

/** The CANCEL of an INVITE, by what its answer says. */
function cancelOf(answer: string): string {
  const header = (name: RegExp): string => answer.split('\r\n').find((line) => name.test(line)) ?? '';
  const number = /\d+/.exec(header(/^CSeq\s*:/i))?.[0] ?? '1';
  return ['CANCEL sip:8008201234@line.careline SIP/2.0', header(/^(?:Via|v)\s*:/i).split(/,\s*SIP/)[0] ?? '', 'Max-Forwards: 70', header(/^(?:From|f)\s*:/i), header(/^(?:To|t)\s*:/i).replace(/;\s*tag=[^;]*$/i, ''),
    header(/^(?:Call-ID|i)\s*:/i), `CSeq: ${number} CANCEL`, 'Content-Length: 0', '', ''].join('\r\n');
}
