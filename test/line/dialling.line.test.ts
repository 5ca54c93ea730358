import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AGENT_HZ, type AgentPhone, until } from '../support/twoPhonesOneWire.ts';
import { LineUnderTest } from '../support/line/lineUnderTest.ts';
import { CALLER_HZ } from '../support/line/outsideCaller.ts';

const OUTSIDE = '+862161234567';
const PATIENCE_MS = 20_000;

let under: LineUnderTest;
let carrierPort: number;
beforeAll(async () => {
  carrierPort = await new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => { const address = server.address(); server.close(() => resolve(typeof address === 'object' && address ? address.port : 0)); });
  });
  under = await LineUnderTest.start(['1001', '1002'], { trunkHost: `127.0.0.1:${carrierPort}` });
});
afterEach(async () => { await under?.clear(); });
afterAll(async () => { await under?.stop(); });

async function dial(agent: AgentPhone, number: string): Promise<string> {
  const dialled = await agent.phone.dial({ number, permissionReason: 'agreed', callbackId: null, householdId: null, customerId: null });
  if (!dialled.ok) throw new Error(dialled.refusal);
  return dialled.value.id;
}

describe('an agent who dials', () => {
  it('reaches a number outside, both hear each other, and central is told from the dialling to the end', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    const since = under.central.mark();
    const callId = await dial(agent, '021-6123 4567');
    expect(await under.central.next('dialled', since)).toMatchObject({ callId, extension: '1001', to: OUTSIDE });
    await outside.next('CALL_INCOMING');
    await agent.untilCall(callId, 'alerting');
    outside.accept();
    await agent.untilCall(callId, 'talking');
    expect(await under.central.next('answered', since)).toMatchObject({ callId, extension: '1001' });
    await until('the customer hears the agent', () => outside.heardHz([AGENT_HZ, CALLER_HZ]) === AGENT_HZ, PATIENCE_MS);
    await until('the agent hears the customer', () => {
      const hz = agent.page?.ear.heard(performance.now()).hz ?? null;
      return hz !== null && Math.abs(hz - CALLER_HZ) < 15;
    }, PATIENCE_MS);
    outside.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'customer' });
    expect(under.central.heard.slice(since).map((message) => message.t)).toEqual(['dialled', 'answered', 'ended']);
  });

  it('is told when the customer does not want to talk', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    const since = under.central.mark();
    const callId = await dial(agent, OUTSIDE);
    await outside.next('CALL_INCOMING');
    outside.hangUp();
    expect(await agent.untilCall(callId, 'ended')).toMatchObject({ endReason: 'busy' });
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'customer' });
  });

  it('may let it be before anybody answers', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    const since = under.central.mark();
    const callId = await dial(agent, OUTSIDE);
    await outside.next('CALL_INCOMING');
    await agent.phone.hangUp(callId);
    await outside.next('CALL_CLOSED');
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'agent' });
  });

  it('reaches a colleague by the extension, and central knows that both are talking', async () => {
    const [agent, colleague] = [await under.agent('1001'), await under.agent('1002')];
    const since = under.central.mark();
    const callId = await dial(agent, '1002');
    await colleague.untilCall(callId, 'ringing');
    expect(colleague.call(callId)).toMatchObject({ number: '1001' });
    await colleague.phone.answer(callId);
    await agent.untilCall(callId, 'talking');
    await under.central.next('answered', since, (message) => message.extension === '1002');
    await agent.phone.hangUp(callId);
    await under.central.next('ended', since, (message) => message.extension === '1002');
    await under.central.next('ended', since, (message) => message.extension === '1001');
  });
});
