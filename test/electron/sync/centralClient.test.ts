import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CentralClient } from '../../../electron/sync/centralClient.ts';
import { CENTRAL_FAULT, NOT_SENT } from '../../../shared/ipc/commands.ts';
import type { Session } from '../../../shared/sync/sessionMessages.ts';

let server: Server | null = null;
const stop = async (): Promise<void> => {
  const running = server;
  server = null;
  if (running === null) return;
  running.closeAllConnections();
  await new Promise((done) => { running.close(done); });
};
afterEach(stop);

const SIGNED_IN_MS = Date.UTC(2026, 10, 21, 2);
const session: Session = {
  agent: { id: randomUUID(), number: '1036', name: '王倩', extension: '8036', role: 'agent', team: '母婴', site: '广州', active: true },
  accessToken: 'a', accessTokenExpiresAtMs: SIGNED_IN_MS + 3_600_000, refreshToken: 'r', deskKey: Buffer.alloc(32, 1).toString('base64'), serverTimeMs: SIGNED_IN_MS, demo: true,
  line: { kind: 'practice', url: 'ws://127.0.0.1:1', domain: 'practice.careline', user: '8036', password: 'p' },
  policy: { wrapUpSeconds: 60, ringSeconds: 20, callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [120], zone: 'Asia/Shanghai' },
};

/** A client signed in at a central that reads a push and then hangs up on it. */
async function signedIn(onPush: () => void, answer: { readonly status: number; readonly body: unknown } | null = null): Promise<CentralClient> {
  const listening = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/session') { response.setHeader('content-type', 'application/json').end(JSON.stringify(session)); return; }
      onPush();
      if (answer !== null) { response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body)); return; }
      request.socket.destroy();
    });
  });
  server = listening;
  await new Promise<void>((up) => { listening.listen(0, '127.0.0.1', up); });
  const { port } = listening.address() as AddressInfo;
  const client = new CentralClient({
    baseUrl: () => `http://127.0.0.1:${port}`, desktopVersion: '0.1.0', deviceId: () => randomUUID(), onRefreshToken: () => undefined, onExpired: () => undefined, onOutdated: () => undefined,
  });
  expect(await client.signIn('1036', 'x', false)).toMatchObject({ ok: true });
  return client;
}

describe('a push central did not answer', () => {
  it('waits for a central that is older than this program: what waits is not refused', async () => {
    const client = await signedIn(() => undefined, { status: 409, body: { refusal: 'central-too-old', field: 'proto', detail: null } });
    expect(await client.push([{}])).toEqual({ ok: false, refusal: 'unreachable', detail: 'central-too-old' });
  });

  it('says when central was there and failed at it', async () => {
    const client = await signedIn(() => undefined, { status: 500, body: { refusal: 'internal', field: null, detail: null } });
    expect(await client.push([{}])).toEqual({ ok: false, refusal: 'unreachable', detail: CENTRAL_FAULT });
  });

  it('says that nothing has left when nobody listens', async () => {
    const client = await signedIn(() => undefined);
    await stop();
    expect(await client.push([{}])).toEqual({ ok: false, refusal: 'unreachable', detail: NOT_SENT });
  });

  it('does not say so when central had read it: it may be stored', async () => {
    let read = 0;
    const client = await signedIn(() => { read += 1; });
    expect(await client.push([{}])).toEqual({ ok: false, refusal: 'unreachable', detail: null });
    expect(read).toBeGreaterThan(0);
  });
});

describe('a refresh whose answer is lost on its way', () => {
  it('is asked for again in the same words, so that central knows it for the same one', async () => {
    const asked: { refreshToken: string; next?: string }[] = [];
    const expired: string[] = [];
    const listening = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        if (request.url === '/session') { response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...session, accessTokenExpiresAtMs: SIGNED_IN_MS })); return; }
        asked.push(JSON.parse(String(Buffer.concat(parts))) as { refreshToken: string; next?: string });
        if (asked.length < 3) request.socket.destroy();
        else response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...session, accessTokenExpiresAtMs: SIGNED_IN_MS, refreshToken: `r.${asked.length}` }));
      });
    });
    server = listening;
    await new Promise<void>((up) => { listening.listen(0, '127.0.0.1', up); });
    const { port } = listening.address() as AddressInfo;
    const client = new CentralClient({
      baseUrl: () => `http://127.0.0.1:${port}`, desktopVersion: '0.1.0', deviceId: () => session.agent.id, onRefreshToken: () => undefined, onExpired: () => { expired.push('expired'); }, onOutdated: () => undefined,
    });
    await client.signIn('1036', 'x', false);
    expect(await client.resume('r')).toBe('unreachable');
    expect(await client.resume('r')).toBe('unreachable');
    expect(await client.resume('r')).toBe('resumed');
    expect(asked[0]?.next).toMatch(/^[\w-]{43}$/);
    expect(asked.map(({ next }) => next)).toEqual([asked[0]?.next, asked[0]?.next, asked[0]?.next]);
    // The next token is another one.
    await client.resume('r.3');
    expect(asked[3]?.next).not.toBe(asked[0]?.next);
    expect(expired).toEqual([]);
  });
});

describe('a merge central refuses', () => {
  it('tells central’s own word for it, so that the screen can say who was quicker', async () => {
    const client = await signedIn(() => undefined, { status: 409, body: { refusal: 'already-decided', field: 'id', detail: 'dismissed' } });
    expect(await client.dismissMerge(randomUUID())).toEqual({ ok: false, refusal: 'refused', detail: 'already-decided' });
    expect(await client.undoMerge(randomUUID())).toEqual({ ok: false, refusal: 'refused', detail: 'already-decided' });
  });
});
