import { describe, expect, it } from 'vitest';
import { writtenArticles } from '../../../central/demo/demoArticles.ts';
import { prng } from '../../../central/demo/prng.ts';
import { allSituations } from '../../../central/demo/situations/allSituations.ts';
import { fillPhrase } from '../../../central/demo/writeNote.ts';

const articles = new Map(writtenArticles().map((article) => [article.key, article]));

describe('what families ring about', () => {
  it('is told in well over 120 phrases, none of them twice in one place', () => {
    const phrases = allSituations.flatMap((situation) => [...situation.ask, ...situation.advise, ...situation.later]);
    expect(phrases.length).toBeGreaterThan(600);
    for (const situation of allSituations) expect(new Set(situation.ask).size, situation.key).toBe(situation.ask.length);
    expect(new Set(allSituations.map((situation) => situation.key)).size).toBe(allSituations.length);
  });

  it.each(allSituations.map((situation) => [situation.key, situation] as const))('%s is answered by an article at each age it is asked at', (_key, situation) => {
    for (const key of situation.articles) expect(articles.get(key)?.language, key).toBe('zh-CN');
    for (let month = situation.fromMonth; month < situation.toMonth; month += 1) {
      const fitting = situation.articles.filter((key) => {
        const stage = articles.get(key)?.stage;
        return stage !== undefined && stage.fromMonth <= month && month < stage.toMonth;
      });
      expect(fitting.length, `month ${month}`).toBeGreaterThan(0);
    }
    if (situation.paired === true) expect(situation.advise.length).toBe(situation.ask.length);
  });

  it('calls for no word that a family lacks', () => {
    const words = Object.fromEntries(['who', 'elder', 'baby', 'week', 'days', 'months', 'stage', 'nextStage', 'rival', 'event', 'book'].map((slot) => [slot, 'X']));
    for (const situation of allSituations) {
      for (const phrase of [...situation.ask, ...situation.advise, ...situation.later, ...situation.purpose]) {
        for (let i = 0; i < 6; i += 1) expect(fillPhrase(phrase, words, prng(`${phrase}${i}`))).not.toMatch(/[{}|]/);
      }
    }
  });
});

describe('fillPhrase', () => {
  it('draws round numbers where both ends are round', () => {
    for (let i = 0; i < 50; i += 1) {
      expect(Number(fillPhrase('{650-850}', {}, prng(`a${i}`))) % 50).toBe(0);
      expect(Number(fillPhrase('{60-120}', {}, prng(`b${i}`))) % 10).toBe(0);
    }
  });

  it('fills the innermost slot first', () => {
    expect(fillPhrase('{每天 {3-3} 次|每天 {3-3} 次}', {}, prng('x'))).toBe('每天 3 次');
  });

  it('names the word that is missing', () => {
    expect(() => fillPhrase('{nobody}', {}, prng('x'))).toThrow('nobody');
  });
});
