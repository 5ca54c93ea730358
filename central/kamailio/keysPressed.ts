import { createSocket, type Socket } from 'node:dgram';
import { z } from 'zod';
import { MUSIC_SESSION } from './waitingMusic.ts';

/** RFC 4733 section 3.2. */
const KEYS = '0123456789*#ABCD';

const pressedSchema = z.object({ callid: z.string().max(256), event: z.number().int().min(0).max(15) });

/** Hears rtpengine tell which keys waiting callers press (its --dtmf-log-dest): one JSON datagram when a key is let go. */
export function keysPressed(port: number, hear: (leg: string, key: string) => void, log: (what: string) => void): Socket {
  const socket = createSocket('udp4');
  // Without it no key is heard, and everything else goes on.
  socket.on('error', (error) => log(`the keys of waiting callers are not heard (${error.message})`));
  socket.on('message', (bytes) => {
    const pressed = readPressed(bytes.toString('utf8'));
    if (pressed !== null) hear(pressed.leg, pressed.key);
  });
  socket.bind(port, '127.0.0.1');
  return socket;
}

/** @returns null when it is none of a waiting caller's. */
export function readPressed(text: string): { readonly leg: string; readonly key: string } | null {
  try {
    const { callid, event } = pressedSchema.parse(JSON.parse(text));
    return callid.startsWith(MUSIC_SESSION) ? { leg: callid.slice(MUSIC_SESSION.length), key: KEYS[event] ?? '' } : null;
  } catch {
    return null;
  }
}
