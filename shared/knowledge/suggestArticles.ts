import type { Feeding } from '../customers/child.ts';
import { foldText } from '../language/foldText.ts';
import type { Article } from './article.ts';
import type { Season } from './season.ts';
import { stageFit } from './stageFit.ts';
import { canonicalWords } from './synonyms.ts';
import { findTerms, markTerms } from './tokens.ts';

/** A child as far as suggestions care. */
export interface SuggestChild {
  readonly id: string;
  /** Age in months, unborn negative. */
  readonly months: number;
  readonly feeding: Feeding | null;
}

export interface SuggestContext {
  /** Children whose age is known; empty when nothing is. */
  readonly children: readonly SuggestChild[];
  readonly season: Season;
  /** What the household asked lately, newest first. */
  readonly lastQuestions: readonly { readonly text: string; readonly articleId: string | null }[];
  readonly city: string | null;
  /** Language of the articles; Chinese when left out. */
  readonly language?: Article['language'];
}

/** Where a child stands to the ages an article is for: within them, soon there, or just past them. */
export type StageNear = 'now' | 'soon' | 'past';

/**
 * Why an article is suggested; the screen words it: 「小满 5月龄」「问过转奶」. Age and feeding are always those of one
 * child (or of several who are alike in both, as twins are), never of one child each.
 */
export type SuggestReason =
  /** `edge`: the month of the article's span the child comes to ('soon') or has left ('past'); null 'now'. */
  | { readonly key: 'stage'; readonly params: { readonly childIds: readonly string[]; readonly months: number; readonly near: StageNear; readonly edge: number | null } }
  | { readonly key: 'feeding'; readonly params: { readonly feeding: Feeding } }
  | { readonly key: 'season'; readonly params: { readonly season: Season } }
  | { readonly key: 'city'; readonly params: { readonly city: string; readonly word: string } }
  | { readonly key: 'asked'; readonly params: { readonly text: string } };

export interface Suggestion {
  readonly articleId: string;
  readonly because: readonly SuggestReason[];
}

const NORTH = /北京|天津|石家庄|太原|呼和浩特|沈阳|大连|长春|哈尔滨|济南|青岛|郑州|西安|兰州|西宁|银川|乌鲁木齐/;
const SOUTH = /广州|深圳|佛山|东莞|珠海|中山|南宁|海口|厦门|福州|三亚/;
const NORTH_WORDS = ['暖气', '地暖', '雾霾'];
const SOUTH_WORDS = ['回南天', '台风', '登革热', '凉茶'];
/** A pair of characters that stands in more of the articles than this share says nothing of a question: 「怎么」「宝宝」. */
const COMMON_SHARE = 0.05;
/** How much of the last question an article must share to be called near to it. */
const NEAR_SHARE = 0.34;

/** What an article is worth to one child, and why. */
interface ChildWorth {
  readonly score: number;
  readonly because: readonly SuggestReason[];
}

/**
 * Suggests what this family is likely to ask: by the age of a child and how it is fed, what was asked lately, the
 * season and the city. Each article is weighed for one child after another and stands for the one it suits best, so its
 * reasons never mix two. Articles that were already given in the last talk stand back for what usually comes next.
 */
export function suggestArticles(articles: Iterable<Article>, context: SuggestContext, limit: number): readonly Suggestion[] {
  const [last] = context.lastQuestions;
  const given = new Set(context.lastQuestions.flatMap((question) => (question.articleId === null ? [] : [question.articleId])));
  const language = context.language ?? 'zh-CN';
  const all = [...articles].filter((article) => article.language === language && article.state === 'published');
  const lastTopic = last === undefined ? null : (all.find((article) => article.id === last.articleId)?.topic ?? null);
  const questions = new Map(last === undefined ? [] : all.map((article) => [article.id, questionsOf(article)] as const));
  const lastTerms = last === undefined ? [] : tellingTerms(markTerms(wording(last.text)), [...questions.values()]);

  const scored = all.flatMap((article) => {
    const worth: ChildWorth | null = context.children.length === 0 ? { score: 0.2, because: [] } : bestChild(article, context.children);
    if (worth === null) return [];
    let { score } = worth;
    const because: SuggestReason[] = [];
    if (article.topic === 'pregnancy') score += 0.3;
    if (article.topic === 'product' || article.topic === 'service') score -= 0.3;
    if (article.seasons.includes(context.season)) {
      score += 0.2;
      because.push({ key: 'season', params: { season: context.season } });
    } else if (article.seasons.length > 0) score -= 0.25;
    const near = lastTerms.length === 0 ? 0 : findTerms(questions.get(article.id) ?? '', lastTerms).share;
    if (lastTopic === article.topic) score += 0.1;
    if (last !== undefined && near >= NEAR_SHARE) {
      score += near;
      because.push({ key: 'asked', params: { text: last.text } });
    }
    const word = climateWord(article, context.city);
    if (word !== null && context.city !== null) {
      score += 0.15;
      because.push({ key: 'city', params: { city: context.city, word } });
    }
    if (given.has(article.id)) score -= 1;
    // Being near the right age is no reason by itself, only whose reason another one is.
    const ownReason = worth.because.some((reason) => reason.key !== 'stage' || reason.params.near === 'now');
    return because.length === 0 && !ownReason ? [] : [{ article, score, because: [...worth.because, ...because] }];
  });
  scored.sort((a, b) => b.score - a.score || (a.article.id < b.article.id ? -1 : 1));

  const chosen: Suggestion[] = [];
  const children = new Set(context.children.map((child) => child.months));
  const mostOfAChild = children.size > 1 ? Math.ceil(limit / children.size) : limit;
  const ofChild = new Map<number, number>();
  // Six suggestions are not to be six ways of saying one thing.
  const mostOfATopic = Math.ceil(limit / 3) + (context.children.every((child) => child.months < 0) ? 1 : 0);
  const ofTopic = new Map<string, number>();
  for (const { article, because } of scored) {
    if (chosen.length === limit) break;
    const count = ofTopic.get(article.topic) ?? 0;
    const fitting = [...children].filter((month) => stageFit(article, [month]) > 0);
    const [only] = fitting;
    const forChild = fitting.length === 1 && only !== undefined ? only : null;
    if (count >= mostOfATopic || (forChild !== null && (ofChild.get(forChild) ?? 0) >= mostOfAChild)) continue;
    ofTopic.set(article.topic, count + 1);
    if (forChild !== null) ofChild.set(forChild, (ofChild.get(forChild) ?? 0) + 1);
    chosen.push({ articleId: article.id, because });
  }
  return chosen;
}

/** The child an article suits best, the first of several alike; null when it suits none. */
function bestChild(article: Article, children: readonly SuggestChild[]): ChildWorth | null {
  let best: ChildWorth | null = null;
  for (const child of children) {
    const worth = worthFor(article, child, children);
    if (worth !== null && (best === null || worth.score > best.score)) best = worth;
  }
  return best;
}

function worthFor(article: Article, child: SuggestChild, children: readonly SuggestChild[]): ChildWorth | null {
  const stage = stageFit(article, [child.months]);
  if (stage === 0) return null;
  const { fromMonth, toMonth } = article.stage;
  // A narrow span says more about a child than "from birth to three years".
  let score = stage * (0.4 + 0.6 / (1 + (toMonth - fromMonth) / 8));
  const near: StageNear = child.months < fromMonth ? 'soon' : child.months >= toMonth ? 'past' : 'now';
  const edge = near === 'now' ? null : near === 'soon' ? fromMonth : toMonth;
  const childIds = children.filter((each) => each.months === child.months && each.feeding === child.feeding).map((each) => each.id);
  const because: SuggestReason[] = [{ key: 'stage', params: { childIds, months: child.months, near, edge } }];
  if (child.feeding !== null && child.feeding !== 'solids' && article.feeding.length > 0) {
    if (!article.feeding.includes(child.feeding)) score -= 0.5;
    else if (article.feeding.length < 3) {
      score += 0.25;
      because.push({ key: 'feeding', params: { feeding: child.feeding } });
    }
  }
  return { score, because };
}

const wording = (text: string): string => canonicalWords(foldText(text).text);

/** By article; one version each. Folding every question anew at each ring cost 3 ms of the time until it was drawn. */
const folded = new Map<string, { readonly version: number; readonly text: string }>();

function questionsOf(article: Article): string {
  const known = folded.get(article.id);
  if (known?.version === article.version) return known.text;
  const text = [article.title, ...article.similarQuestions].map(wording).join('\n');
  folded.set(article.id, { version: article.version, text });
  return text;
}

function tellingTerms(terms: readonly string[], questions: readonly string[]): readonly string[] {
  return terms.filter((term) => questions.filter((text) => text.includes(term)).length <= Math.max(2, questions.length * COMMON_SHARE));
}

function climateWord(article: Article, city: string | null): string | null {
  const words = city === null ? [] : NORTH.test(city) ? NORTH_WORDS : SOUTH.test(city) ? SOUTH_WORDS : [];
  const text = words.length === 0 ? '' : [article.title, ...article.similarQuestions, article.body].join('\n');
  return words.find((word) => text.includes(word)) ?? null;
}
