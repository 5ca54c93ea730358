import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineSecret } from '../../../central/line/lineSecret.ts';
import { importDemoAgents } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { enterScopes } from '../../../central/store/scopeMembers.ts';
import type { CentralToLine, LineToCentral, WaitingCall } from '../../../shared/line/lineMessages.ts';
import type { Session } from '../../../shared/sync/sessionMessages.ts';
import { CentralProcess } from '../../support/centralProcess.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { signInAt, sitAt } from '../../support/seatAtCentral.ts';
import { sampleAgent } from '../../support/storeSamples.ts';
import { TalkingSocket } from '../../support/talkingSocket.ts';
import type { LineSocket, LiveSocket } from '../../support/testCentral.ts';

const AGENTS = 3;
const CALLERS = 12;

let db: EmptyDatabase;
let folder: string;
let centrals: CentralProcess[] = [];
let sockets: (LineSocket | LiveSocket)[] = [];
beforeEach(async () => {
  db = await emptyDatabase({ poolSize: 2 });
  folder = mkdtempSync(path.join(tmpdir(), 'careline-two-'));
  const env = { DATABASE_URL: db.url, CARELINE_LOG: 'fatal' };
  centrals = await Promise.all([CentralProcess.start(folder, env), CentralProcess.start(folder, env)]);
});
afterEach(async () => {
  for (const socket of sockets) socket.close();
  sockets = [];
  await Promise.all(centrals.map((one) => one.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
  await db?.drop();
});

/** A line that keeps its calls whatever becomes of central, and rings each desktop it is told to. */
class KeepingLine {
  readonly calls = new Map<string, { readonly call: WaitingCall; state: 'waiting' | 'ringing' | 'talking' | 'over'; extension: string | null; answeredAtMs: number | null }>();
  /** Every call that rang, and where. */
  readonly rung: string[] = [];
  /** What must never happen: a second desk for a call, a second call for a desk. */
  readonly faults: string[] = [];
  private readonly kind: 'practice' | 'kamailio';
  private readonly registered: readonly string[];
  private socket: LineSocket | null = null;
  private taken = 0;

  constructor(kind: 'practice' | 'kamailio', registered: readonly string[]) {
    this.kind = kind;
    this.registered = registered;
  }

  async connect(central: CentralProcess): Promise<void> {
    const socket: LineSocket = await TalkingSocket.open<CentralToLine, LineToCentral>(new URL('/line', central.url).href, { authorization: `Line ${lineSecret(folder)}` });
    sockets.push(socket);
    this.socket = socket;
    const standing = [...this.calls.values()];
    socket.say({
      t: 'hello', kind: this.kind, can: ['tell'], registered: [...this.registered], waiting: standing.filter((one) => one.state === 'waiting').map((one) => one.call),
      active: standing.flatMap((one) => (one.extension !== null && (one.state === 'ringing' || one.state === 'talking') ? [{ callId: one.call.callId, extension: one.extension, answeredAtMs: one.answeredAtMs }] : [])),
    });
    await socket.next('welcome');
    this.taken = 0;
    socket.socket.on('message', () => this.obey(socket));
    this.obey(socket);
  }

  arrive(count: number): void {
    for (let n = 0; n < count; n++) {
      const call: WaitingCall = { callId: randomUUID(), from: `0216111${String(1000 + this.calls.size)}`, dialled: '8008201234', keys: null, arrivedAtMs: Date.now() - 1000 + this.calls.size };
      this.calls.set(call.callId, { call, state: 'waiting', extension: null, answeredAtMs: null });
      this.socket?.say({ t: 'waiting', call });
    }
  }

  private obey(socket: LineSocket): void {
    while (this.taken < socket.heard.length) {
      const message = socket.heard[this.taken++];
      if (message?.t !== 'offer') continue;
      const known = this.calls.get(message.callId);
      const busy = [...this.calls.values()].find((one) => one.extension === message.extension && (one.state === 'ringing' || one.state === 'talking'));
      if (known === undefined || known.state !== 'waiting') this.faults.push(`a call that ${known?.state ?? 'nobody knows'} was offered`);
      if (busy !== undefined) this.faults.push('a desk that has a call was offered another');
      if (known === undefined || known.state !== 'waiting' || busy !== undefined) continue;
      known.state = 'ringing';
      known.extension = message.extension;
      this.rung.push(message.callId);
      socket.say({ t: 'ringing', callId: message.callId, extension: message.extension });
    }
  }

  /** Everything that rings is answered; what is talked is over when `end` says so. */
  answerAll(): void {
    for (const one of this.calls.values()) {
      if (one.state !== 'ringing' || one.extension === null) continue;
      one.state = 'talking';
      one.answeredAtMs = Date.now();
      this.socket?.say({ t: 'answered', callId: one.call.callId, extension: one.extension, atMs: one.answeredAtMs });
    }
  }

  endAll(): void {
    for (const one of this.calls.values()) {
      if (one.state !== 'talking' || one.extension === null) continue;
      one.state = 'over';
      this.socket?.say({ t: 'ended', callId: one.call.callId, extension: one.extension, by: 'customer', atMs: Date.now() });
    }
  }

  count(state: string): number {
    return [...this.calls.values()].filter((one) => one.state === state).length;
  }
}

interface Seat { readonly session: Session; live: LiveSocket }

async function sit(central: CentralProcess, session: Session): Promise<LiveSocket> {
  const live = await sitAt(central, session);
  sockets.push(live);
  return live;
}

describe('two centrals on one store, the first killed with callers waiting', () => {
  it.each(['practice', 'kamailio'] as const)('on the %s line: the second goes on, no caller is lost, none rings twice, and the longest waiting is first', async (kind) => {
    const [first, second] = centrals;
    if (first === undefined || second === undefined) throw new Error('two centrals');
    const agents = Array.from({ length: AGENTS }, () => sampleAgent());
    await inTransaction(db.pool, async (client) => {
      await importDemoAgents(client, agents);
      await enterScopes(client, Date.now());
    });
    const line = new KeepingLine(kind, agents.map((agent) => agent.extension));
    await line.connect(first);
    const seats: Seat[] = [];
    for (const agent of agents) {
      const session = await signInAt(first, agent.number);
      const live = await sit(first, session);
      live.say({ t: 'choose', state: { kind: 'available' }, next: false });
      seats.push({ session, live });
    }

    line.arrive(CALLERS);
    await expect.poll(() => line.count('ringing'), { timeout: 15_000 }).toBe(AGENTS);
    // At one desk it is answered, at the others it rings, nine wait: then the central that has the line dies.
    const answered = [...line.calls.values()].find((one) => one.state === 'ringing');
    if (answered === undefined) throw new Error('nothing rings');
    await first.end('SIGKILL');
    answered.state = 'talking';
    answered.answeredAtMs = Date.now();
    // Two more ring while there is no central to tell.
    line.arrive(2);

    await line.connect(second);
    for (const seat of seats) seat.live = await sit(second, seat.session);
    expect(line.faults).toEqual([]);
    // From here on calls are answered and over as they come; every desk finishes what it talked.
    await expect.poll(() => {
      line.answerAll();
      line.endAll();
      // Said again and again: the line's word that the talk is over may come later than the desk's that its wrap-up is.
      for (const seat of seats) for (const { call, state } of line.calls.values()) if (state === 'over') seat.live.say({ t: 'finished', callId: call.callId });
      return line.count('over');
    }, { timeout: 40_000, interval: 200 }).toBe(CALLERS + 2);

    expect(line.faults).toEqual([]);
    expect(line.rung).toHaveLength(CALLERS + 2);
    expect(new Set(line.rung).size).toBe(CALLERS + 2);
    const arrived = [...line.calls.keys()];
    // Three at a time, in the order in which they came.
    const places = line.rung.map((id) => arrived.indexOf(id));
    for (const [at, place] of places.entries()) expect(Math.abs(place - at)).toBeLessThan(AGENTS);
    await expect.poll(async () => (await db.pool.query('SELECT state, count(*)::int AS n FROM call GROUP BY 1')).rows, { timeout: 8000 }).toEqual([{ state: 'ended', n: CALLERS + 2 }]);
  }, 120_000);

  it('and only the one the line spoke to last offers its calls', async () => {
    const [first, second] = centrals;
    if (first === undefined || second === undefined) throw new Error('two centrals');
    const agent = sampleAgent();
    await inTransaction(db.pool, async (client) => {
      await importDemoAgents(client, [agent]);
      await enterScopes(client, Date.now());
    });
    const line = new KeepingLine('practice', [agent.extension]);
    await line.connect(first);
    line.arrive(1);
    await expect.poll(async () => (await db.pool.query("SELECT count(*)::int AS n FROM call WHERE state = 'waiting'")).rows[0]?.n, { timeout: 8000 }).toBe(1);
    const hasLine = async (): Promise<readonly number[]> => await Promise.all([first, second].map(async ({ url }) => (await fetch(new URL('/healthz/line', url))).status));
    expect(await hasLine()).toEqual([200, 503]);
    // The network moved it: the first central has not noticed that its end is dead.
    const stale = sockets[0] as LineSocket;
    await line.connect(second);
    const live = await sit(first, await signInAt(first, agent.number));
    live.say({ t: 'choose', state: { kind: 'available' }, next: false });
    await expect.poll(() => line.count('ringing'), { timeout: 10_000 }).toBe(1);
    expect(stale.heard.filter((message) => message.t === 'offer')).toEqual([]);
    expect(line.rung).toHaveLength(1);
  });
});
