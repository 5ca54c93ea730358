import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LINE_DOMAIN, type RealLine, startRealLine } from '../../build/line/realLine.mjs';
import { linePassword } from '../../central/line/linePassword.ts';
import { lineSecret } from '../../central/line/lineSecret.ts';
import { importDemoAgents } from '../../central/store/importHouseholds.ts';
import { inTransaction } from '../../central/store/inTransaction.ts';
import { enterScopes } from '../../central/store/scopeMembers.ts';
import { must } from '../../shared/language/must.ts';
import type { Session } from '../../shared/sync/sessionMessages.ts';
import { CentralProcess } from '../support/centralProcess.ts';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';
import { FrailWire } from '../support/frailWire.ts';
import { MUSIC_HZ } from '../support/line/lineUnderTest.ts';
import { OutsideCaller } from '../support/line/outsideCaller.ts';
import { inviteScenario, runSipp, type SippEnd, talksToTheEnd } from '../support/line/sippCaller.ts';
import { signInAt, sitAt } from '../support/seatAtCentral.ts';
import { sampleAgent } from '../support/storeSamples.ts';
import type { LiveSocket } from '../support/testCentral.ts';
import { writeToneFile } from '../support/toneFile.ts';
import { AGENT_HZ, AgentPhone, until } from '../support/twoPhonesOneWire.ts';

const AGENTS = 2;
/** Of sipp's, waiting while the central dies, and one who comes while there is none. */
const WAITING = 4;
const PATIENCE_MS = 20_000;
const WHOLE_MS = 120_000;

let db: EmptyDatabase;
let folder: string;
let centrals: CentralProcess[] = [];
let line: RealLine;
/** What stands between the line and the centrals, as a load balancer does. */
let wire: FrailWire;
let phones: AgentPhone[] = [];
let sockets: LiveSocket[] = [];
let outside: OutsideCaller[] = [];
beforeEach(async () => {
  db = await emptyDatabase({ poolSize: 2 });
  folder = mkdtempSync(path.join(tmpdir(), 'careline-two-'));
  // Nobody signs in at a desktop here: the telephones know their line.
  const env = { DATABASE_URL: db.url, CARELINE_LOG: 'fatal', CARELINE_DEMO: '0', CARELINE_LINE_KIND: 'kamailio', CARELINE_LINE_URL: 'ws://127.0.0.1:1', CARELINE_LINE_DOMAIN: LINE_DOMAIN };
  // One after the other: the first makes the line's secret.
  centrals = [await CentralProcess.start(folder, env), await CentralProcess.start(folder, env)];
  wire = new FrailWire();
  await wire.lay(Number(new URL(must(centrals[0], 'central').url).port));
  const music = path.join(folder, 'music.wav');
  writeToneFile(music, MUSIC_HZ, 4, 8000);
  line = await startRealLine({ dataDir: folder, centralUrl: `http://127.0.0.1:${wire.port}`, secret: lineSecret(folder), anyPorts: true, music });
}, 120_000);
afterEach(async () => {
  for (const socket of sockets) socket.close();
  await Promise.all(phones.map((phone) => phone.stop()));
  await Promise.all(outside.map((caller) => caller.close()));
  [sockets, phones, outside] = [[], [], []];
  await line?.stop();
  await wire?.remove();
  await Promise.all(centrals.map((one) => one.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
  await db?.drop();
});

async function sit(central: CentralProcess, session: Session): Promise<LiveSocket> {
  const live = await sitAt(central, session);
  sockets.push(live);
  return live;
}

/** An agent's telephone. Who may register the line has from central: till then it is asked again. */
async function register(extension: string): Promise<AgentPhone> {
  const phone = new AgentPhone();
  phones.push(phone);
  await phone.phone.start({ kind: 'kamailio', url: line.wsUrl, domain: line.domain, user: extension, password: linePassword(lineSecret(folder), extension) });
  await until(`${extension} registered`, () => phone.phone.registered, PATIENCE_MS);
  return phone;
}

async function ring(number: string): Promise<OutsideCaller> {
  const caller = await OutsideCaller.open(line.sip, number);
  outside.push(caller);
  caller.call('8008201234');
  return caller;
}
const waitToTheEnd = (calls: number): Promise<SippEnd> => runSipp(line.sip, inviteScenario([], talksToTheEnd(WHOLE_MS)), { calls, withinMs: WHOLE_MS });

interface StoredCall { readonly id: string; readonly state: string; readonly told: string | null; readonly offers: number; readonly number: string | null }
const inStore = async (): Promise<readonly StoredCall[]> => (await db.pool.query<StoredCall>('SELECT id, state, told, offers, number FROM call')).rows;

describe('two centrals and the real line, the first central killed with callers waiting', () => {
  it('loses nobody and rings nobody twice: who talks talks on, who waits is put to an agent by the second, and who pressed the key meanwhile keeps the place', async () => {
    const [first, second] = [must(centrals[0], 'central'), must(centrals[1], 'central')];
    const agents = Array.from({ length: AGENTS }, () => sampleAgent());
    await inTransaction(db.pool, async (client) => {
      await importDemoAgents(client, agents);
      await enterScopes(client, Date.now());
    });
    const seats: { readonly session: Session; live: LiveSocket; readonly phone: AgentPhone }[] = [];
    for (const agent of agents) {
      const phone = await register(agent.extension);
      const session = await signInAt(first, agent.number);
      const live = await sit(first, session);
      live.say({ t: 'choose', state: { kind: 'available' }, next: false });
      await live.next('presence', (message) => message.presence.state.kind === 'available');
      seats.push({ session, live, phone });
    }
    const ringingAt = (phone: AgentPhone): string | undefined => phone.phone.calls.find((call) => call.state === 'ringing')?.id;

    // One talks, at the other desk it rings, the others wait: then the central that has the line dies.
    const talker = await ring('02161110000');
    await expect.poll(() => phones.filter((phone) => ringingAt(phone) !== undefined).length, { timeout: PATIENCE_MS }).toBe(1);
    const talks = must(phones.find((phone) => ringingAt(phone) !== undefined), 'phone');
    const talk = must(ringingAt(talks), 'call');
    expect(await talks.phone.answer(talk)).toMatchObject({ ok: true });
    await until('the caller hears the agent', () => talker.heardHz([MUSIC_HZ, AGENT_HZ]) === AGENT_HZ, PATIENCE_MS);
    const waited = waitToTheEnd(WAITING);
    await expect.poll(async () => (await inStore()).length, { timeout: PATIENCE_MS }).toBe(1 + WAITING);
    await expect.poll(() => phones.filter((phone) => ringingAt(phone) !== undefined).length, { timeout: PATIENCE_MS }).toBe(1);
    const keeper = await ring('02161110001');
    await expect.poll(async () => (await inStore()).length, { timeout: PATIENCE_MS }).toBe(2 + WAITING);
    await until('who waits hears music', () => keeper.heardHz([MUSIC_HZ, AGENT_HZ]) === MUSIC_HZ, PATIENCE_MS);
    wire.cut();
    await first.end('SIGKILL');

    // Without central: the talk goes on, one more rings, and one who waits presses the key.
    const before = talker.packetsHeard;
    await until('sound without central', () => talker.packetsHeard > before + 50 && talker.heardHz([MUSIC_HZ, AGENT_HZ]) === AGENT_HZ, PATIENCE_MS);
    const late = waitToTheEnd(1);
    keeper.press('1');

    await wire.lay(Number(new URL(second.url).port));
    wire.mend();
    for (const seat of seats) seat.live = await sit(second, seat.session);
    const everybody = 3 + WAITING;

    // From here on what rings is answered, what is talked is over, and what is over is written up.
    const rungAt = new Map<string, Set<number>>();
    await expect.poll(async () => {
      for (const [place, { phone, live }] of seats.entries()) {
        for (const call of phone.phone.calls) {
          rungAt.set(call.id, (rungAt.get(call.id) ?? new Set()).add(place));
          if (call.state === 'ringing') await phone.phone.answer(call.id);
          else if (call.state === 'talking') await phone.phone.hangUp(call.id);
          else if (call.state === 'ended') live.say({ t: 'finished', callId: call.id });
        }
      }
      return (await inStore()).filter((call) => call.state === 'ended').length;
    }, { timeout: WHOLE_MS, interval: 200 }).toBe(everybody - 1);

    // Each was answered at one desk and rung there once; nobody outside was turned away or hung up on but by an agent.
    const store = await inStore();
    const keeps = must(store.find((call) => call.told === 'callback-kept'), 'the place that was kept');
    expect(keeps.number).toBe('02161110001');
    expect(store).toHaveLength(everybody);
    expect(store.filter((call) => call !== keeps).map((call) => [call.offers, rungAt.get(call.id)?.size])).toEqual(Array.from({ length: everybody - 1 }, () => [1, 1]));
    expect(rungAt.get(keeps.id)).toBeUndefined();
    expect([(await waited).code, (await late).code]).toEqual([0, 0]);
    await talker.next('CALL_CLOSED');
    await keeper.next('CALL_CLOSED');
    expect((await db.pool.query('SELECT b.state, b.number, b.permission_reason FROM callback b JOIN call c ON c.callback_id = b.id WHERE c.id = $1', [keeps.id])).rows).toEqual([
      { state: 'open', number: '+862161110001', permission_reason: 'missed-call-return' },
    ]);
  }, 240_000);
});
