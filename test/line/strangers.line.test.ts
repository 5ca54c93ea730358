import { createSocket } from 'node:dgram';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSelfSignedCertificate } from 'werift';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asNetstring } from '../../central/kamailio/netstrings.ts';
import { linePassword } from '../../central/line/linePassword.ts';
import { AgentPhone, until } from '../support/twoPhonesOneWire.ts';
import { LineUnderTest } from '../support/line/lineUnderTest.ts';
import { givesUpAfter, inviteScenario, runSipp, turnedAway } from '../support/line/sippCaller.ts';

let under: LineUnderTest;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'careline-line-tls-'));
  const { certPem, keyPem } = await createSelfSignedCertificate({ signature: 3, hash: 4 });
  const tls = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
  writeFileSync(tls.cert, certPem);
  writeFileSync(tls.key, keyPem);
  under = await LineUnderTest.start(['1001', '1002'], { tls, origins: 'https://desk[.]example' });
});
afterEach(async () => { await under?.clear(); });
afterAll(async () => {
  await under?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a WebSocket for SIP. @returns the socket, or the HTTP status it was refused with. */
const open = (url: string, options: WebSocket.ClientOptions = {}): Promise<WebSocket | number> => new Promise((resolve, reject) => {
  const socket = new WebSocket(url, 'sip', options);
  socket.once('open', () => resolve(socket)).once('unexpected-response', (_request, response) => { resolve(response.statusCode ?? 0); socket.terminate(); }).once('error', reject);
});

/** Says one SIP message and waits for the status of its answer. */
async function ask(socket: WebSocket, method: string, headers: readonly string[], to = 'sip:02161234567@line.careline'): Promise<number> {
  const answer = new Promise<number>((resolve) => {
    socket.on('message', (data) => {
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(String(data))?.[1] ?? 0);
      if (status >= 200) resolve(status);
    });
  });
  const call = `${Math.random().toString(36).slice(2)}@test.invalid`;
  socket.send([`${method} ${to} SIP/2.0`, `Via: SIP/2.0/WS test.invalid;branch=z9hG4bK${call}`, 'Max-Forwards: 70', `To: <${to}>`, `Call-ID: ${call}`, `CSeq: 1 ${method}`,
    'Contact: <sip:1001@test.invalid;transport=ws>', ...headers, 'Content-Length: 0', '', ''].join('\r\n'));
  return await answer;
}

const refusedWith = async (user: string, password: string): Promise<string> => {
  const stranger = new AgentPhone();
  await stranger.phone.start({ ...under.account(user), password });
  const state = await until('refused', () => (stranger.phone.state === 'refused' ? 'refused' : null), 20_000);
  await stranger.stop();
  return state;
};

describe('whom the line does not know', () => {
  it('does not register with a wrong password, somebody else’s, or an extension nobody has', async () => {
    const since = under.central.mark();
    expect(await refusedWith('1001', 'wrong')).toBe('refused');
    expect(await refusedWith('1001', under.account('1002').password)).toBe('refused');
    // Its password would be right: but central knows nobody of that extension.
    expect(await refusedWith('1999', under.account('1999').password)).toBe('refused');
    expect(await refusedWith('1001', '')).toBe('refused');
    expect(under.central.heard.slice(since).filter((message) => message.t === 'registered')).toEqual([]);
  });

  it('is kept out once central says that the extension is nobody’s any more', async () => {
    const agent = await under.agent('1002');
    const since = under.central.mark();
    under.central.say({ t: 'extensions', extensions: ['1001'] });
    expect(await under.central.next('registered', since)).toMatchObject({ extension: '1002', up: false });
    expect(await refusedWith('1002', linePassword(readFileSync(path.join(under.dataDir, 'line-secret'), 'utf8').trim(), '1002'))).toBe('refused');
    expect(await under.central.probe('1002')).toBe(false);
    await agent.stop();
    under.central.say({ t: 'extensions', extensions: ['1001', '1002'] });
    await under.agent('1002');
  });

  it('cannot ring anybody, nor end a call, from a socket that never registered', async () => {
    const stranger = await open(under.line.wsUrl);
    if (typeof stranger === 'number') throw new Error(`refused: ${stranger}`);
    const from = 'From: <sip:1001@line.careline>;tag=x';
    expect(await ask(stranger, 'INVITE', [from, 'X-Permission: test', 'X-Call-Id: a'])).toBe(403);
    expect(await ask(stranger, 'BYE', ['From: <sip:1001@line.careline>;tag=x', 'Route: <sip:127.0.0.1;lr>'], 'sip:1001@127.0.0.1')).toBe(403);
    expect(await ask(stranger, 'REGISTER', ['From: <sip:1001@line.careline>;tag=x'], 'sip:1001@line.careline')).toBe(401);
    stranger.terminate();
  });

  it('is turned away when it rings from an address that is no trunk of ours', async () => {
    const since = under.central.mark();
    expect(await runSipp(under.line.sip, inviteScenario([], turnedAway(403)), { from: '127.0.0.2' })).toMatchObject({ code: 0 });
    expect(under.central.heard.slice(since)).toEqual([]);
  });

  it('cannot name a call that an agent passed on without having been told its name', async () => {
    expect(await runSipp(under.line.sip, inviteScenario([], turnedAway(404)), { dialled: `x${'0'.repeat(32)}` })).toMatchObject({ code: 0 });
  });

  it('cannot come in from a page in somebody’s browser, unless it is one of ours', async () => {
    expect(await open(under.line.wsUrl, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await open(under.line.wsUrl, { origin: 'https://desk.example.elsewhere.example' })).toBe(403);
    const ours = await open(under.line.wsUrl, { origin: 'https://desk.example' });
    expect(ours).toBeInstanceOf(WebSocket);
    if (typeof ours !== 'number') ours.terminate();
  });

  it('hears and moves nothing at the control listener without its key', async () => {
    const socket = connect(under.line.ports.edge, '127.0.0.1');
    const heard: string[] = [];
    socket.on('data', (bytes) => heard.push(String(bytes))).on('error', () => {});
    const closed = new Promise((resolve) => { socket.once('close', resolve); });
    await new Promise((resolve) => { socket.once('connect', resolve); });
    const silent = connect(under.line.ports.edge, '127.0.0.1').on('data', (bytes) => heard.push(String(bytes))).on('error', () => {});
    await new Promise((resolve) => { silent.once('connect', resolve); });
    socket.write(asNetstring(JSON.stringify({ key: 'wrong', do: 'secret', extension: '1999', password: 'known' })));
    await closed;
    await under.agent('1001');
    expect(heard).toEqual([]);
    expect(await refusedWith('1999', 'known')).toBe('refused');
    silent.destroy();
  });
});

describe('what a carrier says of a caller', () => {
  it.each<readonly [string, readonly string[], string | null, string | null]>([
    ['the asserted number before the shown one', ['P-Asserted-Identity: <sip:+8613900000001@carrier.test>'], '+8613900000001', null],
    ['a tel: number', ['P-Asserted-Identity: <tel:+8613900000002>'], '+8613900000002', null],
    ['nothing when the caller hides', ['P-Asserted-Identity: <sip:+8613900000001@carrier.test>', 'Privacy: id'], null, null],
    ['the shown one when nothing is asserted', ['X-Call-Id: stolen', 'X-Transferred-By: 1001'], '02161234567', null],
    ['the keys pressed in a voice menu before', ['X-Keys: 2%2C1'], '02161234567', '2,1'],
  ])('central is told %s', async (_title, headers, from, keys) => {
    const since = under.central.mark();
    const gone = runSipp(under.line.sip, inviteScenario(headers, givesUpAfter(500)), { dialled: '4008201234' });
    const { call } = await under.central.next('waiting', since).catch(async (error: unknown) => { throw new Error(`${String(error)} ${(await gone).words}`); });
    expect(call).toMatchObject({ from, dialled: '4008201234', keys });
    expect(call.callId).not.toBe('stolen');
    expect((await gone).words).toContain('Successful call');
    expect((await gone).code).toBe(0);
    expect(await under.central.next('abandoned', since)).toMatchObject({ callId: call.callId });
  });
});

/** One INVITE of a carrier's, by hand. @returns the status of its first answer. */
async function statusOf(uri: string, more: readonly string[] = []): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
  const { port } = socket.address();
  const [host = '', sip = ''] = under.line.sip.split(':');
  const mark = Math.random().toString(36).slice(2);
  const answered = new Promise<number>((resolve) => { socket.on('message', (bytes) => { const status = Number(/^SIP\/2\.0 (\d{3})/.exec(String(bytes))?.[1] ?? 100); if (status > 100) resolve(status); }); });
  socket.send([`INVITE ${uri} SIP/2.0`, `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${mark};rport`, 'Max-Forwards: 70', `From: <sip:02161234567@carrier.test>;tag=${mark}`, 'To: <sip:8008201234@carrier.test>', `Call-ID: ${mark}`, 'CSeq: 1 INVITE',
    `Contact: <sip:caller@127.0.0.1:${port}>`, ...more, 'Content-Length: 0', '', ''].join('\r\n'), Number(sip), host);
  const status = await answered;
  socket.close();
  return status;
}

describe('an INVITE that cannot become a call', () => {
  it.each([
    ['names nobody', 'sip:line.careline', [], 484],
    ['is too large to be kept', 'sip:8008201234@line.careline', [`Subject: ${'A'.repeat(12_000)}`], 513],
  ])('because it %s is answered so, and central never hears of it', async (_title, uri, more, status) => {
    const since = under.central.mark();
    expect(await statusOf(uri, more)).toBe(status);
    // Whoever comes next is the first that central hears of.
    const gone = runSipp(under.line.sip, inviteScenario([], givesUpAfter(500)));
    await under.central.next('waiting', since);
    expect((await gone).code).toBe(0);
    expect(under.central.heard.slice(since).filter((message) => message.t === 'waiting')).toHaveLength(1);
    expect(under.central.faults).toEqual([]);
  });
});

it('an INVITE of nearly the largest size is kept whole', async () => {
  const since = under.central.mark();
  expect(await statusOf('sip:8008201234@line.careline', [`Subject: ${'A'.repeat(11_400)}`])).toBe(182);
  expect((await under.central.next('waiting', since)).call).toMatchObject({ from: '02161234567', dialled: '8008201234' });
});

describe('the line over TLS', () => {
  it('speaks SIP to whoever trusts its certificate', async () => {
    const ca = readFileSync(path.join(folder, 'cert.pem'));
    const secure = await open(under.line.wssUrl ?? '', { ca, checkServerIdentity: () => false });
    if (typeof secure === 'number') throw new Error(`refused: ${secure}`);
    expect(await ask(secure, 'OPTIONS', ['From: <sip:1001@line.careline>;tag=x'], 'sip:line.careline')).toBe(200);
    secure.terminate();
    await expect(open(under.line.wssUrl ?? '')).rejects.toThrow(/self-signed/);
  });
});
