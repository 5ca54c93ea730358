import type { Article } from '../../shared/knowledge/article.ts';
import { readAhead } from '../../shared/knowledge/articleWords.ts';
import { prepareSuggesting } from '../../shared/knowledge/suggestArticles.ts';

/** Half a frame at a time: nothing else is to wait for it. */
const SLICE_MS = 6;
const PAUSE_MS = 30;

/** Reads the articles in idle moments, so that the first ring finds their words ready. Returns its own undo. */
export function prepareSuggestions(articles: readonly Article[]): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const slice = (): void => {
    const until = performance.now() + SLICE_MS;
    if (readAhead(articles, () => performance.now() < until)) for (const language of ['zh-CN', 'en'] as const) prepareSuggesting(articles, language);
    else timer = setTimeout(slice, PAUSE_MS);
  };
  timer = setTimeout(slice, PAUSE_MS);
  return () => { if (timer !== null) clearTimeout(timer); };
}
