// The practice line under load: many short calls that are only signalled, and calls with sound at once. Its desktops are the load's own,
// plain SIP over WebSocket; their sound is werift's.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { WebSocket, WebSocketServer } from 'ws';
import { askNobody } from '../../../central/practice/askNobody.ts';
import { linePassword, PRACTICE_DOMAIN } from '../../../central/line/linePassword.ts';
import { lineSecret } from '../../../central/line/lineSecret.ts';
import { startPracticeLine } from '../../services.mjs';
import { closeLater } from '../../tour/closeLater.mjs';

const FRAME_MS = 20;
const FRAME_BYTES = 160;
/** A call whose packets come so much slower than fifty a second is no call. */
const FEWEST_PACKETS_A_SECOND = 47;
const TICKS_A_SECOND = 100;

const md5 = (text) => createHash('md5').update(text).digest('hex');
const value = (text, name) => new RegExp(`^${name}\\s*:\\s*(.*?)\\r?$`, 'im').exec(text)?.[1] ?? '';

/** Central's end of the line, for a bench in which everybody is offered at once to whoever is named for them. */
async function openCentral() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/line' });
  await new Promise((resolve) => { server.once('listening', resolve); });
  const central = { url: `http://127.0.0.1:${server.address().port}`, say: () => {}, onWaiting: () => {}, onEnded: () => {}, onNotTaken: () => {} };
  server.on('connection', (socket) => {
    central.say = (message) => socket.send(JSON.stringify(message));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.t === 'hello') central.say({ t: 'welcome' });
      else if (message.t === 'waiting') central.onWaiting(message.call.callId);
      else if (message.t === 'ended') central.onEnded(message);
      else if (message.t === 'not-taken' || message.t === 'abandoned') central.onNotTaken(message);
    });
  });
  closeLater(() => { for (const socket of server.clients) socket.terminate(); server.close(); });
  return central;
}

/** A description that a line accepts and no sound ever comes of. */
const SILENT_SDP = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 0', 'c=IN IP4 127.0.0.1', 'a=rtpmap:0 PCMU/8000', 'a=mid:0', 'a=sendrecv', 'a=rtcp-mux', 'a=ice-ufrag:none', 'a=ice-pwd:nobodyanswersatthisaddress', 'a=setup:active',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => '00').join(':')}`, ''].join('\r\n');

/** One desktop's telephone: registers, and answers whatever rings. */
class Phone {
  constructor(extension, socket, secret, answerWith) {
    Object.assign(this, { extension, socket, secret, answerWith, count: 0 });
    socket.on('message', (data) => { void this.hear(String(data)); });
  }

  static async open(url, extension, secret, answerWith) {
    const socket = new WebSocket(url, 'sip');
    await new Promise((resolve, reject) => { socket.once('open', resolve).once('error', reject); });
    closeLater(() => socket.terminate());
    const phone = new Phone(extension, socket, secret, answerWith);
    await new Promise((resolve) => { phone.registered = resolve; phone.register(null); });
    return phone;
  }

  register(nonce) {
    this.count += 1;
    const uri = `sip:${PRACTICE_DOMAIN}`;
    const own = `<sip:${this.extension}@${PRACTICE_DOMAIN}>`;
    const response = md5(`${md5(`${this.extension}:${PRACTICE_DOMAIN}:${linePassword(this.secret, this.extension)}`)}:${nonce}:00000001:c:auth:${md5(`REGISTER:${uri}`)}`);
    const proof = nonce === null ? '' : `Authorization: Digest username="${this.extension}", realm="${PRACTICE_DOMAIN}", nonce="${nonce}", uri="${uri}", response="${response}", qop=auth, cnonce="c", nc=00000001, algorithm=MD5\r\n`;
    this.socket.send(`REGISTER ${uri} SIP/2.0\r\nVia: SIP/2.0/WS ${this.extension}.invalid;branch=z9hG4bKr${this.extension}x${this.count}\r\nMax-Forwards: 70\r\nFrom: ${own};tag=${this.extension}\r\nTo: ${own}\r\nCall-ID: reg${this.extension}\r\nCSeq: ${this.count} REGISTER\r\nContact: <sip:${this.extension}@${this.extension}.invalid;transport=ws>\r\nExpires: 600\r\n${proof}Content-Length: 0\r\n\r\n`);
  }

  async hear(text) {
    if (text.startsWith('SIP/2.0 401')) { this.register(/nonce="([^"]*)"/.exec(text)?.[1] ?? ''); return; }
    if (text.startsWith('SIP/2.0 200') && /^CSeq:.*REGISTER/im.test(text)) { this.registered(); return; }
    if (text.startsWith('INVITE ')) this.reply(text, '200 OK', await this.answerWith(text.slice(text.indexOf('\r\n\r\n') + 4), value(text, 'Call-ID')));
    else if (text.startsWith('BYE ') || text.startsWith('CANCEL ')) { this.reply(text, '200 OK'); this.over?.(value(text, 'Call-ID')); } else if (text.startsWith('OPTIONS ')) this.reply(text, '200 OK');
  }

  reply(text, status, body = '') {
    const kept = (text.match(/^(?:Via|Record-Route|From|Call-ID|CSeq)\s*:.*$/gim) ?? []).map((line) => line.trim()).join('\r\n');
    const to = value(text, 'To');
    this.socket.send(`SIP/2.0 ${status}\r\n${kept}\r\nTo: ${to.includes(';tag=') ? to : `${to};tag=d${this.extension}`}\r\nContact: <sip:${this.extension}@${this.extension}.invalid;transport=ws>\r\n${body === '' ? '' : 'Content-Type: application/sdp\r\n'}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
}

const onlyLoopback = (sdp) => sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate') || / 127\.0\.0\.1 /.test(line)).join('\r\n');

/** The page of a desktop that talks: fifty packets a second each way. */
function openSound() {
  const calls = new Map();
  const frame = Buffer.alloc(FRAME_BYTES, 0xff);
  let dueMs = performance.now();
  const timer = setInterval(() => {
    for (; dueMs <= performance.now(); dueMs += FRAME_MS) {
      for (const call of calls.values()) {
        if (call.pc.connectionState !== 'connected') continue;
        call.sequence = (call.sequence + 1) & 0xffff;
        const header = new RtpHeader({ version: 2, payloadType: 0, sequenceNumber: call.sequence, timestamp: call.sequence * FRAME_BYTES, ssrc: call.transceiver.sender.ssrc, marker: false });
        void call.transceiver.sender.sendRtp(new RtpPacket(header, frame)).catch(() => {});
      }
    }
  }, FRAME_MS / 2);
  closeLater(() => clearInterval(timer));
  return {
    calls,
    async answer(offer, id) {
      const pc = new RTCPeerConnection({
        iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'], iceInterfaceAddresses: { udp4: '127.0.0.1' },
        codecs: { audio: [new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 })] },
      });
      const transceiver = pc.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
      askNobody(pc);
      calls.set(id, { pc, transceiver, sequence: 0 });
      await pc.setRemoteDescription({ type: 'offer', sdp: offer });
      await pc.setLocalDescription(await pc.createAnswer());
      return onlyLoopback(pc.localDescription.sdp);
    },
    over(id) {
      void calls.get(id)?.pc.close().catch(() => {});
      calls.delete(id);
    },
  };
}

/** Seconds of processor a process has had. */
function cpuSeconds(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** @param {{ folder: string }} options */
export async function openPractice({ folder }) {
  const central = await openCentral();
  const secret = lineSecret(folder);
  const line = await startPracticeLine({ dataDir: folder, demo: false, quiet: true, env: { CARELINE_LINE_PORT: '0', CARELINE_LINE_CONTROL_PORT: '0' } }, central.url);
  closeLater(() => line.stop());
  const ask = async (method, where, body) => {
    const answer = await fetch(new URL(where, String(line.ready.controlUrl)), { method, headers: { authorization: `Line ${secret}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`practice line ${where}: ${answer.status}`);
    return await answer.json();
  };
  const ring = (persona) => ask('POST', '/ring', { from: '02161234567', dialled: '8008201234', persona, keys: null });
  const offer = (callId, extension) => central.say({ t: 'offer', callId, extension, ringMs: 20_000, queue: 'bench', waitedSeconds: 0 });
  const open = (extension, answerWith) => Phone.open(String(line.ready.sipUrl), extension, secret, answerWith);

  return {
    /** So many callers at a time, each answered and gone at once, from that many desktops. @returns {Promise<{ rate: number, failed: number }>} */
    async callsPerSecond({ desks, forMs }) {
      const free = [];
      for (let i = 0; i < desks; i += 1) free.push((await open(String(3001 + i), async () => SILENT_SDP)).extension);
      const deskOf = new Map();
      let [done, failed, ringing] = [0, 0, true];
      const over = (callId, isFailure) => {
        const extension = deskOf.get(callId);
        if (extension === undefined) return;
        deskOf.delete(callId);
        if (isFailure) failed += 1;
        else done += 1;
        if (ringing) next(extension);
      };
      const next = (extension) => { void ring('silent,talks:0').then(({ callId }) => { deskOf.set(callId, extension); offer(callId, extension); }, () => { failed += 1; }); };
      central.onEnded = ({ callId }) => over(callId, false);
      central.onNotTaken = ({ callId }) => over(callId, true);
      const startedMs = performance.now();
      for (const extension of free) next(extension);
      await pause(forMs);
      const [counted, tookMs] = [done, performance.now() - startedMs];
      ringing = false;
      for (let tries = 0; deskOf.size > 0 && tries < 200; tries += 1) await pause(25);
      return { rate: (counted * 1000) / tookMs, failed: failed + deskOf.size };
    },
    /** So many calls at once with sound both ways. @returns {Promise<{ isWhole: boolean, share: number }>} `share`: of one processor, the line's. */
    async soundCalls({ calls, forMs }) {
      const sound = openSound();
      const waiting = new Map();
      const phones = [];
      for (let i = 0; i < calls; i += 1) {
        const phone = await open(String(4001 + i), (sdp, id) => sound.answer(sdp, id));
        phone.over = (id) => sound.over(id);
        phones.push(phone);
        const { callId } = await ring('talker,long');
        waiting.set(callId, phone);
        offer(callId, phone.extension);
        await pause(20);
      }
      const ours = async () => (await ask('GET', '/calls')).filter(({ callId }) => waiting.has(callId));
      for (let tries = 0; (await ours()).some(({ rxPackets, txPackets }) => rxPackets < 25 || txPackets < 25); tries += 1) {
        if (tries > 60) return { isWhole: false, share: 0, ...await this.hangUp([...waiting.keys()]) };
        await pause(250);
      }
      const before = new Map((await ours()).map((call) => [call.callId, call]));
      const [cpuBefore, startedMs] = [cpuSeconds(line.child.pid), performance.now()];
      await pause(forMs);
      const seconds = (performance.now() - startedMs) / 1000;
      const share = (cpuSeconds(line.child.pid) - cpuBefore) / seconds;
      const after = await ours();
      const isWhole = after.length === calls && after.every((call) => call.state === 'talking'
        && ['rxPackets', 'txPackets'].every((way) => (call[way] - before.get(call.callId)[way]) / seconds >= FEWEST_PACKETS_A_SECOND));
      await this.hangUp([...waiting.keys()]);
      for (const phone of phones) phone.socket.terminate();
      return { isWhole, share };
    },
    async hangUp(callIds) {
      for (const callId of callIds) await ask('POST', `/calls/${callId}/hangup`, {}).catch(() => {});
      return {};
    },
  };
}
