import { createHmac } from 'node:crypto';

/** What follows the @ in every address of the practice line, and the realm of its passwords. */
export const PRACTICE_DOMAIN = 'practice.careline';
/** Where the practice line listens unless something else does. */
export const PRACTICE_LINE_PORT = 8710;

/**
 * The password an extension registers with. Made from the line's secret, so that central hands it out and the line checks
 * it without asking: agents can register while central is away.
 */
export function linePassword(lineSecret: string, extension: string): string {
  return createHmac('sha256', lineSecret).update(`sip:${extension}`).digest('base64url').slice(0, 32);
}
