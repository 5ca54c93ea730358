import type { ArticleIndex, IndexedArticle, IndexedText } from '../articleIndex.ts';
import { latinWords } from '../tokens.ts';
import { type AskedText, askedText, type ChannelShares, questionLikeness, sentenceCover } from './questionLikeness.ts';
import { thingTerms } from './canonicalText.ts';
import { canonicalTerms, type QueryTerm, soundTerms, weighted, wordingTerms } from './searchTerms.ts';
import { bestOf, type ChannelHit } from './termChannel.ts';
import { likelyWords } from './typedWords.ts';

/** How many of each channel's best are looked at closely. */
export interface Reach {
  readonly questions: number;
  readonly sounds: number;
  readonly answers: number;
}
const REACH: Reach = { questions: 40, sounds: 20, answers: 25 };

/** A question that may be what is meant, with the ways in which it is like it. */
export interface Candidate {
  readonly text: IndexedText;
  readonly features: Float32Array;
  readonly shares: ChannelShares;
}

interface Found {
  readonly byDocument: ReadonlyMap<number, number>;
  readonly best: number;
  readonly most: number;
}

function found({ hits, most }: { readonly hits: readonly ChannelHit[]; readonly most: number }): Found {
  return { byDocument: new Map(hits.map(({ document, score }) => [document, score])), best: hits[0]?.score ?? 1, most: most || 1 };
}

const shareIn = (from: Found, document: number): readonly [number, number] => {
  const score = from.byDocument.get(document) ?? 0;
  return [score / from.best, score / from.most / 2];
};

function withTypedWords(terms: readonly QueryTerm[], folded: string, index: ArticleIndex): readonly QueryTerm[] {
  const last = latinWords(folded).at(-1) ?? '';
  return terms.flatMap((each) => (/^[\p{Script=Latin}\p{N}]/u.test(each.term) ? [each, ...likelyWords(each.term, folded.endsWith(each.term) && each.term === last, index.latinWords)] : [each]));
}

/** Questions like what is asked, from every channel, each once, in no order. */
export function questionCandidates(folded: string, index: ArticleIndex, reach: Reach = REACH): { readonly asked: AskedText; readonly candidates: readonly Candidate[] } {
  const asked = askedText(folded, index);
  const terms = withTypedWords(weighted(wordingTerms(folded)), folded, index);
  const wording = found(bestOf(index.wording, terms, reach.questions));
  const canonical = found(bestOf(index.canonical, weighted(canonicalTerms(asked.canonical)), reach.questions));
  const sound = found(bestOf(index.sound, weighted(soundTerms(asked.plain)).map(({ term }) => ({ term, weight: 1 })), reach.sounds));
  const answer = found(bestOf(index.answer, [...terms, ...weighted(thingTerms(folded, index.classes))], reach.answers));
  const documents = new Set([...wording.byDocument.keys(), ...canonical.byDocument.keys(), ...sound.byDocument.keys()]);
  // An answer that says it brings the title of its article in.
  for (const number of answer.byDocument.keys()) {
    const article = index.byNumber[number];
    if (article) documents.add(article.firstText);
  }
  const covers = new Map<IndexedArticle, number>();
  const coverOf = (article: IndexedArticle): number => {
    let cover = covers.get(article);
    if (cover === undefined) {
      cover = article.sentences.length === 0 ? 0 : sentenceCover(asked, article);
      covers.set(article, cover);
    }
    return cover;
  };
  const candidates: Candidate[] = [];
  for (const document of documents) {
    const text = index.texts[document];
    const article = text ? index.byNumber[text.article] : null;
    if (!text || !article) continue;
    const shares: ChannelShares = {
      wording: shareIn(wording, document), canonical: shareIn(canonical, document), sound: shareIn(sound, document), answer: shareIn(answer, text.article),
    };
    candidates.push({ text, shares, features: questionLikeness(asked, text, shares, coverOf(article), index) });
  }
  return { asked, candidates };
}
