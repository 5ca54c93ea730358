import { foldText, type FoldedText, originalRange, type TextRange } from '../../language/foldText.ts';
import type { ArticleIndex, IndexedArticle, IndexedText } from '../articleIndex.ts';
import { findTerms, markTerms, mergeRanges } from '../tokens.ts';
import { findWords, thingTerms, type WordClasses } from './canonicalText.ts';
import { plainText, soundOf } from './searchTerms.ts';

/** What of a hit is shown marked. */
export interface FoundMarks {
  /** In the title. */
  readonly matched: readonly TextRange[];
  /** A similar question or a sentence of the answer in which more of the query stands than in the title. */
  readonly passage: { readonly text: string; readonly ranges: readonly TextRange[] } | null;
}

/** A query made ready for marking. */
interface Looked {
  readonly terms: readonly string[];
  /** Symbols of the things it names, so that 腹泻 is marked where 拉肚子 was typed. */
  readonly things: ReadonlySet<string>;
  readonly sounds: string;
}

export function lookedFor(folded: string, classes: WordClasses): Looked {
  const things = new Set(thingTerms(folded, classes));
  return { terms: markTerms(folded), things, sounds: soundLine(plainText(folded)) };
}

const soundLine = (text: string): string => ` ${[...text].map(soundOf).join(' ')} `;
const PASSAGE_CHARS = 80;

interface Marked {
  readonly text: string;
  readonly folded: FoldedText;
  readonly ranges: readonly TextRange[];
  /** How much of the query stands there, 0–1. */
  readonly share: number;
}

function mark(text: string, looked: Looked, classes: WordClasses): Marked {
  const folded = foldText(text);
  const { ranges, share } = findTerms(folded.text, looked.terms);
  const same = looked.things.size === 0 ? [] : findWords(folded.text, classes).filter(({ symbol }) => looked.things.has(symbol));
  const named = new Set(same.map(({ symbol }) => symbol)).size;
  return { text, folded, ranges: mergeRanges([...ranges, ...same]), share: Math.max(share, share === 1 ? 1 : share + (looked.things.size === 0 ? 0 : (0.3 * (1 - share) * named) / looked.things.size)) };
}

/** Two neighbouring characters that sound as two typed ones do: the last resort, for a query with nothing else to mark. */
function soundRanges(folded: FoldedText, looked: Looked): readonly TextRange[] {
  const ranges: TextRange[] = [];
  const text = folded.text;
  for (let at = 1; at < text.length; at += 1) {
    if (!/\p{Script=Han}/u.test(text.charAt(at)) || !/\p{Script=Han}/u.test(text.charAt(at - 1))) continue;
    if (looked.sounds.includes(` ${soundOf(text.charAt(at - 1))} ${soundOf(text.charAt(at))} `)) ranges.push({ start: at - 1, end: at + 1 });
  }
  return mergeRanges(ranges);
}

const originals = ({ folded, ranges }: Pick<Marked, 'folded' | 'ranges'>): readonly TextRange[] => ranges.map((range) => originalRange(folded, range.start, range.end));

function sentences(found: IndexedArticle): readonly string[] {
  const { say, body, seeDoctor, facts } = found.article;
  return [say, body, ...facts, seeDoctor].join('\n').split(/(?<=[。！？!?；;])|\n|(?<=\.)\s/).map((sentence) => sentence.trim().replace(/^-\s*/, '')).filter((sentence) => sentence !== '');
}

function cut(marked: Marked, looked: Looked, classes: WordClasses): Marked {
  if (marked.text.length <= PASSAGE_CHARS) return marked;
  const from = Math.max(0, Math.min((originals(marked)[0]?.start ?? 0) - 10, marked.text.length - PASSAGE_CHARS));
  const text = `${from > 0 ? '…' : ''}${marked.text.slice(from, from + PASSAGE_CHARS)}${from + PASSAGE_CHARS < marked.text.length ? '…' : ''}`;
  return mark(text, looked, classes);
}

/** Marks the title, and finds the passage that says more of the query than the title does. */
export function markFound(found: IndexedArticle, likest: IndexedText, looked: Looked, index: Pick<ArticleIndex, 'classes'>): FoundMarks {
  const { classes } = index;
  const title = mark(found.article.title, looked, classes);
  if (title.share === 1) return { matched: originals(title), passage: null };
  let best: Marked | null = null;
  const better = (text: string): void => {
    const marked = mark(text, looked, classes);
    if (marked.share > (best?.share ?? title.share)) best = marked;
  };
  if (!likest.isTitle) better(likest.original);
  for (const question of found.article.similarQuestions) better(question);
  if (best === null) for (const sentence of sentences(found)) better(sentence);
  const chosen = best as Marked | null;
  const passage = chosen === null ? null : cut(chosen, looked, classes);
  const matched = title.ranges.length > 0 || passage !== null ? originals(title) : originals({ folded: title.folded, ranges: soundRanges(title.folded, looked) });
  return { matched, passage: passage === null ? null : { text: passage.text, ranges: originals(passage) } };
}
