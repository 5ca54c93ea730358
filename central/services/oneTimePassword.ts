import { randomInt } from 'node:crypto';

/** Read aloud and typed by hand: nothing in it looks like something else. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LETTERS = 4;

/** A password that somebody is handed once: 'k7qw-m2pd-…', some 79 bits. */
export function makeOneTimePassword(): string {
  const group = (): string => Array.from({ length: GROUP_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
