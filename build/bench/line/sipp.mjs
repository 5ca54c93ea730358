// Callers from outside: sipp, one process for each load.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { closeLater } from '../../tour/closeLater.mjs';

const trim = (text) => text.trim().split('\n').map((line) => line.trim()).join('\n');

const request = (method, { to, branch, tag = '', sequence = 1, more = '', body = '' }) => `<![CDATA[\n${trim(`
  ${method} ${to} SIP/2.0
  Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch${branch}]
  ${more}
  From: <sip:[field0]@carrier.bench>;tag=[pid]S[call_number]
  To: <sip:[service]@carrier.bench>${tag}
  Call-ID: [call_id]
  CSeq: ${sequence} ${method}
  Contact: <sip:caller@[local_ip]:[local_port]>
  Max-Forwards: 70
  ${body === '' ? '' : 'Content-Type: application/sdp'}
  Content-Length: ${body === '' ? '0' : '[len]'}`).replace(/\n\n+/g, '\n')}\n\n${body}]]>`;

const LINE = 'sip:[service]@[remote_ip]:[remote_port]';
const SDP = `${trim(`
  v=0
  o=- 1 1 IN IP4 [media_ip]
  s=-
  c=IN IP4 [media_ip]
  t=0 0
  m=audio [media_port] RTP/AVP 0 101
  a=rtpmap:0 PCMU/8000
  a=rtpmap:101 telephone-event/8000`)}\n`;

const scenario = (steps) => `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="caller">\n${steps.join('\n')}\n</scenario>\n`;
const send = (text, retransmits = true) => `<send${retransmits ? ' retrans="500"' : ''}>${text}</send>`;
const may = (status) => `<recv response="${status}" optional="true"/>`;

/** Waits until somebody answers, talks for a fifth of a second and hangs up. */
export const talks = scenario([
  send(request('INVITE', { to: LINE, branch: '', body: SDP })), may(100), may(182), may(183), may(180), '<recv response="200" rrs="true"/>',
  send(request('ACK', { to: '[next_url]', branch: '', tag: '[peer_tag_param]', more: '[routes]' }), false), '<pause milliseconds="200"/>',
  send(request('BYE', { to: '[next_url]', branch: '', tag: '[peer_tag_param]', sequence: 2, more: '[routes]' })), '<recv response="200"/>',
]);

/** Waits for so long, then hangs up. */
export const waits = (ms) => scenario([
  send(request('INVITE', { to: LINE, branch: '' })), may(100), '<recv response="182"/>', `<pause milliseconds="${ms}"/>`,
  send(request('CANCEL', { to: LINE, branch: '-4' })), may(200), '<recv response="487"/>', send(request('ACK', { to: LINE, branch: '-7', tag: '[peer_tag_param]' }), false),
]);

/** A number for each caller; hidden ones have none that could be rung back. */
function numbers(count, hidden) {
  return ['SEQUENTIAL', ...Array.from({ length: count }, (_, i) => (hidden ? 'anonymous' : `139${String(i).padStart(8, '0')}`)), ''].join('\n');
}

/**
 * Runs so many calls to their end.
 * @param {{ folder: string, line: string, scenario: string, calls: number, rate: number, hidden?: boolean, withinMs: number }} load
 * @returns {Promise<{ ok: number, failed: number, tookMs: number }>} `failed`: all that did not go by the scenario, and those that had not ended in time.
 */
export async function callIn({ folder, line, scenario: text, calls, rate, hidden = false, withinMs }) {
  const own = fs.mkdtempSync(path.join(folder, 'callers-'));
  fs.writeFileSync(path.join(own, 'scenario.xml'), text);
  fs.writeFileSync(path.join(own, 'numbers.csv'), numbers(Math.min(calls, 20_000), hidden));
  const startedMs = performance.now();
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'sipp', line, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-s', '8008201234', '-sf', 'scenario.xml', '-inf', 'numbers.csv', '-m', String(calls), '-r', String(rate),
    '-l', '20000', '-nostdin', '-aa', '-trace_stat', '-stf', 'stat.csv', '-fd', '1', '-timeout', `${Math.ceil(withinMs / 1000)}s`, '-timeout_error'], { cwd: own, stdio: 'ignore' });
  const stop = closeLater(() => { child.kill('SIGKILL'); });
  await new Promise((resolve, reject) => { child.once('exit', resolve); child.once('error', reject); });
  const tookMs = performance.now() - startedMs;
  void stop();
  const [head = '', ...rows] = fs.readFileSync(path.join(own, 'stat.csv'), 'utf8').trim().split('\n');
  const last = rows.at(-1)?.split(';') ?? [];
  const column = (name) => Number(last[head.split(';').indexOf(name)] ?? 0);
  const ok = column('SuccessfulCall(C)');
  return { ok, failed: calls - ok, tookMs };
}
