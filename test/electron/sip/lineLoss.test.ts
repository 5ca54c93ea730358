import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AGENT_HZ, AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

const done = { ok: true, value: null };

let wire: OneWire;
beforeEach(async () => { wire = await OneWire.open(); });
afterEach(async () => { await wire.close(); });

async function talking(agent: AgentPhone): Promise<string> {
  const id = wire.ring('1001');
  await agent.untilCall(id, 'ringing');
  expect(await agent.phone.answer(id)).toEqual(done);
  await until('sound both ways', () => wire.customer(id).heardHz === AGENT_HZ && agent.page?.ear.heard(performance.now()).hz === 440);
  return id;
}

describe('registering', () => {
  it('is refused with a wrong password, and takes no call', async () => {
    const stranger = new AgentPhone();
    const states: string[] = [];
    stranger.phone.on('state', (state) => { states.push(state); });
    await stranger.phone.start(wire.account('1001', 'wrong'));
    await until('refused', () => stranger.phone.state === 'refused');
    expect(states).toEqual(['away', 'registering', 'refused']);
    expect(stranger.phone.registered).toBe(false);
    expect(wire.exchange.desk('1001')).toBe(null);
    expect(await stranger.phone.dial({ number: '02161234567', permissionReason: 'agreed', callbackId: null, householdId: null, customerId: null })).toMatchObject({ refusal: 'line-away' });
    await stranger.stop();
  });

  it('with another extension\'s password is refused', async () => {
    const stranger = new AgentPhone();
    await stranger.phone.start(wire.account('1001', wire.account('1002').password));
    await until('refused', () => stranger.phone.state === 'refused');
    await stranger.stop();
  });

  it('goes on trying while the line is not there yet', async () => {
    wire.wire.cut();
    const agent = new AgentPhone();
    await agent.phone.start(wire.account('1001'));
    expect(agent.phone.state).toBe('away');
    wire.wire.mend();
    await until('registered', () => agent.phone.registered);
    expect(await agent.phone.recheck()).toBe(true);
    await agent.stop();
    expect(agent.phone.state).toBe('stopped');
    await until('the line knows', () => wire.exchange.registered.length === 0);
  });

  it('again from a new desktop replaces the old one, which keeps the call that is on until it is over', async () => {
    const first = await wire.agent('1001');
    const id = await talking(first);
    const second = await wire.agent('1001');
    const next = wire.ring('1001');
    await second.untilCall(next, 'ringing');
    expect(first.call(next)).toBeUndefined();
    // Its goodbye is its own: the extension stays the second one's.
    await first.phone.retire();
    expect(wire.exchange.registered).toEqual(['1001']);
    expect(wire.told.filter((message) => message.t === 'registered').at(-1)).toMatchObject({ up: true });
    // The old one still has its signalling, and its end is the call's.
    expect(await first.phone.hold(id, true)).toEqual({ ok: true, value: null });
    expect(await first.phone.hold(id, false)).toEqual({ ok: true, value: null });
    expect(first.call(id)?.state).toBe('talking');
    wire.line.hangUp(id);
    expect(await first.untilCall(id, 'ended')).toMatchObject({ endReason: 'hung-up', hungUpBy: 'customer' });
    await first.stop();
    expect(wire.exchange.registered).toEqual(['1001']);
  });

  it('is over for a desktop that retires: no new call comes, the one that is on goes on, what rings goes back', async () => {
    const first = await wire.agent('1001');
    const id = await talking(first);
    const ringing = wire.ring('1001', { from: '13800138000' });
    await first.untilCall(ringing, 'ringing');
    await first.phone.retire();
    expect(first.phone.registered).toBe(false);
    expect(first.call(id)?.state).toBe('talking');
    await until('the other caller waits again', () => wire.customer(ringing).state === 'waiting');
    wire.offer(ringing, '1001');
    await until('nobody is there', () => wire.told.some((message) => message.t === 'not-taken' && message.code === 480));
    expect(await first.phone.dial({ number: '13800138000', permissionReason: 'agreed', callbackId: null, householdId: null, customerId: null })).toMatchObject({ refusal: 'line-away' });
    expect(await first.phone.hangUp(id)).toEqual({ ok: true, value: null });
    await until('the line knows', () => wire.customer(id).state === 'ended');
    expect(wire.told.at(-1)).toMatchObject({ t: 'ended', callId: id, by: 'agent' });
  });

  it('answers the line\'s probe', async () => {
    await wire.agent('1001');
    wire.line.obey({ t: 'probe', extension: '1001', probeId: 'p1' });
    await until('probed', () => wire.told.find((message) => message.t === 'probed' && message.probeId === 'p1' && message.ok));
    wire.line.obey({ t: 'probe', extension: '1002', probeId: 'p2' });
    await until('not there', () => wire.told.find((message) => message.t === 'probed' && message.probeId === 'p2' && !message.ok));
  });
});

describe('when the wire is cut', () => {
  it('a call being talked on stands, and is proved with new sound when the wire is back', async () => {
    const agent = await wire.agent('1001');
    const id = await talking(agent);
    wire.wire.cut();
    await until('noticed', () => agent.phone.state === 'away');
    expect(agent.call(id)?.state).toBe('talking');
    expect(await agent.phone.hold(id, true)).toMatchObject({ ok: false, refusal: 'line-away' });
    wire.wire.mend();
    await until('registered', () => agent.phone.registered);
    await until('new sound', () => agent.page?.asked.filter((question) => question.method === 'createOffer').length === 1);
    await until('sound both ways', () => wire.customer(id).heardHz === AGENT_HZ && agent.page?.ear.heard(performance.now()).hz === 440);
    expect(await agent.phone.hold(id, true)).toEqual(done);
    expect(await agent.phone.hangUp(id)).toEqual(done);
    await until('the line knows', () => wire.customer(id).state === 'ended');
  });

  it('a call that is hung up meanwhile ends here at once, and there when the wire is back', async () => {
    const agent = await wire.agent('1001');
    const id = await talking(agent);
    wire.wire.cut();
    await until('noticed', () => agent.phone.state === 'away');
    expect(await agent.phone.hangUp(id)).toEqual(done);
    expect(agent.call(id)).toMatchObject({ state: 'ended', hungUpBy: 'agent' });
    expect(wire.customer(id).state).toBe('talking');
    wire.wire.mend();
    await until('the line knows', () => wire.customer(id).state === 'ended');
    expect(wire.customer(id).endedBy).toBe('agent');
  });

  it('a call that only rings is over here and waits for another agent there', async () => {
    const agent = await wire.agent('1001');
    const id = wire.ring('1001');
    await agent.untilCall(id, 'ringing');
    wire.wire.cut();
    expect(await agent.untilCall(id, 'ended')).toMatchObject({ endReason: 'network', hungUpBy: 'line' });
    await until('it waits', () => wire.customer(id).state === 'waiting');
    wire.wire.mend();
    await until('registered', () => agent.phone.registered);
    wire.offer(id, '1001');
    await agent.untilCall(id, 'ringing');
    expect(await agent.phone.answer(id)).toEqual(done);
  });

  it('and stays so, the line lets the caller go after a while', async () => {
    const agent = await wire.agent('1001');
    const id = await talking(agent);
    wire.wire.cut();
    await until('the line gave up', () => wire.customer(id).state === 'ended', 6000);
    expect(wire.customer(id).endedBy).toBe('line');
    wire.wire.mend();
    expect(await agent.untilCall(id, 'ended')).toMatchObject({ endReason: 'network' });
  });
});

describe('on another network', () => {
  const offers = (agent: AgentPhone) => agent.page?.asked.filter((each) => each.method === 'createOffer').map((each) => each.argument);

  it('a call finds its way anew with the connection it has, and is heard on', async () => {
    const agent = await wire.agent('1001');
    const id = await talking(agent);
    const before = [...(agent.page?.lines.keys() ?? [])];
    await agent.phone.networkChanged();
    expect(offers(agent)).toMatchObject([{ iceRestart: true }]);
    expect([...(agent.page?.lines.keys() ?? [])]).toEqual(before);
    const { rxPackets } = wire.customer(id);
    await until('the customer hears the agent on', () => wire.customer(id).rxPackets > rxPackets + 20 && wire.customer(id).heardHz === AGENT_HZ);
    expect(await agent.phone.hold(id, true)).toEqual(done);
    expect(offers(agent)?.at(-1)).toEqual({ hold: true, iceRestart: false, microphone: true });
  });

  it('a call that finds no way with the connection it has is given a new one', async () => {
    const agent = await wire.agent('1001');
    const id = await talking(agent);
    const before = [...(agent.page?.lines.keys() ?? [])];
    if (agent.page) agent.page.findsWay = false;
    await agent.phone.networkChanged();
    // Asked again where the line has not quite finished with the one before.
    expect(offers(agent)?.map((offer) => (offer as { iceRestart: boolean }).iceRestart)).toEqual(expect.arrayContaining([true, false]));
    expect([...(agent.page?.lines.keys() ?? [])]).not.toEqual(before);
    await until('the customer hears the agent again', () => wire.customer(id).heardHz === AGENT_HZ);
    expect(agent.call(id)).toMatchObject({ state: 'talking' });
  });
});

it('a wire that goes silent is noticed within three pings, and found again', async () => {
  const agent = await wire.agent('1001');
  const before = performance.now();
  wire.wire.silence();
  await until('noticed', () => agent.phone.state === 'away', 4000);
  expect(performance.now() - before).toBeLessThan(300 * 4);
  wire.wire.mend();
  await until('registered', () => agent.phone.registered);
});
