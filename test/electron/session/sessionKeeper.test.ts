import { describe, expect, it } from 'vitest';
import { type SessionKeeperParts, SessionKeeper } from '../../../electron/session/sessionKeeper.ts';
import { ReadinessBoard } from '../../../electron/readiness/readinessBoard.ts';
import { SAMPLE_STORE_KEY, sampleCall } from '../../support/deskSamples.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { Session } from '../../../shared/sync/sessionMessages.ts';
import type { AgentPresence } from '../../../shared/agents/agentState.ts';

/** A central that answers each `finished` as the real one does: with the presence as it stands. */
function keeperWith(presenceNow: () => AgentPresence) {
  const sent: unknown[] = [];
  const live = {
    send: (message: { t: string }) => {
      sent.push(message);
      if (sent.length < 200 && message.t === 'finished') keeper.heard({ t: 'presence', presence: presenceNow() }, 0);
      return true;
    },
  };
  const parts = { live, window: { tell: () => {} }, board: new ReadinessBoard(() => {}, () => 0) };
  const keeper: SessionKeeper = new SessionKeeper(parts as unknown as SessionKeeperParts);
  return { keeper, sent };
}

describe('SessionKeeper', () => {
  it('tells central again what was finished when it still says wrap-up, once for each change and not for ever', () => {
    const presence: AgentPresence = { state: { kind: 'wrap-up' }, sinceMs: 1_790_000_000_000, next: null, seq: 7 };
    const { keeper, sent } = keeperWith(() => presence);
    keeper.finished('call-1');
    keeper.finished('call-2');
    keeper.heard({ t: 'presence', presence }, 0);
    expect(sent.length).toBeLessThanOrEqual(6);
    const before = sent.length;
    keeper.heard({ t: 'presence', presence: { ...presence, seq: 8 } }, 0);
    expect(sent.length - before).toBeGreaterThanOrEqual(2);
    expect(sent.length).toBeLessThan(20);
  });

  it('ends the watch of the floor when a page is loaded anew, for that page could not say so', () => {
    const sent: unknown[] = [];
    const keeper = new SessionKeeper({ live: { centralSchema: 2, send: (message: unknown) => { sent.push(message); return true; } } } as unknown as SessionKeeperParts);
    keeper.forgetFloor();
    keeper.watchFloor(true);
    keeper.forgetFloor();
    keeper.forgetFloor();
    expect(sent).toEqual([{ t: 'floor', on: true }, { t: 'floor', on: false }]);
  });

  it('hands on what central tells of the floor as it tells it, for as long as the page looks at it', () => {
    const told: unknown[] = [];
    const window = { tell: (name: string, fact: unknown) => { told.push([name, fact]); } };
    const keeper = new SessionKeeper({ live: { centralSchema: 2, send: () => true }, window } as unknown as SessionKeeperParts);
    const news = { atMs: 1, queues: [], promisesNow: { due: 0, kept: 0 }, promisesBefore: { due: 0, kept: 0 }, agents: [], items: [], unfinished: 0, whole: false, goneAgents: ['x'], goneItems: [] };
    keeper.heard({ t: 'floor', news }, 5);
    keeper.watchFloor(true);
    keeper.heard({ t: 'floor', news }, 6);
    keeper.watchFloor(false);
    keeper.heard({ t: 'floor', news }, 7);
    expect(told).toEqual([['floor:changed', { news, atMs: 6 }]]);
  });

  it('says once that central asks for a newer program than this one, and that it does so no more', () => {
    const told: unknown[] = [];
    const window = { tell: (name: string, fact: unknown) => { if (name === 'desktop:outdated') told.push(fact); } };
    const keeper = new SessionKeeper({ live: { send: () => true }, window, version: '0.1.0' } as unknown as SessionKeeperParts);
    const hello = (minimumDesktop?: string): void => { keeper.heard({ t: 'hello', serverTimeMs: 0, presence: { state: { kind: 'available' }, sinceMs: 0, next: null, seq: 1 }, ...(minimumDesktop === undefined ? {} : { minimumDesktop }) }, 0); };
    hello();
    hello('0.1.0');
    expect(told).toEqual([]);
    hello('0.2.0');
    hello('0.2.0');
    expect(told).toEqual([{ outdated: { minimum: '0.2.0', isServed: true } }]);
    hello('0.1.0');
    expect(told).toEqual([{ outdated: { minimum: '0.2.0', isServed: true } }, { outdated: null }]);
  });

  it('asks for the wrap-up whose finish was taken back, and tells of that finish no more', () => {
    const presence: AgentPresence = { state: { kind: 'wrap-up' }, sinceMs: 1_790_000_000_000, next: null, seq: 7 };
    const { keeper, sent } = keeperWith(() => presence);
    keeper.finished('call-1');
    const before = sent.length;
    keeper.reopened('call-1');
    keeper.heard({ t: 'presence', presence: { ...presence, seq: 9 } }, 0);
    expect(sent.slice(before)).toEqual([{ t: 'reopened', callId: 'call-1' }]);
  });
});

it('counts the line as there only when central has reached this very desktop through it, however well it is registered', () => {
  const phone = { registered: true };
  const board = new ReadinessBoard(() => {}, () => 0);
  const keeper = new SessionKeeper({ phone, board } as unknown as SessionKeeperParts);
  keeper.heard({ t: 'probed', ok: false }, 0);
  expect(board.current.registration).toMatchObject({ state: 'down', cause: 'line-cannot-reach' });
  keeper.heard({ t: 'probed', ok: true }, 0);
  expect(board.current.registration).toMatchObject({ state: 'up' });
  phone.registered = false;
  keeper.heard({ t: 'probed', ok: true }, 0);
  expect(board.current.registration).toMatchObject({ state: 'down', cause: 'not-registered' });
});

const SIGNED_IN_MS = 1_790_000_000_000;

/** A desktop that is signed in, with these calls; what was done to its line and told to its page, in order. */
async function signedIn(calls: readonly CallSnapshot[]) {
  const done: unknown[] = [];
  const said: unknown[] = [];
  const facts: unknown[] = [];
  const line = { up: true, registered: true };
  const board = new ReadinessBoard(() => {}, () => 0);
  const session = { agent: { id: 'a' }, policy: {}, demo: true, line: { kind: 'practice' }, serverTimeMs: SIGNED_IN_MS } as unknown as Session;
  const parts = {
    live: { send: (message: unknown) => { if (line.up) said.push(message); return line.up; }, start: () => {}, stop: () => {} },
    phone: { start: () => {}, calls, get registered() { return line.registered; }, stop: async () => { done.push('stop'); }, retire: async () => { done.push('retire'); } },
    central: { signIn: async () => ({ ok: true, session }), signOut: async () => {}, forget: () => {} },
    window: { tell: (name: string, fact: { session: unknown; ended: unknown }) => { if (name === 'session:changed') done.push([fact.session !== null, fact.ended]); else facts.push([name, fact]); }, forgetSession: () => {} },
    board,
    vault: { vouched: async () => SAMPLE_STORE_KEY }, clock: { now: () => SIGNED_IN_MS },
  };
  const keeper = new SessionKeeper(parts as unknown as SessionKeeperParts);
  await keeper.signIn('1002', 'secret', false);
  return { keeper, done, said, facts, line, board };
}

describe('right after sign-in', () => {
  it('a link that could not be proved yet is being tested, not broken: central is not linked, the line knows of no registration, central cannot reach us through it', async () => {
    const { keeper, line, board, said } = await signedIn([]);
    line.up = false;
    keeper.probe();
    expect(board.current.registration).toEqual({ state: 'checking' });
    line.up = true;
    line.registered = false;
    keeper.heard({ t: 'probed', ok: true }, 0);
    keeper.heard({ t: 'probed', ok: false }, 0);
    expect(board.current.registration).toEqual({ state: 'checking' });
    // It is tried again soon, not only with the next look.
    await expect.poll(() => said, { timeout: 10_000 }).toContainEqual({ t: 'probe' });
    line.registered = true;
    keeper.heard({ t: 'probed', ok: true }, 0);
    expect(board.current.registration).toMatchObject({ state: 'up' });
    keeper.heard({ t: 'probed', ok: false }, 0);
    expect(board.current.registration).toMatchObject({ state: 'down', cause: 'line-cannot-reach' });
    await keeper.signOut();
  });
});

describe('the computer’s clock', () => {
  const MINUTE_MS = 60_000;

  /** A desktop signed in with a right clock; what its page was told of the clock since. */
  async function withRightClock() {
    const { keeper, facts } = await signedIn([]);
    facts.length = 0;
    const hear = (byMs: number): void => { keeper.heard({ t: 'probed', ok: true, serverTimeMs: SIGNED_IN_MS + byMs }, SIGNED_IN_MS); };
    return { keeper, facts, hear };
  }

  it('is measured anew with every test of the line: set wrong while the desktop is open it is told, put right it is over', async () => {
    const { keeper, facts, hear } = await withRightClock();
    hear(60 * MINUTE_MS);
    expect(facts).toEqual([['clock:skewed', { skewMs: 60 * MINUTE_MS, isWrong: true }]]);
    expect(keeper.session?.clockSkewMs).toBe(60 * MINUTE_MS);
    hear(0);
    expect(facts.at(-1)).toEqual(['clock:skewed', { skewMs: 0, isWrong: false }]);
    expect(keeper.session?.clockSkewMs).toBe(0);
    await keeper.signOut();
  });

  it('that is a minute and a half out is corrected, though not worth a word', async () => {
    const { keeper, facts, hear } = await withRightClock();
    hear(1.5 * MINUTE_MS);
    expect(facts).toEqual([['clock:skewed', { skewMs: 1.5 * MINUTE_MS, isWrong: false }]]);
    await keeper.signOut();
  });

  it('is not moved by an answer that was on its way for a while', async () => {
    const { keeper, facts, hear } = await withRightClock();
    hear(-3000);
    expect(facts).toEqual([]);
    await keeper.signOut();
  });
});

describe('a session that central ends', () => {
  const talking = sampleCall({ state: 'talking', answeredAtMs: 1 });

  it.each([['taken-over', (keeper: SessionKeeper) => { keeper.heard({ t: 'ended', why: 'taken-over' }, 0); }], ['expired', (keeper: SessionKeeper) => { keeper.expired(); }]] as const)(
    '%s while a call is on: the call goes on, the page is told why, and only its end is the desktop’s', async (why, end) => {
      const { keeper, done } = await signedIn([talking]);
      end(keeper);
      await new Promise(setImmediate);
      expect(done).toEqual([[true, why], 'retire']);
      keeper.callsChanged([{ ...talking, state: 'held' }]);
      keeper.expired();
      await new Promise(setImmediate);
      expect(done).toHaveLength(2);
      keeper.callsChanged([{ ...talking, state: 'ended', endedAtMs: 2 }]);
      await expect.poll(() => done).toEqual([[true, why], 'retire', 'stop', [false, why]]);
      expect(keeper.session).toBeNull();
    },
  );

  it.each([['no call', []], ['a call that only rings', [sampleCall()]]] as const)('with %s is left at once', async (_what, calls) => {
    const { keeper, done } = await signedIn(calls);
    keeper.heard({ t: 'ended', why: 'taken-over' }, 0);
    await expect.poll(() => done).toEqual(['stop', [false, 'taken-over']]);
  });
});
