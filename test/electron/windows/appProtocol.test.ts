import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppHandler } from '../../../electron/windows/appProtocol.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'careline-protocol-'));
  writeFileSync(path.join(root, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  writeFileSync(path.join(root, 'desk.js'), 'export {}');
  writeFileSync(path.join(root, 'secret.txt'), 'not for the page');
  writeFileSync(`${root}.outside.json`, '{}');
});
afterAll(() => { rmSync(root, { recursive: true, force: true }); rmSync(`${root}.outside.json`, { force: true }); });

const get = (url: string): Promise<Response> => createAppHandler(root)(new Request(url));

describe('careline://desk', () => {
  it('serves the page with a policy that carries a nonce of its own for every load', async () => {
    const nonces = [];
    for (const response of [await get('careline://desk/index.html'), await get('careline://desk/')]) {
      const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self';/);
      nonces.push(nonce);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });
  it('serves scripts by their type and forbids guessing another', async () => {
    const response = await get('careline://desk/desk.js');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
  it.each([
    ['a path out of the folder', 'careline://desk/..%2f..%2fetc%2fhosts.json'],
    ['a neighbour that shares the folder’s name', 'careline://desk/..%2Foutside.json'],
    ['another host', 'careline://other/index.html'],
    ['what is not there', 'careline://desk/missing.js'],
    ['a type that is not ours', 'careline://desk/secret.txt'],
    ['a broken escape', 'careline://desk/%E0%A4%A.js'],
    ['a zero byte', 'careline://desk/index%00.js'],
  ])('refuses %s', async (_what, url) => {
    expect((await get(url)).status).toBeGreaterThanOrEqual(400);
  });
});
