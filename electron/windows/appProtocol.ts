import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

/** The page's own origin: not file://, so that it has a storage of its own and no file to reach. */
export const APP_SCHEME = 'careline';
export const APP_ORIGIN = 'careline://desk';

const NONCE_PLACE = '__CSP_NONCE__';
const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

function refuse(status: number): Response {
  return new Response(null, { status, headers: { 'Content-Security-Policy': "default-src 'none'" } });
}

/**
 * Answers careline://desk/… from one folder, and nothing outside it. A path without an extension is the page itself.
 *
 * @param root absolute folder of the built page.
 */
export function createAppHandler(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== `${APP_SCHEME}:` || url.host !== 'desk') return refuse(404);
    let wanted: string;
    try {
      wanted = decodeURIComponent(url.pathname);
    } catch {
      return refuse(400);
    }
    if (wanted.includes('\0')) return refuse(400);
    if (path.extname(wanted) === '') wanted = '/index.html';
    const file = path.join(root, path.normalize(wanted));
    if (!file.startsWith(root + path.sep)) return refuse(403);
    const type = MIME_TYPES[path.extname(file)];
    if (type === undefined) return refuse(404);
    const body = await readFile(file).catch(() => null);
    if (body === null) return refuse(404);
    const headers: Record<string, string> = { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Opener-Policy': 'same-origin' };
    if (!type.startsWith('text/html')) return new Response(new Uint8Array(body), { headers });
    const nonce = randomBytes(16).toString('base64');
    headers['Content-Security-Policy'] = contentSecurityPolicy(nonce);
    headers['Cache-Control'] = 'no-store';
    return new Response(body.toString('utf8').replaceAll(NONCE_PLACE, nonce), { headers });
  };
}
