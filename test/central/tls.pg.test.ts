import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createSelfSignedCertificate } from 'werift';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../central/config.ts';
import type { Session } from '../../shared/sync/sessionMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';
import { signInBody, TestCentral } from '../support/testCentral.ts';

let db: EmptyDatabase;
let folder: string;
const paths = () => ({ CARELINE_TLS_CERT: path.join(folder, 'cert.pem'), CARELINE_TLS_KEY: path.join(folder, 'key.pem') });
beforeAll(async () => {
  db = await emptyDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'careline-tls-'));
  const { certPem, keyPem } = await createSelfSignedCertificate({ signature: 3, hash: 4 });
  writeFileSync(paths().CARELINE_TLS_CERT, certPem);
  writeFileSync(paths().CARELINE_TLS_KEY, keyPem);
});
afterAll(async () => { rmSync(folder, { recursive: true, force: true }); await db?.drop(); });

/** A question over TLS to whoever holds the certificate of this test. */
const secure = (url: string) => new Promise<number>((resolve, reject) => {
  get(url, { ca: readFileSync(paths().CARELINE_TLS_CERT), checkServerIdentity: () => undefined }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); }).on('error', reject);
});

describe('with a certificate', () => {
  it('central speaks TLS only, on its routes and on its live connection', async () => {
    const central = await TestCentral.start(db.pool, { env: paths() });
    try {
      expect(central.url).toMatch(/^https:/);
      expect(await secure(`${central.url}/healthz`)).toBe(200);
      await expect(fetch(`${central.url.replace('https:', 'http:')}/healthz`)).rejects.toThrow();
      const refused = new Promise<string>((resolve) => { new WebSocket(`${central.url.replace('https:', 'wss:')}/live`, { rejectUnauthorized: false }).on('error', (error) => resolve(error.message)); });
      expect(await refused).toContain('401');
      // A certificate nobody vouches for is not accepted.
      await expect(fetch(`${central.url}/healthz`)).rejects.toThrow();
    } finally {
      await central.stop();
    }
  });

  it('half of one stops the start, by name', () => {
    expect(() => readConfig({ CARELINE_DATA: folder, CARELINE_TLS_CERT: paths().CARELINE_TLS_CERT })).toThrow('CARELINE_TLS_KEY');
  });
});

describe('behind a proxy', () => {
  const statuses = async (central: TestCentral, number: string) => await Promise.all(Array.from({ length: 40 }, async (_, at) =>
    (await central.ask('POST', '/session', signInBody(number), { 'x-forwarded-for': `203.0.113.${at}` })).status));

  it('that is trusted, each of its clients counts for itself; of anybody else the header is not believed', async () => {
    const trusting = await TestCentral.start(db.pool, { env: { CARELINE_TRUST_PROXY: 'loopback' } });
    const plain = await TestCentral.start(db.pool);
    try {
      expect(await statuses(trusting, '77101')).not.toContain(429);
      expect((await statuses(plain, '77102')).filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
      const agent = await trusting.addAgent();
      expect(((await trusting.ask('POST', '/session', signInBody(agent.number), { 'x-forwarded-for': '203.0.113.9' })).body as Session).agent.id).toBe(agent.id);
    } finally {
      await trusting.stop();
      await plain.stop();
    }
  });

  it('everybody cannot be named: that would let anybody choose an address', () => {
    expect(() => readConfig({ CARELINE_DATA: folder, CARELINE_TRUST_PROXY: '*' })).toThrow('CARELINE_TRUST_PROXY');
    expect(readConfig({ CARELINE_DATA: folder, CARELINE_TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toEqual(['loopback', '10.0.0.0/8']);
  });
});
