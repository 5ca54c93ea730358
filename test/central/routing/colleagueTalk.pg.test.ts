import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentState } from '../../../shared/agents/agentState.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { type LineSocket, type LiveSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let line: LineSocket;
beforeEach(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  line = await central.line();
  line.say({ t: 'hello', kind: 'practice', can: ['tell', 'place'], registered: [], waiting: [], active: [] });
  await line.next('welcome');
});
afterEach(async () => { line?.close(); await central?.stop(); await db?.drop(); });

interface Ready { readonly desk: TestDesk; readonly live: LiveSocket; readonly extension: string }
async function readyAgent(): Promise<Ready> {
  const desk = await central.desk();
  const live = await desk.live();
  const { extension } = desk.agent;
  line.say({ t: 'registered', extension, up: true });
  live.say({ t: 'choose', state: { kind: 'available' }, next: false });
  await stands({ desk, live, extension }, 'available');
  return { desk, live, extension };
}
const stands = (agent: Ready, kind: AgentState['kind']) => agent.live.next('presence', (message) => message.presence.state.kind === kind);
const now = async (agent: Ready): Promise<string> => (await db.pool.query<{ state: string }>('SELECT state FROM agent_presence WHERE agent_id = $1', [agent.desk.agent.id])).rows[0]?.state ?? '';
const eventually = (agent: Ready, kind: AgentState['kind']) => expect.poll(() => now(agent), { timeout: 8000 }).toBe(kind);
const nowMs = () => Date.now();

/** A customer rings and the first free agent answers. */
async function customerWith(agent: Ready): Promise<string> {
  const callId = randomUUID();
  line.say({ t: 'waiting', call: { callId, from: '02161234567', dialled: '8008201234', keys: null, arrivedAtMs: nowMs() } });
  await line.next('offer', (offer) => offer.callId === callId && offer.extension === agent.extension);
  line.say({ t: 'answered', callId, extension: agent.extension, atMs: nowMs() });
  await eventually(agent, 'talking');
  return callId;
}

function asks(agent: Ready, colleague: Ready): string {
  const callId = randomUUID();
  line.say({ t: 'dialled', callId, extension: agent.extension, to: colleague.extension, atMs: nowMs() });
  line.say({ t: 'ringing', callId, extension: colleague.extension });
  return callId;
}
const answers = (callId: string, ...agents: readonly Ready[]): void => { for (const { extension } of agents) line.say({ t: 'answered', callId, extension, atMs: nowMs() }); };
const ends = (callId: string, ...agents: readonly Ready[]): void => { for (const { extension } of agents) line.say({ t: 'ended', callId, extension, by: 'agent', atMs: nowMs() }); };

/** One who talks with a customer asks a colleague, who has answered. */
async function talkingTogether(): Promise<{ readonly first: Ready; readonly customer: string; readonly second: Ready; readonly talk: string }> {
  const first = await readyAgent();
  const customer = await customerWith(first);
  const second = await readyAgent();
  const talk = asks(first, second);
  answers(talk, first, second);
  await eventually(second, 'talking');
  return { first, customer, second, talk };
}

describe('a talk between colleagues, told by the line', () => {
  it('is nothing to wrap up: who was asked is free again, who asked still talks with the customer', async () => {
    const first = await readyAgent();
    const customer = await customerWith(first);
    const second = await readyAgent();
    const talk = asks(first, second);
    await eventually(second, 'ringing');
    answers(talk, first, second);
    await eventually(second, 'talking');
    ends(talk, first, second);
    await eventually(second, 'available');
    expect(await now(first)).toBe('talking');
    ends(customer, first);
    await eventually(first, 'wrap-up');
  });

  it('becomes the customer’s: each wraps up what was theirs', async () => {
    const { first, customer, second, talk } = await talkingTogether();
    line.say({ t: 'ringing', callId: customer, extension: second.extension });
    ends(customer, first);
    answers(customer, second);
    ends(talk, first, second);
    await eventually(first, 'wrap-up');
    first.live.say({ t: 'finished', callId: customer });
    await eventually(first, 'available');
    expect(await now(second)).toBe('talking');
    ends(customer, second);
    await eventually(second, 'wrap-up');
  });

  it('that nobody picks up makes the colleague not ready; one that is declined does not', async () => {
    const first = await readyAgent();
    await customerWith(first);
    const second = await readyAgent();
    const declined = asks(first, second);
    await eventually(second, 'ringing');
    line.say({ t: 'not-taken', callId: declined, extension: second.extension, code: 486, reason: null });
    await eventually(second, 'available');
    const missed = asks(first, second);
    await eventually(second, 'ringing');
    line.say({ t: 'not-taken', callId: missed, extension: second.extension, code: 408, reason: null });
    await eventually(second, 'not-ready');
  });

  it('stands through an absence of the line: what it says of both calls is taken as it comes', async () => {
    const { first, customer, second, talk } = await talkingTogether();
    const atMs = nowMs();
    line.close();
    line = await central.line();
    line.say({
      t: 'hello', kind: 'practice', registered: [first.extension, second.extension], waiting: [],
      active: [{ callId: customer, extension: first.extension, answeredAtMs: atMs }, { callId: talk, extension: first.extension, answeredAtMs: atMs }, { callId: talk, extension: second.extension, answeredAtMs: atMs }],
    });
    await line.next('welcome');
    expect([await now(first), await now(second)]).toEqual(['talking', 'talking']);
    ends(talk, first, second);
    await eventually(second, 'available');
    ends(customer, first);
    await eventually(first, 'wrap-up');
  });
});

describe('a call that is answered by itself', () => {
  it('is offered so to an agent who is set so, and in a queue that is', async () => {
    const agent = await readyAgent();
    const offered = async (): Promise<boolean | undefined> => {
      const callId = randomUUID();
      line.say({ t: 'waiting', call: { callId, from: '02161234567', dialled: '8008201234', keys: null, arrivedAtMs: nowMs() } });
      const offer = await line.next('offer', (message) => message.callId === callId);
      line.say({ t: 'abandoned', callId, atMs: nowMs() });
      await eventually(agent, 'available');
      return offer.autoAnswer;
    };
    expect(await offered()).toBeUndefined();
    await db.pool.query('UPDATE agent SET auto_answer = true');
    expect(await offered()).toBe(true);
    await db.pool.query('UPDATE agent SET auto_answer = false');
    await db.pool.query(`UPDATE queue SET rules = rules || '{"autoAnswer":true}'`);
    expect(await offered()).toBe(true);
  });
});
