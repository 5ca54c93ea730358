import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Article } from '../../shared/knowledge/article.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../central/demo/articles');

/** One file of sample articles as it lies on disk, not yet checked. */
export interface ArticleFile {
  readonly name: string;
  readonly articles: readonly unknown[];
}

export function readArticleFiles(): readonly ArticleFile[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort()
    .map((name) => ({ name, articles: JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as readonly unknown[] }));
}

/** The sample articles as published records; their ids are their keys, so that a test can name them. */
export function demoArticles(): readonly Article[] {
  return readArticleFiles().flatMap((file) => file.articles).map((each) => {
    const article = each as Omit<Article, 'id' | 'version' | 'state' | 'updatedAtMs'> & { readonly key: string };
    return { ...article, id: article.key, version: 1, state: 'published' as const, updatedAtMs: 1_760_000_000_000 };
  });
}
