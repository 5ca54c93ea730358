import { maskCards } from './maskCards.ts';

/** Control characters but for newline and tab, and halves of a character: nobody types them, they come with what is pasted or cut off. */
const UNSTORABLE = /[^\P{Cc}\n\t]|\p{Cs}/gu;

/** A text as it may be kept: no control characters but newline and tab, no half of a character; other systems' line ends become ours. */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSTORABLE, '');
}

/** The same value with every text in it made plain, however deep. Only for plain data: texts, numbers, lists, records. */
export function plainTexts<T>(value: T): T {
  return (typeof value === 'string' ? plainText(value) : deeper(value, plainTexts)) as T;
}

/** The same value with the card numbers in all its texts masked, however deep (maskCards). */
export function withoutCards<T>(value: T, isTyping = false): T {
  return (typeof value === 'string' ? maskCards(value, isTyping) : deeper(value, (inner) => withoutCards(inner, isTyping))) as T;
}

function deeper(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}

/** @returns the path of the first text that holds U+0000, which PostgreSQL cannot store; null when none does. */
export function pathOfNul(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return value.includes('\0') ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const path = pathOfNul(inner);
    if (path !== null) return [key, ...path];
  }
  return null;
}
