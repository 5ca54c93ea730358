import { once } from 'node:events';
import net from 'node:net';
import { afterAll, expect, inject, it } from 'vitest';
import { awaitStore } from '../../../central/store/awaitStore.ts';
import { openPool, type Pool } from '../../../central/store/pool.ts';

const pools: Pool[] = [];
afterAll(async () => { await Promise.all(pools.map((pool) => pool.end())); });

function poolAt(change: (url: URL) => void): Pool {
  const url = new URL(inject('postgresUrl'));
  change(url);
  const pool = openPool(url.href, () => {}, 2);
  pools.push(pool);
  return pool;
}

/** A port of this machine where nothing listens. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('waits for a PostgreSQL that is not there yet, and goes on when it lets us in', async () => {
  const real = new URL(inject('postgresUrl'));
  const port = await freePort();
  const pool = poolAt((url) => { url.hostname = '127.0.0.1'; url.port = String(port); });
  let refused = 0;
  pool.on('error', () => {});
  const query = pool.query.bind(pool);
  // The server opens its door once it was found shut.
  const door = net.createServer((socket) => {
    const onward = net.connect(Number(real.port), real.hostname);
    socket.pipe(onward).pipe(socket);
    for (const one of [socket, onward]) one.on('error', () => { socket.destroy(); onward.destroy(); });
  });
  pool.query = ((...asked: Parameters<typeof query>) => Promise.resolve(query(...asked)).catch((error: unknown) => {
    refused += 1;
    if (refused === 1) door.listen(port, '127.0.0.1');
    throw error;
  })) as unknown as typeof pool.query;
  await awaitStore(pool, 20_000);
  expect(refused).toBeGreaterThan(0);
  door.close();
});

it('says at once what waiting does not mend', async () => {
  await expect(awaitStore(poolAt((url) => { url.pathname = '/no_such_database'; }), 60_000)).rejects.toMatchObject({ code: '3D000' });
});

it('says what kept it away once its patience is over', async () => {
  const port = await freePort();
  await expect(awaitStore(poolAt((url) => { url.hostname = '127.0.0.1'; url.port = String(port); }), 0)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
