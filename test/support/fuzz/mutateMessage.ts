/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS: readonly string[] = [
  '', ' ', '\t', '\r\n', '\r\n\r\n', '\n', '\0', ':', ';', ',', '=', '"', '<', '>', '@', '%', '%00', '%s%n', '\\', '[::1]', '127.0.0.1:5060', '255.255.255.255', '-1', '0', '4294967296', '99999999999999999999',
  'sip:', 'tel:+1', 'sips:a@b', 'SIP/2.0', 'SIP/3.0', 'z9hG4bK', ';tag=', ';branch=', ';lr', ';alias=127.0.0.1~1~5', 'REGISTER', 'BYE', 'CANCEL', 'application/sdp', 'Reason: SIP;cause=200', 'Replaces: a;to-tag=b;from-tag=c',
  'X-Call-Id: x', 'Require: 100rel', 'Refer-To: <sip:1@b>', 'Event: refer', '\u00e4\u5f20\ud83d\ude00', 'A'.repeat(300), 'A'.repeat(5000), ';a=b'.repeat(200), '<'.repeat(500), '"\\'.repeat(100), 'm=audio 0 RTP/AVP', 'a=rtpmap:999 x/0', 'c=IN IP6 ::',
];
const LARGEST_BYTES = 40_000;

/** Changes a message in one to four ways: bytes, words, lines, numbers, its length. */
export function mutateMessage(message: Buffer, random: () => number): Buffer {
  let bytes = message;
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes -= 1) bytes = mutateOnce(bytes, random);
  return bytes.subarray(0, LARGEST_BYTES);
}

const below = (most: number, random: () => number): number => Math.floor(random() * most);

function mutateOnce(bytes: Buffer, random: () => number): Buffer {
  const at = below(bytes.length + 1, random);
  const word = Buffer.from(WORDS[below(WORDS.length, random)] ?? '');
  const pieces = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
  switch (below(10, random)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) flipped[at % flipped.length] = (flipped[at % flipped.length] ?? 0) ^ (1 << below(8, random));
      return flipped;
    }
    case 1: return pieces(bytes.subarray(0, at), word, bytes.subarray(at));
    case 2: return pieces(bytes.subarray(0, at), bytes.subarray(at + 1 + below(40, random)));
    case 3: return bytes.subarray(0, at);
    case 4: return pieces(bytes.subarray(0, at), Buffer.from([below(256, random), below(256, random)]), bytes.subarray(at));
    case 5: return inLines(bytes, random, (lines, line) => [...lines.slice(0, line), ...lines.slice(line + 1)]);
    case 6: return inLines(bytes, random, (lines, line) => [...lines.slice(0, line), ...Array.from({ length: 1 + below(60, random) }, () => lines[line] ?? ''), ...lines.slice(line)]);
    case 7: return inLines(bytes, random, (lines, line) => {
      const other = below(lines.length, random);
      return lines.map((text, place) => (place === line ? lines[other] ?? '' : place === other ? lines[line] ?? '' : text));
    });
    // What a header says becomes something else.
    case 8: return inLines(bytes, random, (lines, line) => lines.map((text, place) => (place === line ? text.replace(/:.*$/s, `: ${word.toString('latin1')}`) : text)));
    default: return Buffer.from(bytes.toString('latin1').replace(/\d+/g, (number) => (random() < 0.08 ? word.toString('latin1') : number)), 'latin1');
  }
}

function inLines(bytes: Buffer, random: () => number, change: (lines: readonly string[], line: number) => readonly string[]): Buffer {
  const lines = bytes.toString('latin1').split('\r\n');
  return Buffer.from(change(lines, below(lines.length, random)).join('\r\n'), 'latin1');
}
