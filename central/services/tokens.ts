import { createHash, createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';

export const ACCESS_TOKEN_MS = 10 * MINUTE_MS;

const claimsSchema = z.object({ agentId: z.uuid(), sessionId: z.uuid(), expiresAtMs: z.number().int() });
export type Claims = z.infer<typeof claimsSchema>;

/** Signs an access token: base64url(claims) '.' base64url(HMAC-SHA256). */
export function signAccessToken(claims: Claims, key: KeyObject): string {
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}

/** @returns the claims of a token that is ours and not expired, else null. */
export function readAccessToken(token: string, key: KeyObject, nowMs: number): Claims | null {
  const [body = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', key).update(body).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return claims.success && claims.data.expiresAtMs > nowMs ? claims.data : null;
}

/** A fresh refresh token of a session, of 32 random bytes in base64url. Only its hash is stored. */
export function makeRefreshToken(sessionId: string, secret: string = randomBytes(32).toString('base64url')): { readonly token: string; readonly hash: string } {
  const token = `${sessionId}.${secret}`;
  return { token, hash: hashRefreshToken(token) };
}

/** High-entropy input: a plain hash is enough. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

/** @returns the session a refresh token says it belongs to, null when it is no such token. */
export function sessionOfRefreshToken(token: string): string | null {
  return /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.[\w-]{43}$/.exec(token)?.[1] ?? null;
}

/**
 * The key an agent's records on one desktop are sealed with at first. It follows from both, so a desktop that lost its own
 * copy is given it again. Base64.
 */
export function makeDeskKey(agentId: string, deviceId: string, key: KeyObject): string {
  return createHmac('sha256', key).update(`desk-key ${agentId} ${deviceId}`).digest('base64');
}
