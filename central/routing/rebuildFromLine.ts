import { isSupervision } from '../../shared/calls/supervision.ts';
import type { CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import { type AgentOnLine, agentsOnLine } from '../store/agentStandings.ts';
import { addUnknownTalk, callAnswered, callEnded, callOffered, callWaits, lockLiveCalls, type StandingCall } from '../store/calls.ts';
import type { Connection } from '../store/pool.ts';
import { openSupervisions, supervisionEntered } from '../store/supervisions.ts';
import { mergeTouched, type Touched } from '../store/touch.ts';
import { addArrival, callbackWanted, type Consequence, type FromLine, NOTHING } from './arrival.ts';
import { LineBook } from './lineBook.ts';
import { abandoned, isBetweenColleagues } from './lineEvents.ts';

type Hello = Extract<LineToCentral, { t: 'hello' }>;

/**
 * Brings calls and agents to what the line says they are, after either of us was away. Calls it does not have any more
 * are over; calls it has that we never heard of are ours now.
 *
 * @returns what comes of it.
 */
export async function rebuildFromLine(on: Connection, line: FromLine, told: Hello, nowMs: number): Promise<Consequence> {
  const book = new LineBook(on);
  const hello = { ...told, active: told.active.filter(({ callId }) => !isSupervision(callId)) };
  const say: CentralToLine[] = [];
  const touched: (readonly Touched[])[] = [];
  const waiting = new Set(hello.waiting.map((call) => call.callId));
  const active = new Map(hello.active.map((call) => [call.callId, call]));
  for (const call of await lockLiveCalls(on, line.name)) {
    if (active.has(call.id)) continue;
    if (waiting.has(call.id)) await callWaits(on, call.id);
    else touched.push(await overMeanwhile(on, call, nowMs));
  }
  for (const call of hello.waiting) {
    if (active.has(call.callId)) continue;
    const arrived = await addArrival(book, line, call, nowMs);
    touched.push(arrived.touched);
    say.push(...arrived.say);
    // Here and not when the line asks anew: by then somebody could have been offered them.
    const kept = call.wantsCallback === true ? await callbackWanted(book, line, call.callId, nowMs) : NOTHING;
    touched.push(kept.touched);
    say.push(...kept.say);
  }

  const agents = await agentsOnLine(on);
  const idOf = new Map(agents.map((agent) => [agent.extension, agent.id]));
  for (const call of hello.active) {
    const agentId = idOf.get(call.extension) ?? null;
    const known = await book.lockCall(call.callId);
    if (call.answeredAtMs === null) {
      // It rings, or the agent dialled and waits: either way nobody talks yet.
      if (known?.direction === 'in') await callOffered(on, call.callId, agentId, nowMs);
    } else if (known === null) await addUnknownTalk(on, line.name, call.callId, agentId, call.answeredAtMs);
    else await callAnswered(on, call.callId, agentId, call.answeredAtMs);
  }
  await bringAgents(book, agents, hello, nowMs);
  for (const { callId, answeredAtMs } of told.active) if (isSupervision(callId) && answeredAtMs !== null) await supervisionEntered(on, callId, answeredAtMs);
  for (const { id } of await openSupervisions(on)) if (!told.active.some(({ callId }) => callId === id)) await book.endSupervision(id, nowMs);
  await book.close();
  return { touched: mergeTouched(touched), say };
}

/** A call that only waited was given up. One that rang or was talked is over; how, the line may tell right after its hello. */
async function overMeanwhile(on: Connection, call: StandingCall, nowMs: number): Promise<readonly Touched[]> {
  if (call.state === 'waiting') return await abandoned(on, call, nowMs);
  await callEnded(on, call.id, nowMs, 'line');
  return [];
}

async function bringAgents(book: LineBook, agents: readonly AgentOnLine[], hello: Hello, nowMs: number): Promise<void> {
  const registered = new Set(hello.registered);
  for (const agent of [...agents].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const isUp = registered.has(agent.extension);
    if (agent.down === null || isUp !== (agent.down.length === 0)) {
      await book.changeAgent(agent.id, { kind: 'links', witness: 'line', down: isUp ? [] : ['registration'] }, nowMs);
    }
    const calls = hello.active.filter((call) => call.extension === agent.extension);
    const standing = new Set(calls.map((call) => call.callId));
    const onCall = agent.state === 'ringing' || agent.state === 'talking';
    const thought = [...agent.beside, ...(onCall && agent.callId !== null ? [agent.callId] : [])];
    for (const callId of thought) if (!standing.has(callId)) await book.changeAgent(agent.id, { kind: 'ended', callId }, nowMs);
    for (const { callId, answeredAtMs } of calls) {
      if (answeredAtMs === null) continue;
      const colleague = await isBetweenColleagues(book, await book.lockCall(callId));
      await book.changeAgent(agent.id, { kind: 'answered', callId, colleague }, nowMs);
    }
  }
}
