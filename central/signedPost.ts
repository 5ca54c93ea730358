import { createHmac } from 'node:crypto';

/** What the other side checks: hex HMAC-SHA256, by the shared secret, of the time in the header, a full stop, and the body as it came. */
export function signatureOf(secret: string, timeMs: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timeMs}.${body}`).digest('hex')}`;
}

/**
 * Posts JSON that is signed and carries an id by which the other side knows one it has had (docs/operations.md).
 *
 * @param redirect 'manual': the answer that leads elsewhere is the answer; 'error': there was none. Neither is followed.
 * @throws what fetch throws when no answer came.
 */
export async function signedPost({ url, secret, id, body, timeMs, redirect, signal }: {
  readonly url: string; readonly secret: string; readonly id: string; readonly body: string; readonly timeMs: number; readonly redirect: 'manual' | 'error'; readonly signal: AbortSignal;
}): Promise<Response> {
  return await fetch(url, {
    method: 'POST', body, redirect, signal,
    headers: { 'content-type': 'application/json', 'idempotency-key': id, 'x-careline-time': String(timeMs), 'x-careline-signature': signatureOf(secret, timeMs, body) },
  });
}
