import { describe, expect, it } from 'vitest';
import { demoArticles } from '../../../support/demoArticles.ts';
import { isHeldBack, readCallerContexts } from './callerContexts.ts';

const contexts = readCallerContexts();
const byId = new Map(demoArticles().map((article) => [article.id, article]));

describe('the written callers', () => {
  it('are at least two hundred, each different, half of them held back', () => {
    expect(contexts.length).toBeGreaterThanOrEqual(200);
    expect(contexts.map(({ number }) => number)).toEqual(contexts.map((_, at) => at + 1));
    expect(new Set(contexts.map(({ number: _, wanted: __, ...caller }) => JSON.stringify(caller))).size).toBe(contexts.length);
    expect(contexts.filter(isHeldBack).length * 2).toBe(contexts.length);
  });
  it('want one to four articles that there are, in the caller’s language', () => {
    for (const { number, wanted, asked, language } of contexts) {
      expect(wanted.length, String(number)).toBeGreaterThanOrEqual(1);
      expect(new Set(wanted).size, String(number)).toBe(wanted.length);
      expect(wanted.length, String(number)).toBeLessThanOrEqual(4);
      for (const key of wanted) expect(byId.get(key)?.language, `${number} ${key}`).toBe(language);
      for (const { key } of asked) if (key !== null) expect(byId.has(key), `${number} ${key}`).toBe(true);
    }
  });
});
