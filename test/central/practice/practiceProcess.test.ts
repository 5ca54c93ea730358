import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type CentralToLine, type LineToCentral, lineToCentralSchema } from '../../../shared/line/lineMessages.ts';
import { LineProcess } from '../../support/lineProcess.ts';
import { writeToneFile } from '../../support/toneFile.ts';
import { AGENT_HZ, type AgentPhone, until } from '../../support/twoPhonesOneWire.ts';

/** Central's end of `/line`, as far as the line can see it. */
class ListeningCentral {
  server: WebSocketServer | null = null;
  port = 0;
  socket: WebSocket | null = null;
  heard: LineToCentral[] = [];
  authorization: string | undefined;

  async start(): Promise<void> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: this.port, path: '/line' });
    this.server = server;
    await new Promise((resolve) => server.once('listening', resolve));
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket, request) => {
      this.socket = socket;
      this.authorization = request.headers.authorization;
      socket.on('message', (data) => { this.heard.push(lineToCentralSchema.parse(JSON.parse(String(data)))); });
      this.say({ t: 'welcome' });
    });
  }

  say(message: CentralToLine): void {
    this.socket?.send(JSON.stringify(message));
  }

  async stop(): Promise<void> {
    for (const socket of this.server?.clients ?? []) socket.terminate();
    await new Promise((resolve) => { if (this.server) this.server.close(resolve); else resolve(null); });
    this.server = null;
  }

  until<T extends LineToCentral['t']>(t: T, is: (message: Extract<LineToCentral, { t: T }>) => boolean = () => true): Promise<Extract<LineToCentral, { t: T }>> {
    return until(`${t} from the line`, () => this.heard.find((message): message is Extract<LineToCentral, { t: T }> => message.t === t && is(message as Extract<LineToCentral, { t: T }>)));
  }
}

const ring = { from: '02161234567', dialled: '8008201234', persona: 'tone:440' };
let line: LineProcess;
let agents: AgentPhone[];

beforeEach(() => {
  line = new LineProcess(mkdtempSync(path.join(os.tmpdir(), 'careline-line-')));
  agents = [];
});
afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.stop()));
  await line.end('SIGKILL');
  rmSync(line.dataDir, { recursive: true, force: true });
});

async function agent(extension = '1001'): Promise<AgentPhone> {
  const made = await line.agent(extension);
  agents.push(made);
  return made;
}

describe('the practice line as a process', () => {
  it('rings an agent by itself when told whom, and carries sound both ways', async () => {
    await line.start({ CARELINE_LINE_STATIC_AGENT: '1001' });
    const desk = await agent();
    const { callId } = (await line.control('POST', '/ring', ring)).body as { callId: string };
    await desk.untilCall(callId, 'ringing');
    expect(await desk.phone.answer(callId)).toMatchObject({ ok: true });
    await line.untilCall(callId, 'the agent\'s tone', (call) => call.heardHz === AGENT_HZ && call.heardEnergy > 0.05 && call.rxPackets > 20 && call.txPackets > 20);
    await until('the agent hears 440 Hz', () => desk.page?.ear.heard(performance.now()).hz === 440);
    expect((await line.control('POST', `/calls/${callId}/hangup`)).status).toBe(200);
    expect(await desk.untilCall(callId, 'ended')).toMatchObject({ hungUpBy: 'customer' });
    expect(await line.untilCall(callId, 'the end', (call) => call.state === 'ended')).toMatchObject({ endedBy: 'customer', extension: '1001', dialled: '8008201234' });
  });

  it('keeps a caller waiting for an agent who registers later', async () => {
    await line.start({ CARELINE_LINE_STATIC_AGENT: '1001' });
    const { callId } = (await line.control('POST', '/ring', ring)).body as { callId: string };
    await line.untilCall(callId, 'waiting', (call) => call.state === 'waiting');
    const desk = await agent();
    await desk.untilCall(callId, 'ringing');
  });

  it('lets an impatient caller go', async () => {
    await line.start();
    const { callId } = (await line.control('POST', '/ring', { ...ring, persona: 'hang-up-early:0.3' })).body as { callId: string };
    expect(await line.untilCall(callId, 'gone', (call) => call.state === 'ended')).toMatchObject({ endedBy: 'customer', extension: null });
  });

  it('makes its secret for itself alone, and opens its control to nobody else', async () => {
    await line.start();
    expect(statSync(path.join(line.dataDir, 'line-secret')).mode & 0o777).toBe(0o600);
    expect((await line.control('GET', '/calls', undefined, 'Line wrong')).status).toBe(401);
    expect((await line.control('POST', '/ring', ring, '')).status).toBe(401);
    expect(await line.control('POST', '/ring', { ...ring, persona: 'singer' })).toMatchObject({ status: 400, body: { field: 'persona' } });
    expect(await line.control('POST', '/ring', { from: 7, dialled: '800' })).toMatchObject({ status: 400, body: { field: 'from' } });
    expect(await line.control('POST', '/ring', '{nonsense')).toMatchObject({ status: 400 });
    expect(await line.control('POST', '/calls/none/hangup')).toMatchObject({ status: 404 });
    expect(await line.control('POST', '/raw', { extension: '1001', message: 'x' })).toMatchObject({ status: 404, body: { field: 'extension' } });
    expect(await line.control('DELETE', '/calls')).toMatchObject({ status: 404 });
  });

  it.each(['SIGTERM', 'SIGINT', 'stdin'] as const)('ends cleanly by %s, and its agents are told', async (how) => {
    await line.start({ CARELINE_LINE_STATIC_AGENT: '1001' });
    const desk = await agent();
    const { callId } = (await line.control('POST', '/ring', ring)).body as { callId: string };
    await desk.untilCall(callId, 'ringing');
    await desk.phone.answer(callId);
    await line.untilCall(callId, 'talking', (call) => call.state === 'talking');
    expect(await line.end(how)).toBe(0);
    expect(await desk.untilCall(callId, 'ended')).toMatchObject({ endReason: 'network', hungUpBy: 'line' });
  });

  it('killed with kill -9 and back: the agent registers again by itself, and a call that died with it is over', async () => {
    await line.start({ CARELINE_LINE_STATIC_AGENT: '1001' });
    const { sipPort, controlPort } = line.ready;
    const desk = await agent();
    const { callId } = (await line.control('POST', '/ring', ring)).body as { callId: string };
    await desk.untilCall(callId, 'ringing');
    await desk.phone.answer(callId);
    await line.untilCall(callId, 'sound', (call) => call.heardHz === AGENT_HZ);
    expect(await line.end('SIGKILL')).toBe('SIGKILL');
    await until('noticed', () => desk.phone.state === 'away');
    expect(desk.call(callId)?.state).toBe('talking');
    await line.start({ CARELINE_LINE_PORT: String(sipPort), CARELINE_LINE_CONTROL_PORT: String(controlPort), CARELINE_LINE_STATIC_AGENT: '1001' });
    await until('registered', () => desk.phone.registered);
    expect(await desk.untilCall(callId, 'ended')).toMatchObject({ endReason: 'network', hungUpBy: 'line' });
    const next = (await line.control('POST', '/ring', ring)).body as { callId: string };
    await desk.untilCall(next.callId, 'ringing');
  });

  it('carries a crowd of twenty, as the ring command sends it: each with a number and ways of their own', async () => {
    await line.start();
    writeFileSync(path.join(line.dataDir, 'run.json'), JSON.stringify({ lineControlUrl: line.ready.controlUrl }));
    const command = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../../build/ring.mjs'), '--crowd'], { env: { ...process.env, CARELINE_DATA: line.dataDir }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    command.stdout.on('data', (chunk) => { said += String(chunk); });
    expect(await new Promise((resolve) => { command.once('close', resolve); })).toBe(0);
    const ids = said.trim().split('\n').map((text) => (JSON.parse(text) as { callId: string }).callId);
    const calls = (await line.calls()).filter((call) => ids.includes(call.callId));
    expect(calls).toHaveLength(20);
    expect(new Set(calls.map((call) => call.from)).size).toBe(20);
    // Some gave up early, as they were told to; all heard music.
    expect(calls.some((call) => call.state === 'ended' && call.endedBy === 'customer')).toBe(true);
    expect(calls.filter((call) => call.state === 'waiting').length).toBeGreaterThan(10);
    await line.untilCall(ids.at(-1) ?? '', 'music', (call) => call.musicSeconds > 0.5);
  });

  it('takes the next free port when its own is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', () => resolve()));
    const taken = (holder.address() as { port: number }).port;
    await line.start({ CARELINE_LINE_PORT: String(taken) });
    expect(line.ready.sipPort).toBeGreaterThan(taken);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('puts raw bytes on a desktop\'s socket, and the desktop shrugs', async () => {
    await line.start();
    const desk = await agent();
    expect((await line.control('POST', '/raw', { extension: '1001', message: 'INVITE nonsense\r\n\r\n' })).status).toBe(200);
    await until('dropped', () => desk.warnings.some((warning) => warning.startsWith('dropped a malformed SIP message')));
    expect(desk.phone.registered).toBe(true);
  });
});

describe('the line and central', () => {
  let central: ListeningCentral;
  beforeEach(async () => {
    central = new ListeningCentral();
    await central.start();
    await line.start({ CARELINE_CENTRAL_URL: `http://127.0.0.1:${central.port}` });
  });
  afterEach(async () => { await central.stop(); });

  it('speak from hello to ended', async () => {
    expect(await central.until('hello')).toEqual({ t: 'hello', kind: 'practice', can: ['tell', 'place'], registered: [], waiting: [], active: [] });
    expect(central.authorization).toBe(`Line ${line.secret}`);
    const desk = await agent();
    await central.until('registered', (message) => message.extension === '1001' && message.up);
    central.say({ t: 'simulate', callId: 'c-1', from: null, dialled: '8008201234', persona: 'tone:440', keys: '2' });
    expect((await central.until('waiting')).call).toMatchObject({ callId: 'c-1', from: null, dialled: '8008201234', keys: '2' });
    central.say({ t: 'offer', callId: 'c-1', extension: '1001', ringMs: 5000, queue: '喂养', waitedSeconds: 3 });
    await central.until('ringing');
    expect(await desk.untilCall('c-1', 'ringing')).toMatchObject({ withheld: true, number: null, queue: '喂养', waitedSeconds: 3, keys: '2' });
    await desk.phone.answer('c-1');
    expect(await central.until('answered')).toMatchObject({ callId: 'c-1', extension: '1001' });
    await desk.phone.hangUp('c-1');
    expect(await central.until('ended')).toMatchObject({ callId: 'c-1', extension: '1001', by: 'agent' });
    central.say({ t: 'offer', callId: 'c-1', extension: '1001', ringMs: 5000, queue: 'q', waitedSeconds: 3 });
    expect(await central.until('abandoned')).toMatchObject({ callId: 'c-1' });
  }, 20_000);

  it('part: calls stand, callers wait, and hello tells it all when central is back', async () => {
    const desk = await agent();
    await central.until('registered');
    central.say({ t: 'simulate', callId: 'talking', from: '02161234567', dialled: '8008201234', persona: 'tone:440', keys: null });
    central.say({ t: 'simulate', callId: 'goes', from: '02161234567', dialled: '8008201234', persona: 'waits:1', keys: null });
    central.say({ t: 'offer', callId: 'talking', extension: '1001', ringMs: 8000, queue: 'q', waitedSeconds: 0 });
    await desk.untilCall('talking', 'ringing');
    await desk.phone.answer('talking');
    const { atMs } = await central.until('answered');
    await central.stop();
    central.heard = [];

    const waiting = (await line.control('POST', '/ring', { ...ring, persona: 'long' })).body as { callId: string };
    await line.untilCall('goes', 'given up', (call) => call.state === 'ended');
    await line.untilCall('talking', 'sound while central is away', (call) => call.heardHz === AGENT_HZ);
    await central.start();
    const hello = await central.until('hello');
    expect(hello.registered).toEqual(['1001']);
    expect(hello.waiting.map((call) => call.callId)).toEqual([waiting.callId]);
    expect(hello.active).toEqual([{ callId: 'talking', extension: '1001', answeredAtMs: atMs }]);
    expect(await central.until('abandoned')).toMatchObject({ callId: 'goes' });
    expect(desk.call('talking')?.state).toBe('talking');
  });

  it('let a waiting caller know where they stand, and hang up on one who was told that they are rung in their turn', async () => {
    await central.until('hello');
    central.say({ t: 'simulate', callId: 'waits', from: '02161234567', dialled: '8008201234', persona: 'long,callback:0.2', keys: null });
    await central.until('waiting');
    central.say({ t: 'place', callId: 'waits', position: 3, expectedWaitSeconds: 90, mayKeep: true });
    expect(await central.until('callback-wanted')).toMatchObject({ callId: 'waits' });
    central.say({ t: 'tell', callId: 'waits', news: 'no-callback', opensAtMs: null, thenHangUp: false });
    expect(await line.untilCall('waits', 'told', (call) => call.told === 'no-callback')).toMatchObject({ state: 'waiting', place: { position: 3, expectedWaitSeconds: 90 } });
    central.say({ t: 'tell', callId: 'waits', news: 'callback-kept', opensAtMs: null, thenHangUp: true });
    expect(await line.untilCall('waits', 'told again, and hung up on', (call) => call.told === 'callback-kept' && call.state === 'ended')).toMatchObject({ endedBy: 'line' });
    // Who was told gave nothing up: nothing more is said of them.
    central.say({ t: 'offer', callId: 'never-heard-of', extension: '1001', ringMs: 5000, queue: 'q', waitedSeconds: 3 });
    await central.until('abandoned');
    expect(central.heard.filter((message) => message.t === 'abandoned').map((message) => message.callId)).toEqual(['never-heard-of']);
  });

  describe('and a waiting caller', () => {
    async function waits(persona = 'long'): Promise<string> {
      await central.until('hello');
      const callId = `waits-${persona}`;
      central.say({ t: 'simulate', callId, from: '02161234567', dialled: '8008201234', persona, keys: null });
      await central.until('waiting', (message) => message.call.callId === callId);
      return callId;
    }

    it('hears music, at once', async () => {
      const callId = await waits();
      await line.untilCall(callId, 'music', (call) => call.state === 'waiting' && call.heardHz !== null && call.heardHz < 560 && call.heardEnergy > 0.02);
    });

    it('hears where they stand, and then music again', async () => {
      const callId = await waits();
      central.say({ t: 'place', callId, position: 4, expectedWaitSeconds: 100, mayKeep: true });
      await line.untilCall(callId, 'something said', (call) => call.heardHz !== null && call.heardHz > 600);
      await line.untilCall(callId, 'music', (call) => call.heardHz !== null && call.heardHz < 560);
    });

    it.each([['closed', 1900], ['full', 450], ['waited-too-long', 2100], ['callback-kept', 880]] as const)('who is told %s hears it by a tone of its own before the line hangs up', async (news, hz) => {
      const callId = await waits();
      central.say({ t: 'tell', callId, news, opensAtMs: null, thenHangUp: true });
      const said = await line.untilCall(callId, `${hz} Hz`, (call) => call.heardHz !== null && Math.abs(call.heardHz - hz) < 5);
      expect(said).toMatchObject({ state: 'waiting', told: news });
      expect(await line.untilCall(callId, 'the end', (call) => call.state === 'ended')).toMatchObject({ endedBy: 'line', heardHz: null });
    });

    it('presses the key and asks to be rung in turn; any other key asks for nothing; what cannot be is said and the music goes on', async () => {
      const callId = await waits();
      expect((await line.control('POST', `/calls/${callId}/keys`, { keys: '2#' })).status).toBe(200);
      expect((await line.control('POST', `/calls/${callId}/keys`, { keys: '1' })).status).toBe(200);
      await central.until('callback-wanted', (message) => message.callId === callId);
      expect(central.heard.filter((message) => message.t === 'callback-wanted')).toHaveLength(1);
      central.say({ t: 'tell', callId, news: 'no-callback', opensAtMs: null, thenHangUp: false });
      await line.untilCall(callId, '2,300 Hz', (call) => call.heardHz !== null && Math.abs(call.heardHz - 2300) < 5);
      await line.untilCall(callId, 'music', (call) => call.state === 'waiting' && call.heardHz !== null && call.heardHz < 560);
      expect(await line.control('POST', `/calls/${callId}/keys`, { keys: 'x' })).toMatchObject({ status: 400, body: { field: 'keys' } });
      expect(await line.control('POST', '/calls/none/keys', { keys: '1' })).toMatchObject({ status: 404 });
    });

    it('who pressed the key while central was away is named in the hello when it is back', async () => {
      const callId = await waits();
      await central.stop();
      central.heard = [];
      expect((await line.control('POST', `/calls/${callId}/keys`, { keys: '1' })).status).toBe(200);
      await central.start();
      expect((await central.until('hello')).waiting).toMatchObject([{ callId, wantsCallback: true }]);
    });
  });

  it('do not stumble over nonsense', async () => {
    await central.until('hello');
    central.socket?.send('no json');
    central.socket?.send('{"t":"offer"}');
    central.socket?.send('{"t":"dance"}');
    central.say({ t: 'offer', callId: 'never-heard-of', extension: '1001', ringMs: 5000, queue: 'q', waitedSeconds: 3 });
    expect(await central.until('abandoned')).toMatchObject({ callId: 'never-heard-of' });
  });
});

describe('the owner’s own sounds', () => {
  it('are heard by waiting callers in place of ours, and one that is no telephone’s is left alone', async () => {
    const folder = path.join(line.dataDir, 'sounds');
    mkdirSync(folder);
    writeToneFile(path.join(folder, 'music.wav'), 1000, 2, 8000);
    writeToneFile(path.join(folder, 'full.wav'), 1000, 2, 48_000);
    const central = new ListeningCentral();
    await central.start();
    try {
      await line.start({ CARELINE_LINE_SOUNDS: folder, CARELINE_CALLBACK_KEY: '*', CARELINE_CENTRAL_URL: `http://127.0.0.1:${central.port}` });
      await central.until('hello');
      const { callId } = (await line.control('POST', '/ring', { ...ring, persona: 'long' })).body as { callId: string };
      await line.untilCall(callId, 'music of 1,000 Hz', (call) => call.heardHz === 1000);
      await line.control('POST', `/calls/${callId}/keys`, { keys: '*' });
      await central.until('callback-wanted');
      central.say({ t: 'tell', callId, news: 'full', opensAtMs: null, thenHangUp: true });
      await line.untilCall(callId, 'our own busy tone', (call) => call.heardHz !== null && Math.abs(call.heardHz - 450) < 10);
    } finally {
      await central.stop();
    }
  });
});

describe('a desktop that sends nonsense', () => {
  it('disturbs nobody else', async () => {
    await line.start({ CARELINE_LINE_STATIC_AGENT: '1001' });
    const desk = await agent();
    const { callId } = (await line.control('POST', '/ring', ring)).body as { callId: string };
    await desk.untilCall(callId, 'ringing');
    await desk.phone.answer(callId);
    await line.untilCall(callId, 'sound', (call) => call.heardHz === AGENT_HZ);
    const vandal = new WebSocket(line.ready.sipUrl, 'sip');
    await new Promise((resolve) => vandal.once('open', resolve));
    const head = (method: string, more = '') => `${method} sip:practice.careline SIP/2.0\r\nVia: SIP/2.0/WS v.invalid;branch=z9hG4bK${Math.random()}\r\nFrom: <sip:1001@practice.careline>;tag=v\r\nTo: <sip:1001@practice.careline>\r\nCall-ID: ${Math.random()}\r\nCSeq: 1 ${method}\r\n${more}\r\n`;
    const rubbish = ['x', '\0\0', 'INVITE', head('INVITE'), head('INVITE', 'Contact: <sip:1001@v.invalid>\r\n'), head('REGISTER'), head('REGISTER', 'Authorization: Digest nonce="x"\r\n'), head('BYE'), head('CANCEL'), head('REFER'),
      head('INVITE', 'Replaces: x\r\n'), 'SIP/2.0 200 OK\r\n\r\n', head('REGISTER').replace('From: <sip:1001@practice.careline>;tag=v', 'From: <<<'), head('REGISTER').replace(/CSeq.*\r\n/, '')];
    for (const text of rubbish) vandal.send(text);
    vandal.send(Buffer.from([0xff, 0x00, 0x80]));
    const before = (await line.calls()).find((call) => call.callId === callId)?.rxPackets ?? 0;
    await line.untilCall(callId, 'a second more of sound', (call) => call.rxPackets > before + 50 && call.heardHz === AGENT_HZ);
    vandal.terminate();
    const refused = new WebSocket(line.ready.sipUrl, 'chat');
    await new Promise((resolve) => refused.once('error', resolve));
  });
});
