import type { QueryTerm } from './searchTerms.ts';

/** Postings in the order of terms: those of term `t` from `offsets[t]` to `offsets[t + 1]`. */
interface Postings {
  readonly offsets: Uint32Array;
  readonly documents: Uint32Array;
  /** How often the term is in the document, at most 255. */
  readonly counts: Uint8Array;
}

/**
 * One way in which documents are found: an inverted index with BM25 scores. What was there when it was packed lies in
 * typed arrays, what came since in lists beside them; scores are the same either way. Documents are numbered from 0 by
 * the order of adding; the number of one that was taken out stays unused.
 */
export interface TermChannel {
  readonly numbers: Map<string, number>;
  packed: Postings;
  readonly added: Map<number, { readonly documents: number[]; readonly counts: number[] }>;
  /** Documents in which each term is, those taken out not counted. */
  readonly inDocuments: number[];
  /** Length of each document in terms; 0 where it was taken out. */
  readonly lengths: number[];
  readonly live: { documents: number; length: number };
  readonly tuning: ChannelTuning;
  /** Worth of a term that is once in a document, by document; made when asked after a change. */
  once: Float32Array | null;
  score: Float32Array;
  touched: Uint32Array;
}

export interface ChannelTuning {
  /** At how many repetitions half of what repeating is worth is reached. */
  readonly saturation: number;
  /** How much a long document's terms lose, 0–1. */
  readonly lengthWeight: number;
}

/** What a term is worth in a document at least, however long (BM25+). */
const FLOOR = 0.1;
/** In a big base a term of more than this share of the documents only adds to those already found, once enough are. */
const COMMON_SHARE = 0.04;
const BIG_BASE = 8000;
const ENOUGH = 300;

const noPostings = (): Postings => ({ offsets: new Uint32Array(1), documents: new Uint32Array(0), counts: new Uint8Array(0) });

export function emptyChannel(tuning: ChannelTuning): TermChannel {
  return { numbers: new Map(), packed: noPostings(), added: new Map(), inDocuments: [], lengths: [], live: { documents: 0, length: 0 }, tuning, once: null, score: new Float32Array(0), touched: new Uint32Array(0) };
}

function countTerms(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** Adds the next document by its terms. */
export function addTerms(channel: TermChannel, terms: readonly string[]): void {
  const document = channel.lengths.length;
  for (const [term, count] of countTerms(terms)) {
    let number = channel.numbers.get(term);
    if (number === undefined) {
      number = channel.numbers.size;
      channel.numbers.set(term, number);
      channel.inDocuments.push(0);
    }
    channel.inDocuments[number] = (channel.inDocuments[number] ?? 0) + 1;
    const list = channel.added.get(number);
    if (list === undefined) channel.added.set(number, { documents: [document], counts: [Math.min(255, count)] });
    else {
      list.documents.push(document);
      list.counts.push(Math.min(255, count));
    }
  }
  channel.lengths.push(Math.max(1, terms.length));
  channel.live.documents += 1;
  channel.live.length += Math.max(1, terms.length);
  channel.once = null;
}

/** Takes a document out, given the terms it was added with; its postings go when the channel is packed. */
export function removeTerms(channel: TermChannel, document: number, terms: readonly string[]): void {
  for (const term of new Set(terms)) {
    const number = channel.numbers.get(term);
    if (number !== undefined) channel.inDocuments[number] = (channel.inDocuments[number] ?? 1) - 1;
  }
  channel.live.documents -= 1;
  channel.live.length -= channel.lengths[document] ?? 0;
  channel.lengths[document] = 0;
  channel.once = null;
}

/** Lays everything into typed arrays, without what was taken out. Linear in the postings. */
export function packChannel(channel: TermChannel): void {
  const { packed, added, lengths } = channel;
  const terms = channel.numbers.size;
  const packedTerms = packed.offsets.length - 1;
  const offsets = new Uint32Array(terms + 1);
  let total = 0;
  for (const count of channel.inDocuments) total += count;
  const documents = new Uint32Array(total);
  const counts = new Uint8Array(total);
  let at = 0;
  const lay = (document: number, count: number): void => {
    if (lengths[document] === 0) return;
    documents[at] = document;
    counts[at] = count;
    at += 1;
  };
  for (let term = 0; term < terms; term += 1) {
    offsets[term] = at;
    if (term < packedTerms) for (let place = packed.offsets[term] ?? 0; place < (packed.offsets[term + 1] ?? 0); place += 1) lay(packed.documents[place] ?? 0, packed.counts[place] ?? 0);
    const list = added.get(term);
    if (list !== undefined) for (const [place, document] of list.documents.entries()) lay(document, list.counts[place] ?? 0);
  }
  offsets[terms] = at;
  channel.packed = { offsets, documents, counts };
  added.clear();
}

/** How rare a term is: 0 in every document, about 7 in one of a thousand. */
export function rarity(channel: TermChannel, term: string): number {
  const number = channel.numbers.get(term);
  const inDocuments = number === undefined ? 0 : (channel.inDocuments[number] ?? 0);
  return Math.log(1 + (channel.live.documents - inDocuments + 0.5) / (inDocuments + 0.5));
}

/** Up to `most` of the documents a term is in, those still there. */
export function documentsOf(channel: TermChannel, term: string, most: number): readonly number[] {
  const number = channel.numbers.get(term);
  if (number === undefined) return [];
  const { packed, added, lengths } = channel;
  const documents: number[] = [];
  const end = number < packed.offsets.length - 1 ? (packed.offsets[number + 1] ?? 0) : 0;
  const take = (document: number): void => { if (lengths[document] !== 0) documents.push(document); };
  for (let place = packed.offsets[number] ?? 0; place < end && documents.length < most; place += 1) take(packed.documents[place] ?? 0);
  for (const document of added.get(number)?.documents ?? []) if (documents.length < most) take(document);
  return documents;
}

function ready(channel: TermChannel): Float32Array {
  const size = channel.lengths.length;
  if (channel.once !== null) return channel.once;
  const { saturation, lengthWeight } = channel.tuning;
  const average = channel.live.length / Math.max(1, channel.live.documents);
  const once = new Float32Array(size);
  for (let document = 0; document < size; document += 1) {
    const length = channel.lengths[document] ?? 0;
    // A document that was taken out is worth nothing.
    once[document] = length === 0 ? -1 : saturation * (1 - lengthWeight + (lengthWeight * length) / average);
  }
  if (channel.score.length < size) {
    channel.score = new Float32Array(size + (size >> 2));
    channel.touched = new Uint32Array(size + (size >> 2));
  }
  channel.once = once;
  return once;
}

export interface ChannelHit {
  readonly document: number;
  readonly score: number;
}

interface KnownTerm {
  readonly number: number;
  readonly worth: number;
  readonly inDocuments: number;
}

/**
 * The best documents for the terms of a query, best first.
 * @returns `most`: the score of a document that says the whole query, to compare scores of different queries by.
 */
export function bestOf(channel: TermChannel, terms: readonly QueryTerm[], limit: number): { readonly hits: readonly ChannelHit[]; readonly most: number } {
  const half = ready(channel);
  const { score, touched, packed, added, tuning } = channel;
  const packedTerms = packed.offsets.length - 1;
  let most = 0;
  const known: KnownTerm[] = [];
  for (const { term, weight } of terms) {
    const worth = weight * rarity(channel, term);
    most += worth;
    const number = channel.numbers.get(term);
    const inDocuments = number === undefined ? 0 : (channel.inDocuments[number] ?? 0);
    if (number !== undefined && inDocuments > 0) known.push({ number, worth, inDocuments });
  }
  known.sort((a, b) => a.inDocuments - b.inDocuments);
  const common = channel.live.documents > BIG_BASE ? channel.live.documents * COMMON_SHARE : Number.POSITIVE_INFINITY;
  const gain = 0.8 * (tuning.saturation + 1);
  let found = 0;
  const add = (document: number, count: number, worth: number, onlyFound: boolean): void => {
    const at = half[document] ?? -1;
    if (at < 0) return;
    const before = score[document] ?? 0;
    if (before === 0) {
      if (onlyFound) return;
      touched[found] = document;
      found += 1;
    }
    score[document] = before + worth * ((gain * count) / (count + at) + FLOOR);
  };
  for (const { number, worth, inDocuments } of known) {
    const onlyFound = inDocuments > common && found >= ENOUGH;
    if (number < packedTerms) {
      const end = packed.offsets[number + 1] ?? 0;
      for (let place = packed.offsets[number] ?? 0; place < end; place += 1) add(packed.documents[place] ?? 0, packed.counts[place] ?? 0, worth, onlyFound);
    }
    const list = added.get(number);
    if (list !== undefined) for (let place = 0; place < list.documents.length; place += 1) add(list.documents[place] ?? 0, list.counts[place] ?? 0, worth, onlyFound);
  }
  return { hits: takeBest(score, touched, found, limit), most };
}

/** The highest scores by a heap of `limit`, and the scores made 0 again. */
function takeBest(score: Float32Array, touched: Uint32Array, found: number, limit: number): readonly ChannelHit[] {
  const heapScore = new Float32Array(limit);
  const heap = new Uint32Array(limit);
  let size = 0;
  for (let place = 0; place < found; place += 1) {
    const document = touched[place] ?? 0;
    const worth = score[document] ?? 0;
    score[document] = 0;
    if (size < limit) {
      let at = size;
      size += 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if ((heapScore[parent] ?? 0) <= worth) break;
        heapScore[at] = heapScore[parent] ?? 0;
        heap[at] = heap[parent] ?? 0;
        at = parent;
      }
      heapScore[at] = worth;
      heap[at] = document;
    } else if (worth > (heapScore[0] ?? 0)) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= limit) break;
        if (child + 1 < limit && (heapScore[child + 1] ?? 0) < (heapScore[child] ?? 0)) child += 1;
        if ((heapScore[child] ?? 0) >= worth) break;
        heapScore[at] = heapScore[child] ?? 0;
        heap[at] = heap[child] ?? 0;
        at = child;
      }
      heapScore[at] = worth;
      heap[at] = document;
    }
  }
  return Array.from({ length: size }, (_each, place) => ({ document: heap[place] ?? 0, score: heapScore[place] ?? 0 })).sort((a, b) => b.score - a.score || a.document - b.document);
}
