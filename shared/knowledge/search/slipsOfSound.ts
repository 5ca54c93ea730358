import type { ArticleIndex } from '../articleIndex.ts';
import { soundOf } from './searchTerms.ts';
import { documentsOf } from './termChannel.ts';

/** Questions looked into for how a pair of sounds is written. */
const LOOKED_INTO = 12;

/** How the articles write two neighbouring sounds, the most frequent way; null when they never do. */
function writtenAs(first: string, second: string, index: ArticleIndex): string | null {
  const counts = new Map<string, number>();
  for (const document of documentsOf(index.sound, `${first} ${second}`, LOOKED_INTO)) {
    const plain = index.texts[document]?.plain ?? '';
    for (let at = 1; at < plain.length; at += 1) {
      if (soundOf(plain.charAt(at - 1)) !== first || soundOf(plain.charAt(at)) !== second) continue;
      const pair = plain.slice(at - 1, at + 1);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  let best: string | null = null;
  for (const [pair, count] of counts) if (best === null || count > (counts.get(best) ?? 0) || (count === counts.get(best) && pair < best)) best = pair;
  return best;
}

/**
 * A query in which one character is probably another of the same sound (「运东」 for 「运动」), written as the articles write
 * it; null when nothing looks like a slip. Only a character whose every pair of neighbours stands in no question is one.
 */
export function withoutSlip(plain: string, index: ArticleIndex): string | null {
  const isKnown = (at: number): boolean => at < 0 || at + 2 > plain.length ? false : (index.wording.inDocuments[index.wording.numbers.get(plain.slice(at, at + 2)) ?? -1] ?? 0) > 0;
  for (let at = 0; at < plain.length; at += 1) {
    if (!/\p{Script=Han}/u.test(plain.charAt(at)) || isKnown(at - 1) || isKnown(at)) continue;
    const sound = soundOf(plain.charAt(at));
    const before = at === 0 ? null : writtenAs(soundOf(plain.charAt(at - 1)), sound, index);
    const after = at + 1 >= plain.length ? null : writtenAs(sound, soundOf(plain.charAt(at + 1)), index);
    // The neighbour itself is taken to be right.
    if (before !== null && before.charAt(0) === plain.charAt(at - 1) && before.charAt(1) !== plain.charAt(at)) return plain.slice(0, at) + before.charAt(1) + plain.slice(at + 1);
    if (after !== null && after.charAt(1) === plain.charAt(at + 1) && after.charAt(0) !== plain.charAt(at)) return plain.slice(0, at) + after.charAt(0) + plain.slice(at + 1);
  }
  return null;
}
