import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CRLF_LINES = (text: string): string => text.trim().split('\n').map((line) => line.trim()).join('\n');

/** One INVITE as a carrier sends it, and what is expected of the line. @param headers lines of the test's own. */
export function inviteScenario(headers: readonly string[], expect: string): string {
  const invite = CRLF_LINES(`
    INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    From: <sip:02161234567@carrier.test>;tag=[pid]S[call_number]
    To: <sip:[service]@carrier.test>
    Call-ID: [call_id]
    CSeq: 1 INVITE
    Contact: <sip:caller@[local_ip]:[local_port]>
    Max-Forwards: 70
    ${headers.join('\n')}
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=- 1 1 IN IP4 [media_ip]
    s=-
    c=IN IP4 [media_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 0
    a=rtpmap:0 PCMU/8000`).replace(/\n\n+(?=Content-Type)/, '\n');
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="caller"><send retrans="500"><![CDATA[\n${invite}\n\n]]></send>${expect}</scenario>\n`;
}

/** What a caller does who was turned away with this status. */
export const turnedAway = (status: number): string => `<recv response="100" optional="true"/><recv response="${status}"/>${request('ACK', '', true)}`;

/** What a caller does who waits, hears the music for so long and gives up. */
export const givesUpAfter = (ms: number): string => `<recv response="100" optional="true"/><recv response="182"/><recv response="183"/><pause milliseconds="${ms}"/>
${request('CANCEL', '-5', false)}<recv response="200" optional="true"/><recv response="487"/>${request('ACK', '-8', true)}`;

/** What a caller does who waits for as long as it takes, is answered once, talks and is hung up on. */
export const talksToTheEnd = (withinMs: number): string => `<recv response="100" optional="true"/><recv response="182"/><recv response="183"/><recv response="200" rrs="true" timeout="${withinMs}"/>
<send><![CDATA[\n${CRLF_LINES(`
    ACK [next_url] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    [routes]
    From: <sip:02161234567@carrier.test>;tag=[pid]S[call_number]
    To: <sip:[service]@carrier.test>[peer_tag_param]
    Call-ID: [call_id]
    CSeq: 1 ACK
    Max-Forwards: 70
    Content-Length: 0`)}\n\n]]></send>
<recv request="BYE" timeout="${withinMs}"/><send><![CDATA[\n${CRLF_LINES(`
    SIP/2.0 200 OK
    [last_Via:]
    [last_From:]
    [last_To:]
    [last_Call-ID:]
    [last_CSeq:]
    Content-Length: 0`)}\n\n]]></send>`;

const request = (method: string, branch: string, toTag: boolean): string => `<send><![CDATA[\n${CRLF_LINES(`
    ${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch${branch}]
    From: <sip:02161234567@carrier.test>;tag=[pid]S[call_number]
    To: <sip:[service]@carrier.test>${toTag ? '[peer_tag_param]' : ''}
    Call-ID: [call_id]
    CSeq: 1 ${method}
    Max-Forwards: 70
    Content-Length: 0`)}\n\n]]></send>`;

export interface SippEnd {
  readonly code: number | null;
  readonly words: string;
}

/**
 * Runs a scenario of sipp's to its end.
 *
 * @param line address:port of the line. @param options from: our address; calls and rate: how many, how many a second; within: the longest all may take.
 */
export async function runSipp(line: string, scenario: string, options: { readonly from?: string; readonly dialled?: string; readonly calls?: number; readonly rate?: number; readonly withinMs?: number } = {}): Promise<SippEnd> {
  const { from = '127.0.0.1', dialled = '8008201234', calls = 1, rate = 10, withinMs = 40_000 } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'careline-sipp-'));
  const file = path.join(folder, 'scenario.xml');
  writeFileSync(file, scenario);
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'sipp', line, '-i', from, '-mi', from, '-s', dialled, '-sf', file, '-m', String(calls), '-r', String(rate), '-nostdin', '-aa',
    '-timeout', `${Math.ceil(withinMs / 1000)}s`, '-timeout_error', '-recv_timeout', '20000'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { words = (words + String(chunk)).slice(-6000); });
  const code = await new Promise<number | null>((resolve) => { child.once('close', resolve); });
  rmSync(folder, { recursive: true, force: true });
  return { code, words };
}
