import type { IncomingMessage } from 'node:http';
import { signatureOf } from '../../central/signedPost.ts';

/** What central posted, and whether its signature is right by the secret (docs/operations.md). */
export interface SignedRequest<T> { readonly body: T; readonly key: string; readonly isSigned: boolean; readonly timeMs: number }

/** Reads a request of central's to its end. @param secret asked for when it has come whole. */
export function readSigned<T>(request: IncomingMessage, secret: () => string, then: (read: SignedRequest<T>) => void): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const text = Buffer.concat(parts).toString('utf8');
    const timeMs = Number(request.headers['x-careline-time']);
    then({ body: JSON.parse(text) as T, key: String(request.headers['idempotency-key']), isSigned: request.headers['x-careline-signature'] === signatureOf(secret(), timeMs, text), timeMs });
  });
}
