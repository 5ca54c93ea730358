import type { ArticleIndex, IndexedArticle, IndexedText } from '../articleIndex.ts';
import { modelFor, rankingScore } from './rankingModel.ts';
import type { AskedText, ChannelShares } from './questionLikeness.ts';
import { type Candidate, questionCandidates } from './questionCandidates.ts';
import { withoutSlip } from './slipsOfSound.ts';

export interface RankedArticle<A extends IndexedArticle = IndexedArticle> {
  readonly found: A;
  /** The question of it that is most like what is asked. */
  readonly text: IndexedText;
  /** 1 for the best, falling off with how much less likely another is. */
  readonly score: number;
}

/** Below these shares of the best in every channel a candidate is noise. */
const WEAKEST = { wording: 0.25, canonical: 0.3, sound: 0.35, answer: 0.35 };

const isNoise = ({ wording, canonical, sound, answer }: ChannelShares): boolean =>
  wording[0] < WEAKEST.wording && canonical[0] < WEAKEST.canonical && sound[0] < WEAKEST.sound && answer[0] < WEAKEST.answer;

/**
 * A short query must have a pair of its characters in the article: of two or three single ones nothing follows, and an
 * empty answer is what leads to 「没有？添加」.
 */
const SHORT_QUERY = 3;

function holdsPair(asked: AskedText, { text }: Candidate, index: ArticleIndex): boolean {
  const length = [...asked.plain].length;
  if (length < 2 || length > SHORT_QUERY || /[a-z0-9]/.test(asked.plain)) return true;
  const article = index.byNumber[text.article];
  const holds = (words: string): boolean => asked.pairs.some(({ pair }) => words.includes(pair));
  return [...asked.things].some((thing) => text.canonical.includes(thing)) || article?.texts.some(({ plain }) => holds(plain)) === true || article?.sentences.some(holds) === true;
}

type Best = Map<number, { readonly text: IndexedText; readonly score: number }>;

/** What is as likely only when a slip is put right stands a little back. */
const SLIP_COST = 0.3;

/** A question asked word for word stands before everything that is only like it. */
const WORD_FOR_WORD = 5;

function score(folded: string, index: ArticleIndex, best: Best, cost: number): AskedText {
  const { asked, candidates } = questionCandidates(folded, index);
  const model = modelFor(asked.plain.length, index);
  for (const candidate of candidates) {
    if (isNoise(candidate.shares) || !holdsPair(asked, candidate, index)) continue;
    const worth = rankingScore(model, candidate.features) - cost + (candidate.text.plain === asked.plain ? WORD_FOR_WORD : 0);
    const known = best.get(candidate.text.article);
    if (known === undefined || worth > known.score) best.set(candidate.text.article, { text: candidate.text, score: worth });
  }
  return asked;
}

/** Articles by how likely one of their questions, or their answer, is what was asked; best first. */
export function rankQuestions(folded: string, index: ArticleIndex, limit: number, familyWorth: (article: IndexedArticle) => number): readonly RankedArticle[] {
  const best: Best = new Map();
  const { plain } = score(folded, index, best, 0);
  const written = withoutSlip(plain, index);
  if (written !== null) score(written, index, best, SLIP_COST);
  const top = Math.max(...[...best.values()].map((each) => each.score));
  const ranked: RankedArticle[] = [];
  for (const [number, { text, score: worth }] of best) {
    const found = index.byNumber[number];
    if (found) ranked.push({ found, text, score: Math.exp(worth - top) * familyWorth(found) });
  }
  return ranked.sort((a, b) => b.score - a.score || (a.found.id < b.found.id ? -1 : 1)).slice(0, limit);
}
