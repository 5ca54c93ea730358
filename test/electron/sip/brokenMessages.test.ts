import { afterEach, beforeEach, expect, it } from 'vitest';
import { AGENT_HZ, type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

let wire: OneWire;
let agent: AgentPhone;
beforeEach(async () => {
  wire = await OneWire.open();
  agent = await wire.agent('1001');
});
afterEach(async () => { await wire.close(); });

let count = 0;
/** An INVITE with some lines changed: `null` leaves one out. */
function invite(changes: Readonly<Record<string, string | null>> = {}, body = '', startLine = 'INVITE sip:1001@desk.invalid SIP/2.0'): string {
  count += 1;
  const method = startLine.split(' ')[0];
  const lines: Record<string, string | null> = {
    Via: `SIP/2.0/WS evil.invalid;branch=z9hG4bKbad${count}`, From: `<sip:02161234567@c>;tag=t${count}`, To: '<sip:1001@practice.careline>', 'Call-ID': `bad-${count}`,
    CSeq: `1 ${method}`, 'Max-Forwards': '70', Contact: '<sip:x@evil.invalid;transport=ws>', 'Content-Length': String(Buffer.byteLength(body)), ...changes,
  };
  return [startLine, ...Object.entries(lines).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}

const sdp = { 'Content-Type': 'application/sdp' };
const broken: readonly (readonly [string, (callId: string) => string])[] = [
  ['text', () => 'hello'],
  ['zeros', () => '\0'.repeat(1000)],
  ['half a message', () => invite().slice(0, 60)],
  ['HTTP', () => 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['JSON', () => '{"t":"hello"}'],
  ['a huge header', () => invite({ Subject: 'x'.repeat(150_000) })],
  ['ten thousand headers', () => invite({}).replace('\r\n\r\n', `\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`)],
  ...['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards', 'Contact'].map((name) => [`no ${name}`, () => invite({ [name]: null })] as const),
  ...['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Contact', 'Content-Length', 'Content-Type', 'Content-Disposition', 'Require', 'Replaces', 'Record-Route', 'Expires', 'P-Asserted-Identity', 'Refer-To']
    .map((name) => [`rubbish in ${name}`, () => invite({ [name]: '<<"%;=\u0001' })] as const),
  ['a body shorter than it says', () => invite({ 'Content-Length': '5000' }, 'v=0')],
  ['an unknown method', () => invite({}, '', 'STEAL sip:1001@desk.invalid SIP/2.0')],
  ['a foreign user', () => invite({}, '', 'INVITE sip:9999@desk.invalid SIP/2.0')],
  ['sips', () => invite({}, '', 'INVITE sips:1001@desk.invalid SIP/2.0')],
  ['a request to a telephone', () => invite({}, '', 'INVITE tel:1001 SIP/2.0')],
  ['Replaces without a dialog', () => invite({ Replaces: 'none;to-tag=a;from-tag=b', Require: 'replaces' })],
  ...['BYE', 'CANCEL', 'ACK', 'INFO', 'NOTIFY', 'REFER', 'MESSAGE', 'SUBSCRIBE', 'REGISTER', 'PRACK', 'UPDATE', 'PUBLISH'].map((method) => [`${method} out of nowhere`, () => invite({}, '', `${method} sip:1001@desk.invalid SIP/2.0`)] as const),
  ...['BYE', 'INVITE', 'NOTIFY', 'REFER', 'ACK'].map((method) => [`${method} in a dialog nobody has`, () => invite({ To: '<sip:1001@practice.careline>;tag=nobody' }, '', `${method} sip:1001@desk.invalid SIP/2.0`)] as const),
  ['an answer to nothing', () => invite({}, '', 'SIP/2.0 200 OK').replace('CSeq: 1 SIP/2.0', 'CSeq: 1 INVITE')],
  ['a status of 999', () => invite({}, '', 'SIP/2.0 999 What')],
  ['the live call a second time', (callId) => invite({ 'X-Call-Id': callId, ...sdp }, 'v=0\r\n')],
];

it('no broken message disturbs the call that is on, or the next one', async () => {
  const id = wire.ring('1001');
  await agent.untilCall(id, 'ringing');
  await agent.phone.answer(id);
  await until('sound', () => wire.customer(id).heardHz === AGENT_HZ);

  for (const [title, make] of broken) {
    expect(wire.exchange.sendRaw('1001', make(id)), title).toBe(true);
    // An OPTIONS answered after it: the desktop has read the message and still speaks SIP.
    expect(await wire.exchange.desk('1001')?.probe(), title).toBe(true);
  }
  expect(agent.call(id)).toMatchObject({ state: 'talking', number: '02161234567' });
  expect(wire.customer(id).heardHz).toBe(AGENT_HZ);

  for (const call of agent.phone.calls.filter((each) => each.state === 'ringing')) await agent.phone.reject(call.id, 'other');
  const next = wire.ring('1001', { from: '13800138000' });
  expect(await agent.untilCall(next, 'ringing')).toMatchObject({ number: '13800138000' });
});

it('an offer of nonsense rings, and fails in words when it is answered', async () => {
  wire.exchange.sendRaw('1001', invite({ 'X-Call-Id': 'nonsense', ...sdp }, 'v=0\r\nm=audio\r\na=fingerprint:\r\n'));
  await agent.untilCall('nonsense', 'ringing');
  expect(await agent.phone.answer('nonsense')).toMatchObject({ ok: false, refusal: 'media-failed' });
  expect(agent.call('nonsense')?.state).toBe('ended');
});

it('a caller whose From is a tel: address rings', async () => {
  wire.exchange.sendRaw('1001', invite({ From: '<tel:+862161234567>;tag=tel', 'X-Call-Id': 'tel-caller' }));
  expect(await agent.untilCall('tel-caller', 'ringing')).toMatchObject({ number: '+862161234567', storedNumber: '+862161234567', identitySource: 'from' });
});
