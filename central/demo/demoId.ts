import { createHash } from 'node:crypto';

/**
 * The id of a demo record: the same words give the same UUID on every machine and every day (the layout is version 5,
 * a hash of a name), so tests and screenshots may rely on it.
 */
export function demoId(...words: readonly (string | number)[]): string {
  const hash = createHash('sha1').update(`careline-demo:${words.join('/')}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
