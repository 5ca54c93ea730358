import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { articleSchema } from '../../../shared/knowledge/article.ts';
import { demoArticles, readArticleFiles } from '../../support/demoArticles.ts';

const writtenSchema = articleSchema.omit({ id: true, version: true, state: true, updatedAtMs: true }).extend({
  key: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  similarQuestions: z.array(z.string().min(1).max(160)).min(2),
  say: z.string().min(20).max(600),
  body: z.string().min(80).max(6000),
  facts: z.array(z.string().min(1).max(300)).min(2),
  sourceKinds: z.array(z.string().min(1).max(120)).min(1),
  seeDoctor: z.string().min(10),
}).strict();

const articles = demoArticles();

function grams(text: string): ReadonlySet<string> {
  const chars = [...text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')];
  return new Set(chars.slice(3).map((_char, at) => chars.slice(at, at + 4).join('')));
}

function sharedPart(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared += 1;
  return small.size === 0 ? 1 : shared / small.size;
}

describe('the sample articles', () => {
  it.each(readArticleFiles().map((file) => [file.name, file.articles] as const))('in %s have every field, within its bounds', (_name, written) => {
    const faults = written.flatMap((article, place) => {
      const parsed = writtenSchema.safeParse(article);
      return parsed.success ? [] : parsed.error.issues.map((issue) => `${place} ${(article as { key?: string }).key ?? ''}: ${issue.path.join('.')} ${issue.message}`);
    });
    expect(faults).toEqual([]);
  });
  it('are at least 600, 30 of them in English', () => {
    expect(articles.length).toBeGreaterThanOrEqual(600);
    expect(articles.filter((article) => article.language === 'en').length).toBeGreaterThanOrEqual(30);
  });
  it('have keys and titles of their own', () => {
    const twice = (values: readonly string[]): readonly string[] => values.filter((value, place) => values.indexOf(value) !== place);
    expect(twice(articles.map((article) => article.id))).toEqual([]);
    expect(twice(articles.map((article) => article.title))).toEqual([]);
    expect(twice(articles.flatMap((article) => article.similarQuestions))).toEqual([]);
  });
  it('are for an age that has a beginning and an end', () => {
    expect(articles.filter(({ stage }) => stage.fromMonth >= stage.toMonth).map((article) => article.id)).toEqual([]);
  });
  it('are written in the language they say', () => {
    const share = (text: string): number => (text.match(/\p{Script=Han}/gu)?.length ?? 0) / text.length;
    expect(articles.filter((article) => (article.language === 'en') !== (share(article.title + article.say + article.body) < 0.02)).map((article) => article.id)).toEqual([]);
  });
  it('are written one by one: no two share over 40 % of their 4-grams', () => {
    const all = articles.map((article) => ({ id: article.id, grams: grams(`${article.say}\n${article.body}\n${article.seeDoctor}`) }));
    const alike = all.flatMap((a, place) => all.slice(place + 1).flatMap((b) => {
      const part = sharedPart(a.grams, b.grams);
      return part > 0.4 ? [`${a.id} ~ ${b.id}: ${Math.round(part * 100)} %`] : [];
    }));
    expect(alike).toEqual([]);
  });
  it('would be caught if one were copied with a new title', () => {
    const [one, other] = articles;
    if (one === undefined || other === undefined) throw new Error('there are no articles');
    expect(sharedPart(grams(one.body), grams(`${one.body}。请放心。`))).toBeGreaterThan(0.9);
    expect(sharedPart(grams(one.body), grams(other.body))).toBeLessThan(0.4);
  });
});
