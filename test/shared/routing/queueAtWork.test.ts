import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgentStanding, nextStanding, signedOutStanding } from '../../../shared/agents/agentStateMachine.ts';
import { must } from '../../../shared/language/must.ts';
import { distribute } from '../../../shared/routing/distribute.ts';
import type { RoutedAgent, RoutingRules, WaitingCaller } from '../../../shared/routing/mayTake.ts';
import { queueRulesSchema, rankAtMs } from '../../../shared/routing/queueRules.ts';

const START = Date.UTC(2026, 10, 22, 2);
const SECOND = 1000;
const HEAD_START = { A: 40, B: 10, C: 0 } as const;
const LAST_AGENT_SECONDS = 6;
const OVERFLOW_SECONDS = 25;
const CALLS = 10_000;
const RUNS = 100;

/* Two queues: 'care' asks for feeding 2 (1 after 15 s) and overflows to 'any', which asks for nothing. */
const common = { headStartSeconds: HEAD_START, lastAgentSeconds: LAST_AGENT_SECONDS };
const rules: RoutingRules = {
  queues: new Map([
    ['care', { id: 'care', businessLineId: null, rules: queueRulesSchema.parse({ ...common, demands: [{ skillId: 'feeding', level: 2, easesAfterSeconds: 15, laterLevel: 1 }], overflow: { afterSeconds: OVERFLOW_SECONDS, queueId: 'any' } }) }],
    ['any', { id: 'any', businessLineId: null, rules: queueRulesSchema.parse({ ...common, languageWaitSeconds: 8 }) }],
    ['strict', { id: 'strict', businessLineId: 'product', rules: queueRulesSchema.parse({ ...common, demands: [{ skillId: 'feeding', level: 3 }] }) }],
  ]),
  callingHours: { callFromMinute: 0, callToMinute: 1440 },
};

/** Who could serve whom, told anew from the words of the rules above and not from the code under test. */
function couldServe(caller: WaitingCaller, agent: RoutedAgent, nowMs: number): boolean {
  const waited = (nowMs - caller.arrivedAtMs) / SECOND;
  const feeding = agent.skills['feeding'] ?? 0;
  const dialect = caller.language === null || waited >= 8 || (agent.skills[caller.language] ?? 0) > 0;
  if (caller.queueId === 'any') return dialect;
  if (caller.queueId === 'strict') return feeding >= 3 && (agent.lineIds.length === 0 || agent.lineIds.includes('product'));
  return feeding >= (waited >= 15 ? 1 : 2) || (waited >= OVERFLOW_SECONDS && dialect);
}

/** A million checks: expect() for each would take minutes. */
function holds(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`does not hold: ${what}`);
}

interface Talk { caller: WaitingCaller; state: 'waiting' | 'kept' | 'offered' | 'talking' | 'over'; agentId: string | null; patienceUntilMs: number }
interface Desk { readonly id: string; readonly skills: Record<string, number>; readonly lineIds: readonly string[]; standing: AgentStanding; untilMs: number }

const deskArbitrary = fc.record({
  feeding: fc.integer({ min: 0, max: 3 }), cantonese: fc.boolean(), lines: fc.constantFrom([], ['product'], ['mother-baby']),
});

/** A day at work of a hundred calls, second by second; after each second everything that must hold is looked at. */
function work(seed: number, drawn: readonly { feeding: number; cantonese: boolean; lines: readonly string[] }[], arrivalsPerSecond: number, served: { calls: number; overtakenMost: number }): void {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(random() * n);
  const desks: Desk[] = drawn.map((one, at) => ({
    id: `agent-${at}`, skills: { feeding: one.feeding, ...(one.cantonese ? { cantonese: 1 } : {}) }, lineIds: one.lines, untilMs: 0,
    standing: nextStanding(signedOutStanding(START), { kind: 'chose', state: { kind: 'available' }, next: false }, START - below(60) * SECOND),
  }));
  const talks: Talk[] = [];
  const perRun = CALLS / RUNS;
  const change = (desk: Desk, event: Parameters<typeof nextStanding>[1], nowMs: number) => { desk.standing = nextStanding(desk.standing, event, nowMs); };
  for (let second = 0; second < 20_000; second++) {
    const nowMs = START + second * SECOND;
    // They ring.
    for (let n = 0; n < 3 && talks.length < perRun; n++) {
      if (random() >= arrivalsPerSecond / 3) continue;
      const tier = (['A', 'B', 'C'] as const)[below(3)] ?? 'C';
      const queueId = must(['care', 'any', 'any', 'strict'][below(4)], 'queue');
      talks.push({
        caller: {
          id: `call-${talks.length}`, queueId, arrivedAtMs: nowMs, rankAtMs: rankAtMs(nowMs, tier, must(rules.queues.get(queueId), 'queue').rules),
          language: random() < 0.2 ? 'cantonese' : null, lastAgentId: random() < 0.3 ? must(desks[below(desks.length)], 'desk').id : null, ringBackZone: null,
        },
        state: 'waiting', agentId: null, patienceUntilMs: nowMs + (5 + below(300)) * SECOND,
      });
    }
    // They answer, do not answer, hang up, give up, ask to be rung; agents finish, pause, come back.
    for (const talk of talks) {
      const desk = desks.find((one) => one.id === talk.agentId);
      if ((talk.state === 'waiting' || talk.state === 'offered') && nowMs >= talk.patienceUntilMs) {
        if (desk) change(desk, { kind: 'withdrawn', callId: talk.caller.id }, nowMs);
        Object.assign(talk, { state: 'over', agentId: null });
      } else if (talk.state === 'waiting' && random() < 0.004) {
        Object.assign(talk, { state: 'kept', caller: { ...talk.caller, ringBackZone: 'Asia/Shanghai' } });
      } else if (talk.state === 'offered' && desk && nowMs >= desk.untilMs) {
        if (random() < 0.1) {
          change(desk, { kind: 'not-taken', callId: talk.caller.id }, nowMs);
          Object.assign(talk, { state: talk.caller.ringBackZone === null ? 'waiting' : 'kept', agentId: null });
        } else {
          change(desk, { kind: 'answered', callId: talk.caller.id }, nowMs);
          talk.state = 'talking';
          desk.untilMs = nowMs + (3 + below(40)) * SECOND;
        }
      } else if (talk.state === 'talking' && desk && nowMs >= desk.untilMs) {
        change(desk, { kind: 'ended', callId: talk.caller.id }, nowMs);
        talk.state = 'over';
        desk.untilMs = nowMs + below(12) * SECOND;
      }
    }
    for (const desk of desks) {
      const { kind } = desk.standing.presence.state;
      if (kind === 'wrap-up' && nowMs >= desk.untilMs) change(desk, { kind: 'finished', callId: null }, nowMs);
      else if ((kind === 'not-ready' || kind === 'paused') && random() < 0.1) change(desk, { kind: 'chose', state: { kind: 'available' }, next: false }, nowMs);
      else if (kind === 'available' && random() < 0.01) change(desk, { kind: 'chose', state: { kind: 'paused', reason: 'break' }, next: false }, nowMs);
    }
    // The tick.
    const before = desks.map((desk) => routed(desk));
    const waiting = talks.filter((talk) => talk.state === 'waiting' || talk.state === 'kept');
    const assignments = distribute(waiting.map((talk) => talk.caller), before, rules, nowMs);
    for (const { caller, agent } of assignments) {
      const talk = must(talks.find((one) => one.caller.id === caller.id), 'call');
      const desk = must(desks.find((one) => one.id === agent.id), 'desk');
      holds(talk.state === (caller.ringBackZone === null ? 'waiting' : 'kept') && talk.agentId === null, `${caller.id} was waiting`);
      holds(desk.standing.presence.state.kind === 'available', `${agent.id} was free`);
      holds(couldServe(caller, agent, nowMs), `${agent.id} could take ${caller.id}`);
      change(desk, { kind: 'offered', callId: caller.id }, nowMs);
      Object.assign(talk, { state: 'offered', agentId: desk.id, ...(caller.ringBackZone === null ? {} : { patienceUntilMs: Number.POSITIVE_INFINITY }) });
      desk.untilMs = nowMs + below(20) * SECOND;
    }
    mustHold(talks, desks, before, assignments.map(({ caller, agent }) => ({ caller, agent })), nowMs, served);
    if (talks.length === perRun && talks.every((talk) => talk.state === 'over' || !everServed(talk, desks))) break;
  }
  holds(talks.length === perRun, 'all have rung');
  // Whoever could be served was, or gave up: nobody is left standing.
  const lost = talks.filter((talk) => talk.state !== 'over' && everServed(talk, desks));
  holds(lost.length === 0, `${lost.length} calls are left standing`);
  served.calls += talks.length;
}

/** Whether anybody there could serve them, however long they wait. */
const everServed = (talk: Talk, desks: readonly Desk[]): boolean => desks.some((desk) => couldServe(talk.caller, routed(desk), talk.caller.arrivedAtMs + 3600 * SECOND));

function routed(desk: Desk): RoutedAgent {
  const { state, sinceMs } = desk.standing.presence;
  return { id: desk.id, idleSinceMs: state.kind === 'available' ? sinceMs : null, skills: desk.skills, lineIds: desk.lineIds };
}

function mustHold(talks: readonly Talk[], desks: readonly Desk[], before: readonly RoutedAgent[], given: readonly { caller: WaitingCaller; agent: RoutedAgent }[], nowMs: number, served: { overtakenMost: number }): void {
  const live = talks.filter((talk) => talk.state === 'offered' || talk.state === 'talking');
  // Never two agents for one call, never one agent with two calls.
  holds(new Set(live.map((talk) => talk.agentId)).size === live.length, 'each agent has one call');
  holds(new Set(given.map((one) => one.caller.id)).size === given.length, 'each call goes to one agent');
  for (const talk of live) holds(must(desks.find((desk) => desk.id === talk.agentId), 'desk').standing.callId === talk.caller.id, `${talk.caller.id} is its agent's call`);

  const atWork = new Set(desks.filter((desk) => ['available', 'ringing', 'talking', 'wrap-up'].includes(desk.standing.presence.state.kind)).map((desk) => desk.id));
  const idle = desks.filter((desk) => desk.standing.presence.state.kind === 'available').map(routed);
  for (const talk of talks) {
    if (talk.state !== 'waiting' && talk.state !== 'kept') continue;
    const { caller } = talk;
    // For so long, and no longer, a caller may stand beside idle agents: the one they know is at work and not yet free.
    const isKept = caller.lastAgentId !== null && (atWork.has(caller.lastAgentId) || before.some((one) => one.id === caller.lastAgentId && one.idleSinceMs === null)) && nowMs - caller.arrivedAtMs < LAST_AGENT_SECONDS * SECOND;
    if (isKept) continue;
    for (const agent of idle) holds(!couldServe(caller, agent, nowMs), `${caller.id} does not wait beside ${agent.id}, who is idle and able`);
    for (const one of given) {
      if (!couldServe(caller, one.agent, nowMs)) continue;
      const overtakenBy = one.caller.arrivedAtMs - caller.arrivedAtMs;
      served.overtakenMost = Math.max(served.overtakenMost, overtakenBy);
      holds(overtakenBy <= HEAD_START.A * SECOND, `${caller.id} is not overtaken by ${one.caller.id}, who came ${overtakenBy} ms later`);
    }
  }
}

describe('a queue at work, whatever calls come and whatever agents do', () => {
  it('gives no call to two agents and no agent two, leaves no caller beside an idle able agent, and lets nobody be overtaken by more than the cap, over 10,000 calls', () => {
    const served = { calls: 0, overtakenMost: 0 };
    fc.assert(fc.property(fc.integer({ min: 1 }), fc.array(deskArbitrary, { minLength: 1, maxLength: 8 }), fc.double({ min: 0.02, max: 0.9, noNaN: true }), (seed, desks, arrivals) => {
      work(seed, desks, arrivals, served);
    }), { numRuns: RUNS, endOnFailure: true });
    expect(served.calls).toBeGreaterThanOrEqual(CALLS);
    // The head start was really used: otherwise the cap was not tested.
    expect(served.overtakenMost).toBeGreaterThan((HEAD_START.A / 2) * SECOND);
  }, 120_000);
});
