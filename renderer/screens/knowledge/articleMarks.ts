import type { Article } from '../../../shared/knowledge/article.ts';
import { foldText, originalRange, type TextRange } from '../../../shared/language/foldText.ts';
import { findTerms, markTerms } from '../../../shared/knowledge/tokens.ts';
import type { FoundArticle } from './useFoundArticles.ts';
import type { ArticleMarks } from './ArticleView.tsx';

function marksIn(text: string, terms: readonly string[]): readonly TextRange[] {
  const folded = foldText(text);
  return findTerms(folded.text, terms).ranges.map((range) => originalRange(folded, range.start, range.end));
}

/** What to mark all through an article that was found; the title's marks are the search's own, pinyin included. */
export function marksOf(article: Article, hit: FoundArticle['hit'], query: string): ArticleMarks {
  if (hit === null || query.trim() === '') return {};
  const terms = markTerms(foldText(query.trim()).text);
  return { title: hit.matched, say: marksIn(article.say, terms), body: marksIn(article.body, terms) };
}
