import { type ArticleIndex, buildArticleIndex, dropArticle, putArticle, type SearchedArticle } from './articleIndex.ts';
import { type WordClasses, wordClasses } from './search/canonicalText.ts';
import type { SearchWords } from './search/searchWords.ts';

/** Words are looked for after numbers were made plain: one with a number in it may stand where it is not written. */
const NUMBERED = /[\d半一二两三四五六七八九十]/;

const symbolsOf = (classes: WordClasses): ReadonlyMap<string, string> => new Map([...classes.byFirst.values()].flat().map(({ word, symbol }) => [word, symbol]));

/** Words that came, went or mean another thing; null when so much moved that everything is to be taken in anew. */
function changedWords(before: WordClasses, after: WordClasses): readonly string[] | null {
  if (before.firstThing !== after.firstThing) return null;
  const [old, now] = [symbolsOf(before), symbolsOf(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter((word) => old.get(word) !== now.get(word));
  return changed.some((word) => NUMBERED.test(word)) ? null : changed;
}

/**
 * The index under another word table. Only articles in which a changed word stands are taken in anew; all of them where ways to ask
 * were added or taken away as a line, which moves what every word is called inside. The index handed in is not to be used any more.
 */
export function rewordIndex<A extends SearchedArticle>(index: ArticleIndex<A>, words: SearchWords): ArticleIndex<A> {
  const classes = wordClasses(words);
  if (classes.mark === index.classes.mark) return index;
  const changed = changedWords(index.classes, classes);
  if (changed === null) return buildArticleIndex([...index.articles.values()].map(({ article }) => article), words);
  const isConcerned = (text: string): boolean => changed.some((word) => text.includes(word));
  const concerned = [...index.articles.values()].filter(({ texts, sentences }) => texts.some(({ folded }) => isConcerned(folded)) || sentences.some(isConcerned)).map(({ article }) => article);
  // Taken out by the table they were taken in by.
  for (const { id } of concerned) dropArticle(index, id);
  const next: ArticleIndex<A> = { ...index, classes };
  for (const article of concerned) putArticle(next, article);
  return next;
}
