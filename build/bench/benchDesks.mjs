// Desktops as central sees them: a sign-in, a live connection, requests over connections that are kept open.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { live, protocol } from './protocol.mjs';

/** Keeps connections open as a desktop does; one request each at a time. */
export const keptOpen = (connections) => new http.Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });

/** One request; resolves to the answer's text. @throws for any status but 200. */
export function ask(agent, url, { method = 'GET', token = null, body = null } = {}) {
  return new Promise((resolve, reject) => {
    const payload = body === null ? null : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const request = http.request(url, {
      agent, method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(payload === null ? {} : { 'content-type': 'application/json', 'content-length': payload.length }) },
    }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${new URL(url).pathname}: ${answer.statusCode} ${text.slice(0, 200)}`));
      });
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(payload);
  });
}

/** Sign-ins from one address are bounded by the minute: a thousand from this one have to wait for the next. */
const AGAIN_MS = 3000;

/** Signs in; resolves to the session central hands out. */
export async function signIn(agent, centralUrl, number, password) {
  const { PROTOCOL_VERSION } = await protocol();
  const body = { number, password, deviceId: randomUUID(), desktopVersion: '0.1.0', proto: PROTOCOL_VERSION, takeOver: true };
  for (;;) {
    try {
      return JSON.parse(await ask(agent, new URL('/session', centralUrl), { method: 'POST', body }));
    } catch (error) {
      if (!error.message.includes(': 429 ')) throw error;
      await pause(AGAIN_MS);
    }
  }
}

/** Opens the live connection; resolves when central has said hello. `hear` is told every message, the hello too. */
export async function goLive(centralUrl, session, hear = () => {}) {
  const [{ SCHEMA_HEADER }, { RECORD_SCHEMA_VERSION }] = await Promise.all([live(), protocol()]);
  return await new Promise((resolve, reject) => {
    const url = new URL('/live', centralUrl);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${session.accessToken}`, [SCHEMA_HEADER]: String(RECORD_SCHEMA_VERSION) }, perMessageDeflate: false });
    let greeted = false;
    socket.on('message', (data) => {
      const text = String(data);
      if (!greeted && text.includes('"t":"hello"')) { greeted = true; resolve(socket); }
      hear(text);
    });
    socket.on('error', reject);
    socket.on('close', () => { if (!greeted) reject(new Error('central closed a connection before its hello')); });
  });
}

/** Runs `work(item, index)` for all of them, so many at a time. */
export async function inParallel(items, atOnce, work) {
  const results = new Array(items.length);
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    while (next < items.length) {
      const at = next;
      next += 1;
      results[at] = await work(items[at], at);
    }
  }));
  return results;
}

/**
 * Runs `once(client, n)` from so many clients, each again and again, for a while.
 * @returns {Promise<{ rate: number, samples: number[] }>} runs a second, and the milliseconds each took.
 */
export async function hammer(clients, forMs, once) {
  const samples = [];
  const startedMs = performance.now();
  const untilMs = startedMs + forMs;
  let n = 0;
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    while (performance.now() < untilMs) {
      const fromMs = performance.now();
      n += 1;
      await once(client, n);
      samples.push(performance.now() - fromMs);
    }
  }));
  return { samples, rate: (samples.length * 1000) / (performance.now() - startedMs) };
}
