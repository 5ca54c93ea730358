import type { ArticleIndex } from '../articleIndex.ts';
import { FEATURES } from './questionLikeness.ts';
import learned from './rankingWeights.json' with { type: 'json' };

/** What each way of being alike is worth: one set for a question hardly begun, one for one that is begun, one for the rest. */
interface LearnedWeights {
  readonly few: readonly number[];
  readonly begun: readonly number[];
  readonly asked: readonly number[];
}

/** Where most articles have an answer, what it says counts for more than how like the questions are. */
interface RankingModels {
  readonly questions: LearnedWeights;
  readonly answers: LearnedWeights;
}

/** Learned from the sample articles and a permissively licensed set of medical questions; see build/search/trainRanking.mjs. */
const models: RankingModels = learned;

/** Up to so many characters a question counts as begun, and up to so many as hardly begun: then only where things stand tells much. */
const BEGUN_CHARS = 8;
const FEW_CHARS = 4;

/** Which of the weights a question of so many letters and digits is for. */
export const weightsFor = (plainLength: number): keyof LearnedWeights => (plainLength <= FEW_CHARS ? 'few' : plainLength <= BEGUN_CHARS ? 'begun' : 'asked');

export function modelFor(plainLength: number, { live }: Pick<ArticleIndex, 'live'>): readonly number[] {
  const learnedFrom = live.answered * 2 > live.articles ? models.answers : models.questions;
  return learnedFrom[weightsFor(plainLength)];
}

export function rankingScore(model: readonly number[], features: Float32Array): number {
  let score = 0;
  for (let each = 0; each < FEATURES; each += 1) score += (model[each] ?? 0) * (features[each] ?? 0);
  return score;
}
