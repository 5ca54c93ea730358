import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LINE_DOMAIN, type RealLine, startRealLine } from '../../build/line/realLine.mjs';
import { type Service, startCentral } from '../../build/services.mjs';
import { lineSecret } from '../../central/line/lineSecret.ts';
import { importDemoAgents } from '../../central/store/importHouseholds.ts';
import { inTransaction } from '../../central/store/inTransaction.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { enterScopes } from '../../central/store/scopeMembers.ts';
import { Desk, DESK_TONE_HZ } from '../support/careline.ts';
import { answer, eventually, signIn } from '../support/deskSteps.ts';
import { MUSIC_HZ } from '../support/line/lineUnderTest.ts';
import { CALLER_HZ, OutsideCaller } from '../support/line/outsideCaller.ts';
import { measureSound } from '../support/listenOutside.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';
import { sampleAgent } from '../support/storeSamples.ts';
import { writeToneFile } from '../support/toneFile.ts';

/** Central, its store and two desktops as they are, on the line as it is; only the callers are ours. */
const SECOND_HZ = 780;
const TONES = [MUSIC_HZ, DESK_TONE_HZ, SECOND_HZ];

let dataDir: string;
let line: RealLine;
let central: Service;
let port: string;
let pool: Pool;
let first: Desk;
let second: Desk;
const callers: OutsideCaller[] = [];

const startAgain = (): Promise<Service> => startCentral({
  dataDir, demo: false, quiet: true,
  env: { DATABASE_URL: undefined, CARELINE_PORT: port, CARELINE_LINE_KIND: 'kamailio', CARELINE_LINE_URL: line.wsUrl, CARELINE_LINE_DOMAIN: LINE_DOMAIN },
});

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'careline-real-'));
  const music = path.join(dataDir, 'music.wav');
  writeToneFile(music, MUSIC_HZ, 4, 8000);
  port = await new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => { const address = server.address(); server.close(() => resolve(String(typeof address === 'object' ? address?.port : 0))); });
  });
  line = await startRealLine({ dataDir, centralUrl: `http://127.0.0.1:${port}`, secret: lineSecret(dataDir), anyPorts: true, music });
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

async function ring(number?: string): Promise<OutsideCaller> {
  const caller = await OutsideCaller.open(line.sip, number);
  callers.push(caller);
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
});
