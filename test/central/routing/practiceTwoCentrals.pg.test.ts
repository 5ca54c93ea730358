import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importDemoAgents } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { enterScopes } from '../../../central/store/scopeMembers.ts';
import { must } from '../../../shared/language/must.ts';
import type { Session } from '../../../shared/sync/sessionMessages.ts';
import { CentralProcess } from '../../support/centralProcess.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { FrailWire } from '../../support/frailWire.ts';
import { LineProcess } from '../../support/lineProcess.ts';
import { signInAt, sitAt } from '../../support/seatAtCentral.ts';
import { sampleAgent } from '../../support/storeSamples.ts';
import type { LiveSocket } from '../../support/testCentral.ts';
import { AGENT_HZ, type AgentPhone } from '../../support/twoPhonesOneWire.ts';

const AGENTS = 2;
const CALLERS = 6;

let db: EmptyDatabase;
let folder: string;
let centrals: CentralProcess[] = [];
let line: LineProcess;
/** What stands between the line and the centrals, as a load balancer does. */
let wire: FrailWire;
let phones: AgentPhone[] = [];
let sockets: LiveSocket[] = [];
beforeEach(async () => {
  db = await emptyDatabase({ poolSize: 2 });
  folder = mkdtempSync(path.join(tmpdir(), 'careline-two-'));
  const env = { DATABASE_URL: db.url, CARELINE_LOG: 'fatal' };
  // One after the other: the first makes the line's secret.
  centrals = [await CentralProcess.start(folder, env), await CentralProcess.start(folder, env)];
  wire = new FrailWire();
  await wire.lay(Number(new URL(must(centrals[0], 'central').url).port));
  line = new LineProcess(folder);
  await line.start({ CARELINE_CENTRAL_URL: `http://127.0.0.1:${wire.port}` });
}, 60_000);
afterEach(async () => {
  for (const socket of sockets) socket.close();
  await Promise.all(phones.map((phone) => phone.stop()));
  [sockets, phones] = [[], []];
  await line?.end('SIGKILL');
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

const ring = async (n: number): Promise<string> => ((await line.control('POST', '/ring', { from: `0216111000${n}`, dialled: '8008201234', persona: 'tone:440,long' })).body as { callId: string }).callId;
const inStore = async () => new Map((await db.pool.query('SELECT id, state, told, offers FROM call')).rows.map((row) => [row.id as string, row as { state: string; told: string | null; offers: number }]));

describe('two centrals and the practice line as it runs, the first central killed with callers waiting', () => {
  it('loses nobody and rings nobody twice: who talks talks on, who waits is put to an agent by the second, and who pressed the key meanwhile keeps the place', async () => {
    const [first, second] = [must(centrals[0], 'central'), must(centrals[1], 'central')];
    const agents = Array.from({ length: AGENTS }, () => sampleAgent());
    await inTransaction(db.pool, async (client) => {
      await importDemoAgents(client, agents);
      await enterScopes(client, Date.now());
    });
    const seats: { readonly session: Session; live: LiveSocket; readonly phone: AgentPhone }[] = [];
    for (const agent of agents) {
      const phone = await line.agent(agent.extension);
      phones.push(phone);
      const session = await signInAt(first, agent.number);
      const live = await sit(first, session);
      live.say({ t: 'choose', state: { kind: 'available' }, next: false });
      await live.next('presence', (message) => message.presence.state.kind === 'available');
      seats.push({ session, live, phone });
    }

    const callers: string[] = [];
    for (let n = 0; n < CALLERS; n++) callers.push(await ring(n));
    const ringingAt = (phone: AgentPhone): string | undefined => phone.phone.calls.find((call) => call.state === 'ringing')?.id;
    await expect.poll(() => phones.filter((phone) => ringingAt(phone) !== undefined).length, { timeout: 15_000 }).toBe(AGENTS);
    // One talks, at the other desk it rings, four wait: then the central that has the line dies.
    const talks = must(phones[0], 'phone');
    const talk = must(ringingAt(talks), 'call');
    expect(await talks.phone.answer(talk)).toMatchObject({ ok: true });
    await line.untilCall(talk, 'sound', (call) => call.heardHz === AGENT_HZ);
    wire.cut();
    await first.end('SIGKILL');

    // Without central: the talk goes on, one more rings, and one who waits presses the key.
    const before = must((await line.calls()).find((call) => call.callId === talk), 'call').rxPackets;
    await line.untilCall(talk, 'sound without central', (call) => call.rxPackets > before + 10 && call.heardHz === AGENT_HZ);
    callers.push(await ring(CALLERS));
    const keeps = must(callers[CALLERS - 1], 'caller');
    expect(await line.control('POST', `/calls/${keeps}/keys`, { keys: '1' })).toMatchObject({ status: 200 });

    await wire.lay(Number(new URL(second.url).port));
    wire.mend();
    for (const seat of seats) seat.live = await sit(second, seat.session);
    await line.untilCall(keeps, 'the place is kept', (call) => call.told === 'callback-kept');

    // From here on what rings is answered, what is talked is over, and what is over is written up.
    const rungAt = new Map<string, Set<number>>();
    await expect.poll(async () => {
      for (const [place, { phone, live }] of seats.entries()) {
        for (const call of phone.phone.calls) {
          rungAt.set(call.id, (rungAt.get(call.id) ?? new Set()).add(place));
          if (call.state === 'ringing') await phone.phone.answer(call.id);
          else if (call.state === 'talking') await line.control('POST', `/calls/${call.id}/hangup`);
          else if (call.state === 'ended') live.say({ t: 'finished', callId: call.id });
        }
      }
      const store = await inStore();
      return callers.filter((id) => store.get(id)?.state === 'ended').length;
    }, { timeout: 60_000, interval: 200 }).toBe(callers.length - 1);

    // Each rang at one desk, once.
    const store = await inStore();
    expect(callers.filter((id) => id !== keeps).map((id) => [store.get(id)?.offers, rungAt.get(id)?.size])).toEqual(callers.slice(1).map(() => [1, 1]));
    expect(store.size).toBe(callers.length);
    expect(store.get(keeps)).toMatchObject({ told: 'callback-kept' });
    expect((await db.pool.query('SELECT b.state, b.number, b.permission_reason FROM callback b JOIN call c ON c.callback_id = b.id WHERE c.id = $1', [keeps])).rows).toEqual([
      { state: 'open', number: `+86216111000${CALLERS - 1}`, permission_reason: 'missed-call-return' },
    ]);
  }, 150_000);
});
