// Agents' telephones for the load, all on one UDP socket: each rings, answers after a fifth of a second and stays until the caller hangs up.
import dgram from 'node:dgram';
import { closeLater } from '../../tour/closeLater.mjs';

const ANSWERS_AFTER_MS = 200;
const AGAIN_MS = 500;
const TRIES = 8;
const MEDIA_PORT = 7000;

const KEPT = /^(?:Via|Record-Route|From|Call-ID|CSeq)\s*:.*$/gim;

/** @returns {Promise<{ port: number, onInvite: (callId: string, atMs: number) => void, invites: () => number }>} */
export async function openAgents() {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  await new Promise((resolve, reject) => { socket.once('error', reject); socket.bind(0, '127.0.0.1', resolve); });
  const { port } = socket.address();
  /** Answers that were not confirmed yet, by Call-ID. */
  const unconfirmed = new Map();
  const known = new Set();
  const house = { port, onInvite: () => {}, invites: () => known.size };
  const sdp = `v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${MEDIA_PORT} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;

  const answer = (text, from, status, tag, body = '') => {
    const to = /^To\s*:.*$/im.exec(text)?.[0] ?? 'To: <sip:nobody@invalid>';
    const type = body === '' ? '' : 'Content-Type: application/sdp\r\n';
    socket.send(`SIP/2.0 ${status}\r\n${(text.match(KEPT) ?? []).join('\r\n')}\r\n${to.includes(';tag=') ? to : `${to};tag=${tag}`}\r\nContact: <sip:agent@127.0.0.1:${port}>\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, from.port, from.address);
  };
  const confirm = (id) => {
    clearTimeout(unconfirmed.get(id));
    unconfirmed.delete(id);
  };
  const accept = (text, from, id, tries) => {
    answer(text, from, '200 OK', `a${id.length}`, sdp);
    unconfirmed.set(id, setTimeout(() => { if (tries > 1) accept(text, from, id, tries - 1); else unconfirmed.delete(id); }, AGAIN_MS));
  };
  socket.on('message', (bytes, from) => {
    const text = bytes.toString('latin1');
    const id = /^Call-ID\s*:\s*(\S+)/im.exec(text)?.[1] ?? '';
    if (text.startsWith('INVITE ')) {
      const atMs = performance.now();
      if (known.has(id)) return;
      known.add(id);
      house.onInvite(/^X-Call-Id\s*:\s*(\S+)/im.exec(text)?.[1] ?? '', atMs);
      answer(text, from, '180 Ringing', `a${id.length}`);
      unconfirmed.set(id, setTimeout(() => accept(text, from, id, TRIES), ANSWERS_AFTER_MS));
    } else if (text.startsWith('ACK ')) confirm(id);
    else if (text.startsWith('CANCEL ')) { confirm(id); answer(text, from, '200 OK', 'c'); } else if (text.startsWith('BYE ')) { confirm(id); answer(text, from, '200 OK', 'b'); } else if (text.startsWith('OPTIONS ')) answer(text, from, '200 OK', 'o');
  });
  closeLater(() => {
    for (const timer of unconfirmed.values()) clearTimeout(timer);
    socket.close();
  });
  return house;
}
