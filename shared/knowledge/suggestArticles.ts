import type { Feeding } from '../customers/child.ts';
import type { Article } from './article.ts';
import { type ArticleWords, articleWords } from './articleWords.ts';
import { type Judged, leanOf } from './leanOf.ts';
import type { Season } from './season.ts';
import { stageFit } from './stageFit.ts';

/** A child as far as suggestions care. */
export interface SuggestChild {
  readonly id: string;
  /** Age in months, unborn negative. */
  readonly months: number;
  readonly feeding: Feeding | null;
}

/** What is not settled with this family, in the words of the record: 「问转奶」, 「奶粉结块」. */
export interface OpenMatter {
  readonly kind: 'promise' | 'complaint' | 'request';
  readonly words: string;
}

export interface SuggestContext {
  /** Children whose age is known; empty when nothing is. */
  readonly children: readonly SuggestChild[];
  readonly season: Season;
  /** What the household asked lately, newest first. `daysAgo` left out: just now. */
  readonly lastQuestions: readonly { readonly text: string; readonly articleId: string | null; readonly daysAgo?: number }[];
  readonly city: string | null;
  /** Language of the articles; Chinese when left out. */
  readonly language?: Article['language'];
  /** Most urgent first. */
  readonly open?: readonly OpenMatter[];
  /** How often each article was opened for callers like these, by article id. */
  readonly opened?: ReadonlyMap<string, number>;
  /** What agents said of answers in calls like these, by article id. */
  readonly judged?: ReadonlyMap<string, Judged>;
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
  | { readonly key: 'asked'; readonly params: { readonly text: string } }
  | { readonly key: 'open'; readonly params: OpenMatter }
  /** `count`: how often, for callers of the same class. */
  | { readonly key: 'opened'; readonly params: { readonly count: number } }
  /** In how many calls of the same class it helped, or did not: only where that moves it. */
  | { readonly key: 'helped' | 'notHelped'; readonly params: { readonly count: number } };

export interface Suggestion {
  readonly articleId: string;
  /** What told most comes first; age and feeding belong together. */
  readonly because: readonly SuggestReason[];
}

/** What each sign is worth. Tuned on the odd half of the written callers (test/shared/knowledge/suggesting); the even half only measures. */
const WORTH = {
  stage: 0.6, narrow: 0.5, begins: 0.2, pregnancy: 0.3, feeding: 0.15, wrongFeeding: -0.5, season: 0.15, otherSeason: -0.45, city: 0.15, service: -0.2,
  open: 2.4, settling: 1.2, asked: 2.4, follows: 6, sameTopic: 0.2, given: -1.2, opened: 0.5, judged: 1.2,
};
/** How much of what is open, or was asked in their own words, an article must share for that to be named as its reason. */
const NEAR_SHARE = 0.25;
/** From here on what agents said of an answer is worth telling: they are of one mind, and not two or three. */
const LEANS = 0.4;
/** How alike an article must be to the one that was given before, for that to be named. */
const ALIKE = 0.1;
/** Of so many last questions; those before them say little of this call. */
const MOST_QUESTIONS = 3;
/** What was asked counts half after so many days, and an answer given so long ago is half forgotten. */
const HALF_DAYS = 60;
/** What a complaint leads to whatever it is about. */
const SETTLING: Readonly<Record<OpenMatter['kind'], Readonly<Record<Article['language'], string>> | null>> = {
  complaint: { 'zh-CN': '投诉之后怎么处理', en: 'problem with a tin what now' }, promise: null, request: null,
};

const NORTH = /北京|天津|石家庄|太原|呼和浩特|沈阳|大连|长春|哈尔滨|济南|青岛|郑州|西安|兰州|西宁|银川|乌鲁木齐/;
const SOUTH = /广州|深圳|佛山|东莞|珠海|中山|南宁|海口|厦门|福州|三亚/;
const NORTH_WORDS = ['暖气', '地暖', '雾霾'];
const SOUTH_WORDS = ['回南天', '台风', '登革热', '凉茶'];

/** What an article is worth to one child, and why. */
interface ChildWorth {
  readonly score: number;
  readonly because: readonly SuggestReason[];
}

/** What is known of the caller beside the children, made ready to be held against each article. */
interface Matters {
  readonly open: readonly { readonly matter: OpenMatter; readonly near: ReadonlyMap<string, number>; readonly settling: ReadonlyMap<string, number> | null; readonly share: number }[];
  readonly asked: readonly { readonly text: string; readonly near: ReadonlyMap<string, number>; readonly follows: ReadonlyMap<string, number>; readonly topic: string | null; readonly share: number }[];
  /** By article, how fresh it was given: 1 just now. */
  readonly given: ReadonlyMap<string, number>;
  readonly mostOpened: number;
}

/**
 * Suggests what this family is likely to ask: by what is open with them, what was asked lately and what usually follows it,
 * the age of a child and how it is fed, the season, the city, and what was opened for callers like them. Each article is
 * weighed for one child after another and stands for the one it suits best, so its reasons never mix two. Articles that were
 * given lately stand back for what usually comes next. Of a caller nobody knows only season and city are weighed.
 *
 * @param articles kept as an array by the caller, so that their words are made ready once.
 */
export function suggestArticles(articles: readonly Article[], context: SuggestContext, limit: number): readonly Suggestion[] {
  const all = publishedIn(articles, context.language ?? 'zh-CN');
  const matters = mattersOf(all, context);
  const scored = all.flatMap((article) => {
    const found = weigh(article, context, matters);
    return found === null ? [] : [{ article, ...found }];
  });
  scored.sort((a, b) => b.score - a.score || (a.article.id < b.article.id ? -1 : 1));

  const chosen: Suggestion[] = [];
  const children = new Set(context.children.map((child) => child.months));
  const mostOfAChild = children.size > 1 ? Math.ceil(limit / children.size) : limit;
  const ofChild = new Map<number, number>();
  // Six suggestions are not to be six ways of saying one thing.
  const mostOfATopic = Math.ceil(limit / 3) + (context.children.every((child) => child.months < 0) ? 1 : 0);
  const ofTopic = new Map<string, number>();
  for (const { article, because, isTold } of scored) {
    if (chosen.length === limit) break;
    const count = ofTopic.get(article.topic) ?? 0;
    const fitting = [...children].filter((month) => stageFit(article, [month]) > 0);
    const [only] = fitting;
    const forChild = fitting.length === 1 && only !== undefined ? only : null;
    if (!isTold && (count >= mostOfATopic || (forChild !== null && (ofChild.get(forChild) ?? 0) >= mostOfAChild))) continue;
    ofTopic.set(article.topic, count + 1);
    if (forChild !== null) ofChild.set(forChild, (ofChild.get(forChild) ?? 0) + 1);
    chosen.push({ articleId: article.id, because });
  }
  return chosen;
}

const published = new WeakMap<readonly Article[], Map<Article['language'], readonly Article[]>>();

/** The same array for the same articles: their words hang on it. */
function publishedIn(articles: readonly Article[], language: Article['language']): readonly Article[] {
  const kept = published.get(articles) ?? new Map<Article['language'], readonly Article[]>();
  published.set(articles, kept);
  const before = kept.get(language);
  if (before !== undefined) return before;
  const all = articles.filter((article) => article.language === language && article.state === 'published');
  kept.set(language, all);
  return all;
}

/** Makes ready what suggesting needs of the articles, so that the first ring does not wait for it. */
export function prepareSuggesting(articles: readonly Article[], language: Article['language']): void {
  articleWords(publishedIn(articles, language));
}

function mattersOf(all: readonly Article[], context: SuggestContext): Matters {
  const needsWords = context.lastQuestions.length > 0 || (context.open ?? []).length > 0;
  const words: ArticleWords | null = needsWords ? articleWords(all) : null;
  const topics = new Map(all.map((article) => [article.id, article.topic]));
  const language = context.language ?? 'zh-CN';
  const fresh = (daysAgo: number | undefined): number => 0.5 ** ((daysAgo ?? 0) / HALF_DAYS);
  return {
    open: words === null ? [] : (context.open ?? []).map((matter, at) => {
      const settling = SETTLING[matter.kind]?.[language] ?? null;
      return { matter, near: words.nearText(matter.words), settling: settling === null ? null : words.nearText(settling), share: 1 / (1 + at) };
    }),
    asked: words === null ? [] : context.lastQuestions.slice(0, MOST_QUESTIONS).map(({ text, articleId, daysAgo }, at) => ({
      text, near: articleId === null ? words.nearText(text) : new Map<string, number>(), follows: articleId === null ? new Map<string, number>() : words.nearArticle(articleId),
      topic: articleId === null ? null : (topics.get(articleId) ?? null), share: fresh(daysAgo) / (1 + at),
    })),
    given: new Map(context.lastQuestions.toReversed().flatMap(({ articleId, daysAgo }) => (articleId === null ? [] : [[articleId, fresh(daysAgo)] as const]))),
    mostOpened: Math.max(1, ...(context.opened?.values() ?? [])),
  };
}

/** `isTold`: something this family said or is owed brings it, not only what is true of many. Null: nothing speaks for it. */
function weigh(article: Article, context: SuggestContext, matters: Matters): { readonly score: number; readonly because: readonly SuggestReason[]; readonly isTold: boolean } | null {
  const isService = article.topic === 'product' || article.topic === 'service';
  const because: SuggestReason[] = [];
  let told = 0;
  for (const { matter, near, settling, share } of matters.open) {
    const shared = near.get(article.id) ?? 0;
    told += (WORTH.open * shared + WORTH.settling * (settling?.get(article.id) ?? 0)) * share;
    if (shared >= NEAR_SHARE && !because.some(({ key }) => key === 'open')) because.push({ key: 'open', params: matter });
  }
  for (const { text, near, follows, topic, share } of matters.asked) {
    const shared = near.get(article.id) ?? 0;
    const followed = follows.get(article.id) ?? 0;
    told += (WORTH.asked * shared + WORTH.follows * followed + (topic === article.topic ? WORTH.sameTopic : 0)) * share;
    if ((shared >= NEAR_SHARE || followed >= ALIKE) && !because.some(({ key }) => key === 'asked')) because.push({ key: 'asked', params: { text } });
  }
  const isTold = because.length > 0 || matters.asked.some(({ topic }) => topic === article.topic);
  const worth: ChildWorth | null = context.children.length === 0 ? { score: 0, because: [] } : bestChild(article, context.children);
  // What is owed to a family whose children are past every article is owed all the same.
  if (worth === null && !(isTold && isService)) return null;
  let score = (worth?.score ?? 0) + told;
  if (article.topic === 'pregnancy' && worth !== null && worth.because.length > 0) score += WORTH.pregnancy;
  if (isService && !isTold) score += WORTH.service;
  const opened = context.opened?.get(article.id) ?? 0;
  const judged = context.judged?.get(article.id) ?? { helped: 0, notHelped: 0 };
  const lean = leanOf(judged);
  score += WORTH.judged * lean;
  // What is opened often and does not help is opened for want of a better one.
  if (opened > 0 && lean >= 0) {
    score += (WORTH.opened * opened) / matters.mostOpened;
    because.push(lean >= LEANS ? { key: 'helped', params: { count: judged.helped } } : { key: 'opened', params: { count: opened } });
  }
  if (article.seasons.includes(context.season)) {
    // Where nothing else is known, what is of one season alone says more than what is of three.
    score += WORTH.season * (context.children.length === 0 ? 1 + 1 / article.seasons.length : 1);
    because.push({ key: 'season', params: { season: context.season } });
  } else if (article.seasons.length > 0) score += WORTH.otherSeason;
  const word = climateWord(article, context.city);
  if (word !== null && context.city !== null) {
    score += WORTH.city;
    because.push({ key: 'city', params: { city: context.city, word } });
  }
  score += WORTH.given * (matters.given.get(article.id) ?? 0);
  // Being near the right age is no reason by itself, only whose reason another one is.
  const ownReason = worth?.because.some((reason) => reason.key !== 'stage' || reason.params.near === 'now') ?? false;
  if (because.length === 0 && !ownReason) return null;
  const doubt: readonly SuggestReason[] = lean <= -LEANS ? [{ key: 'notHelped', params: { count: judged.notHelped } }] : [];
  return { score, because: [...(worth?.because ?? []), ...because, ...doubt], isTold };
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
  // A narrow span says more about a child than "from birth to three years", and what begins to matter more than what has for long.
  const since = child.months - fromMonth;
  let score = stage * (WORTH.stage + WORTH.narrow / (1 + (toMonth - fromMonth) / 8) + (since < 0 ? 0 : WORTH.begins * Math.max(0, 1 - since / 4)));
  const near: StageNear = child.months < fromMonth ? 'soon' : child.months >= toMonth ? 'past' : 'now';
  const edge = near === 'now' ? null : near === 'soon' ? fromMonth : toMonth;
  const childIds = children.filter((each) => each.months === child.months && each.feeding === child.feeding).map((each) => each.id);
  const because: SuggestReason[] = [{ key: 'stage', params: { childIds, months: child.months, near, edge } }];
  if (child.feeding !== null && child.feeding !== 'solids' && article.feeding.length > 0) {
    if (!article.feeding.includes(child.feeding)) score += WORTH.wrongFeeding;
    else if (article.feeding.length < 3) {
      score += WORTH.feeding;
      because.push({ key: 'feeding', params: { feeding: child.feeding } });
    }
  }
  return { score, because };
}

function climateWord(article: Article, city: string | null): string | null {
  const words = city === null ? [] : NORTH.test(city) ? NORTH_WORDS : SOUTH.test(city) ? SOUTH_WORDS : [];
  const text = words.length === 0 ? '' : [article.title, ...article.similarQuestions, article.body].join('\n');
  return words.find((word) => text.includes(word)) ?? null;
}
