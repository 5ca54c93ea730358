import type { RawData, WebSocket } from 'ws';

const PING_MS = 2000;
/** Pings in a row that may stay unanswered: at the second the link is down. */
const MOST_MISSED = 2;

/** A frame's JSON; undefined when it is none (the message's schema then refuses it). */
export function readFrame(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

/** Pings every 2 s and cuts a connection that has missed two. */
export function keepAlive(socket: WebSocket): void {
  let missed = 0;
  const timer = setInterval(() => {
    if (missed >= MOST_MISSED) return socket.terminate();
    missed++;
    socket.ping();
  }, PING_MS);
  socket.on('pong', () => { missed = 0; });
  socket.on('close', () => clearInterval(timer));
}
