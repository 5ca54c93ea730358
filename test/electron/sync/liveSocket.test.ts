import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { LiveSocket } from '../../../electron/sync/liveSocket.ts';
import type { LiveToDesk } from '../../../shared/sync/liveMessages.ts';

const hello = JSON.stringify({ t: 'hello', serverTimeMs: 1_790_000_000_000, presence: { state: { kind: 'available' }, sinceMs: 1_790_000_000_000, next: null, seq: 1 } });

let server: WebSocketServer;
let socket: LiveSocket;
let heard: LiveToDesk[];
let ups: boolean[];
let changed: () => void;

/** Resolves when the list of ups and downs is as wanted. */
function untilUps(wanted: readonly boolean[]): Promise<void> {
  return new Promise((resolve) => {
    changed = () => { if (JSON.stringify(ups) === JSON.stringify(wanted)) resolve(); };
    changed();
  });
}

beforeEach(async () => {
  heard = [];
  ups = [];
  changed = () => {};
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  socket = new LiveSocket({
    url: () => `ws://127.0.0.1:${port}/live`, accessToken: async () => 'token-1',
    onMessage: (message) => heard.push(message), onUp: (up) => { ups.push(up); changed(); },
  });
});
afterEach(async () => {
  socket.stop();
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => { server.close(resolve); });
});

describe('LiveSocket', () => {
  it('shows its token, is up after hello and not before, and carries messages', async () => {
    const asked = once(server, 'connection');
    socket.start();
    const [client, request] = (await asked) as [WebSocket, { headers: Record<string, string> }];
    expect(request.headers['authorization']).toBe('Bearer token-1');
    expect(socket.send({ t: 'probe' })).toBe(false);
    client.send(hello);
    await untilUps([true]);
    const said = once(client, 'message');
    expect(socket.send({ t: 'probe' })).toBe(true);
    expect(String((await said)[0])).toBe('{"t":"probe"}');
  });
  it('comes back by itself after the socket is cut', async () => {
    server.on('connection', (client) => client.send(hello));
    socket.start();
    await untilUps([true]);
    for (const client of server.clients) client.terminate();
    await untilUps([true, false, true]);
  });
  it('stays away for as long as a central that stops has told it', async () => {
    let first = true;
    server.on('connection', (client) => {
      client.send(hello);
      if (!first) return;
      first = false;
      client.send(JSON.stringify({ t: 'bye', afterMs: 900 }));
      client.close();
    });
    socket.start();
    await untilUps([true, false]);
    const lostMs = performance.now();
    await untilUps([true, false, true]);
    expect(performance.now() - lostMs).toBeGreaterThan(880);
  });
  it('does not stumble over messages that are no JSON or of no known kind', async () => {
    server.on('connection', (client) => { client.send('{{'); client.send('{"t":"future"}'); client.send(hello); });
    socket.start();
    await untilUps([true]);
    expect(heard.map((message) => message.t)).toEqual(['hello']);
  });
  it('notices a link that has gone silent though its socket stands, and says so', async () => {
    // A wire that can be blocked: what the desktop sends afterwards is swallowed, nothing is closed.
    const { port } = server.address() as AddressInfo;
    let blocked = false;
    const wire = net.createServer((near) => {
      const far = net.connect(port, '127.0.0.1');
      near.on('data', (chunk) => { if (!blocked) far.write(chunk); });
      far.on('data', (chunk) => { if (!blocked) near.write(chunk); });
      for (const end of [near, far]) end.on('error', () => {}).on('close', () => { near.destroy(); far.destroy(); });
    });
    wire.listen(0, '127.0.0.1');
    await once(wire, 'listening');
    socket = new LiveSocket({
      url: () => `ws://127.0.0.1:${(wire.address() as AddressInfo).port}/live`, accessToken: async () => 'token-1',
      onMessage: () => {}, onUp: (up) => { ups.push(up); changed(); },
    });
    server.on('connection', (client) => client.send(hello));
    socket.start();
    await untilUps([true]);
    blocked = true;
    await untilUps([true, false]);
    socket.stop();
    wire.close();
  });
});
