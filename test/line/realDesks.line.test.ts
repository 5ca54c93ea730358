import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LINE_DOMAIN, type RealLine, startRealLine } from '../../build/line/realLine.mjs';
import { type Service, startCentral } from '../../build/services.mjs';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { linePassword } from '../../central/line/linePassword.ts';
import { lineSecret } from '../../central/line/lineSecret.ts';
import { importDemoAgents, importHouseholds } from '../../central/store/importHouseholds.ts';
import { inTransaction } from '../../central/store/inTransaction.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { enterScopes } from '../../central/store/scopeMembers.ts';
import { Desk, DESK_TONE_HZ } from '../support/careline.ts';
import { answer, eventually, signIn } from '../support/deskSteps.ts';
import { MUSIC_HZ } from '../support/line/lineUnderTest.ts';
import { HandMadePhone } from '../support/line/handMadePhone.ts';
import { CALLER_HZ, OutsideCaller } from '../support/line/outsideCaller.ts';
import { measureSound } from '../support/listenOutside.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';
import { sampleAgent, sampleCustomer, sampleHousehold, sampleInteraction, samplePhone } from '../support/storeSamples.ts';
import { writeToneFile } from '../support/toneFile.ts';

/** Central, its store and two desktops as they are, on the line as it is; only the callers are ours. */
const SECOND_HZ = 780;
const TONES = [MUSIC_HZ, DESK_TONE_HZ, SECOND_HZ];

let dataDir: string;
let line: RealLine;
let central: Service;
let port: string;
let carrierPort: string;
let pool: Pool;
let first: Desk;
let second: Desk;
const callers: OutsideCaller[] = [];

const freePort = (): Promise<string> => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => { const address = server.address(); server.close(() => resolve(String(typeof address === 'object' ? address?.port : 0))); });
});
const startAgain = (): Promise<Service> => startCentral({
  dataDir, demo: false, quiet: true,
  env: { DATABASE_URL: undefined, CARELINE_PORT: port, CARELINE_LINE_KIND: 'kamailio', CARELINE_LINE_URL: line.wsUrl, CARELINE_LINE_DOMAIN: LINE_DOMAIN },
});

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'careline-real-'));
  const music = path.join(dataDir, 'music.wav');
  writeToneFile(music, MUSIC_HZ, 4, 8000);
  [port, carrierPort] = [await freePort(), await freePort()];
  line = await startRealLine({ trunkHost: `127.0.0.1:${carrierPort}`, dataDir, centralUrl: `http://127.0.0.1:${port}`, secret: lineSecret(dataDir), anyPorts: true, music });
  central = await startAgain();
  pool = openPool(String(central.ready['databaseUrl']), () => {});
  await inTransaction(pool, async (client) => {
    await importDemoAgents(client, ['2001', '2002'].map((number) => ({ ...sampleAgent({ number, extension: number }), password: `demo-${number}` })));
    await enterScopes(client, Date.now());
  });
  await pool.query('UPDATE policy SET ring_seconds = 8');
}, 180_000);
afterEach(async ({ task }) => {
  await pictureOfFailure(task, [first, second]);
  for (const caller of callers.splice(0)) await caller.close();
});
afterAll(async () => {
  await first?.close();
  await second?.close();
  await pool?.end();
  await line?.stop();
  await central?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function outside(number?: string, reachedAt: number | null = null): Promise<OutsideCaller> {
  const caller = await OutsideCaller.open(line.sip, number, reachedAt);
  callers.push(caller);
  return caller;
}
async function ring(number?: string): Promise<OutsideCaller> {
  const caller = await outside(number);
  caller.call('8008201234');
  return caller;
}
const hears = (caller: OutsideCaller, hz: number): Promise<unknown> => eventually(async () => caller.heardHz(TONES), (heard) => heard === hz, 30_000);
const deskHears = (desk: Desk): Promise<unknown> =>
  eventually(() => desk.page.evaluate(measureSound), (sound) => sound.hz !== null && Math.abs(sound.hz - CALLER_HZ) < 15 && sound.packetsReceived > 10 && sound.packetsSent > 10, 30_000);
const rings = (desk: Desk): Promise<unknown> => desk.page.waitForSelector('[data-testid=answer]', { timeout: 30_000 });
const callRow = async (): Promise<{ state: string; ended_by: string | null; number: string | null; agent: string | null } | undefined> =>
  (await pool.query<{ state: string; ended_by: string | null; number: string | null; agent: string | null }>(
    'SELECT c.state, c.ended_by, c.number, a.number AS agent FROM call c LEFT JOIN agent a ON a.id = c.agent_id ORDER BY c.arrived_at_ms DESC LIMIT 1')).rows[0];

/** Two desktops that nobody has signed in at. */
async function openDesks(): Promise<void> {
  await first?.close();
  await second?.close();
  first = await Desk.open(String(central.ready['url']));
  second = await Desk.open(String(central.ready['url']), { toneHz: SECOND_HZ });
}

/** Signs in 「登录后直接示闲」: should somebody wait, it rings at once. */
async function signInReady(desk: Desk, number: string): Promise<void> {
  await desk.page.locator('.sign-in-form input[type=checkbox]').check();
  await signIn(desk, number);
}

describe('real desktops on the real line', () => {
  it('a caller who waits to music comes to the agent who signs in, does not get an answer there, and comes to the next', async () => {
    await openDesks();
    const caller = await ring('13800001111');
    await hears(caller, MUSIC_HZ);
    await signInReady(first, '2001');
    await rings(first);
    await signInReady(second, '2002');
    await rings(second);
    expect(await first.page.locator('[data-testid=answer]').count()).toBe(0);
    await answer(second);
    await hears(caller, SECOND_HZ);
    await deskHears(second);
    expect(await callRow()).toMatchObject({ state: 'talking', number: '13800001111', agent: '2002' });
    await second.page.keyboard.press('F3');
    await second.page.waitForSelector('[data-testid=call-strip][data-state=held]');
    await eventually(async () => caller.heardHz(TONES), (heard) => heard !== SECOND_HZ);
    await second.page.keyboard.press('F3');
    await second.page.waitForSelector('[data-testid=call-strip][data-state=talking]');
    await deskHears(second);

    // Central dies and comes back under the call; so does the page that plays its sound.
    const gone = new Promise((resolve) => { central.child.once('exit', resolve); });
    central.child.kill('SIGKILL');
    await gone;
    await deskHears(second);
    central = await startAgain();
    await pool.end();
    // PostgreSQL may have been started anew with it, and elsewhere.
    pool = openPool(String(central.ready['databaseUrl']), () => {});
    await eventually(async () => (await fetch(new URL('/healthz', String(central.ready['url'])))).ok, (ok) => ok);
    await second.reload();
    await second.page.waitForSelector('[data-testid=call-strip][data-state=talking]', { timeout: 30_000 });
    await deskHears(second);
    await eventually(callRow, (row) => row?.state === 'talking' && row.agent === '2002');

    caller.hangUp();
    await second.page.waitForSelector('[data-testid=call-strip][data-state=wrap-up]', { timeout: 30_000 });
    await eventually(callRow, (row) => row?.state === 'ended' && row.ended_by === 'customer');
  }, 240_000);

  it('a caller who hangs up while nobody is free is a missed call in the store', async () => {
    const caller = await ring('13800002222');
    await eventually(callRow, (row) => row?.number === '13800002222' && row.state === 'waiting');
    caller.hangUp();
    await eventually(callRow, (row) => row?.number === '13800002222' && row.state === 'abandoned');
  });

  it('an INVITE written by hand is judged by central, refused, and written down for the supervisor', async () => {
    const phone = await HandMadePhone.register({ url: line.wsUrl, domain: LINE_DOMAIN, user: '2001', password: linePassword(lineSecret(dataDir), '2001') });
    const uri = `sip:+8613800003333@${LINE_DOMAIN}`;
    expect(await phone.ask('INVITE', uri, { headers: ['X-Call-Id: by-hand'] })).toEqual({ status: 403, reason: 'SIP;cause=403;text="no-reason"' });
    expect(await phone.ask('INVITE', uri, { headers: ['X-Call-Id: by-hand-too', 'X-Permission: test'] })).toEqual({ status: 403, reason: 'SIP;cause=403;text="no-reason"' });
    expect((await pool.query('SELECT d.line, d.call_id, d.reason, d.refusal, d.rang, a.number FROM refused_dial d JOIN agent a ON a.id = d.agent_id ORDER BY d.id')).rows).toEqual([
      { line: 'kamailio', call_id: 'by-hand', reason: null, refusal: 'no-reason', rang: false, number: '2001' },
      { line: 'kamailio', call_id: 'by-hand-too', reason: null, refusal: 'no-reason', rang: false, number: '2001' },
    ]);
    phone.close();
  });

  it('a family that was rung often enough is not rung, and is for a named reason, which is written down', async () => {
    const nowMs = Date.now();
    const household = sampleHousehold({ phoneConsentUntilMs: nowMs + 90 * DAY_MS });
    const number = '+8613800004444';
    const tried = [1, 2, 3].map((days) => sampleInteraction(household.id, { kind: 'call-out', outcome: 'no-answer', talkSeconds: null, number, startedAtMs: nowMs - days * DAY_MS }));
    await pool.query('UPDATE policy SET call_from_minute = 0, call_to_minute = 1440');
    await inTransaction(pool, async (client) => {
      await importHouseholds(client, [{
        household, phones: [samplePhone(number)], customers: [sampleCustomer(household.id, { channelAttitude: {} })], interactions: tried,
        children: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [],
      }]);
      await enterScopes(client, nowMs);
    });
    const customer = await outside(number, Number(carrierPort));
    const phone = await HandMadePhone.register({ url: line.wsUrl, domain: LINE_DOMAIN, user: '2001', password: linePassword(lineSecret(dataDir), '2001') });
    const ask = (callId: string, more: string) => phone.ask('INVITE', `sip:${number}@${LINE_DOMAIN}`, { headers: [`X-Call-Id: ${callId}`, `X-Permission: form-consent;household=${household.id}${more}`] });
    expect(await ask('once-too-often', '')).toEqual({ status: 403, reason: 'SIP;cause=403;text="too-often"' });
    const rung = ask('for-a-reason', ';overrule=safety');
    await customer.next('CALL_INCOMING');
    expect((await pool.query('SELECT d.line, d.call_id, d.overruled, d.because, a.number FROM overruled_dial d JOIN agent a ON a.id = d.agent_id')).rows).toEqual([
      { line: 'kamailio', call_id: 'for-a-reason', overruled: 'too-often', because: 'safety', number: '2001' },
    ]);
    customer.hangUp();
    expect((await rung).status).toBeGreaterThanOrEqual(400);
    expect(customer.events.filter(({ type }) => type === 'CALL_INCOMING')).toHaveLength(1);
    phone.close();
  });
});
