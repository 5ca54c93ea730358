/** How often a term is in a document, and the document's number. */
interface Postings {
  readonly documents: number[];
  readonly counts: number[];
}

/**
 * An inverted index with BM25 scores. Terms are strings, documents are numbers given in order of adding; the number of
 * a document that was taken out stays unused until the index is built anew.
 */
export interface TermPostings {
  readonly terms: Map<string, Postings>;
  /** Length of each document in weighted terms; 0 where it was taken out. */
  readonly lengths: number[];
  readonly live: { count: number; length: number };
}

/*
 * Tuned on the questions of the sample articles, each asked while it was left out of the index (test/shared/knowledge/
 * searchQuality.test.ts): long answers repeat the words they are about, so the count saturates late.
 */
const SATURATION = 5;
const LENGTH_WEIGHT = 0.7;

export function emptyPostings(): TermPostings {
  return { terms: new Map(), lengths: [], live: { count: 0, length: 0 } };
}

/** Adds a document by its terms, each with its weighted count. @returns its number. */
export function addDocument(postings: TermPostings, counts: ReadonlyMap<string, number>): number {
  const document = postings.lengths.length;
  let length = 0;
  for (const [term, count] of counts) {
    length += count;
    const known = postings.terms.get(term);
    if (known === undefined) postings.terms.set(term, { documents: [document], counts: [count] });
    else {
      known.documents.push(document);
      known.counts.push(count);
    }
  }
  postings.lengths.push(length);
  postings.live.count += 1;
  postings.live.length += length;
  return document;
}

/** Takes a document out, given the terms it was added with. */
export function removeDocument(postings: TermPostings, document: number, terms: Iterable<string>): void {
  for (const term of terms) {
    const known = postings.terms.get(term);
    const place = known?.documents.indexOf(document) ?? -1;
    if (known === undefined || place < 0) continue;
    known.documents.splice(place, 1);
    known.counts.splice(place, 1);
    if (known.documents.length === 0) postings.terms.delete(term);
  }
  postings.live.count -= 1;
  postings.live.length -= postings.lengths[document] ?? 0;
  postings.lengths[document] = 0;
}

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

/** How rare a term is: 0 in every document, about 7 in one of a thousand. */
function rarity(postings: TermPostings, term: string): number {
  const inDocuments = postings.terms.get(term)?.documents.length ?? 0;
  return Math.log(1 + (postings.live.count - inDocuments + 0.5) / (inDocuments + 0.5));
}

/** The best documents for weighted terms, best first; ties in the order of adding. `fits` leaves documents out. */
export function bestDocuments(postings: TermPostings, terms: readonly WeightedTerm[], limit: number, fits: ((document: number) => boolean) | null = null): readonly { readonly document: number; readonly score: number }[] {
  const scores = new Float64Array(postings.lengths.length);
  const average = postings.live.length / Math.max(1, postings.live.count);
  for (const { term, weight } of terms) {
    const found = postings.terms.get(term);
    if (found === undefined) continue;
    const worth = weight * rarity(postings, term) * (SATURATION + 1);
    for (const [place, document] of found.documents.entries()) {
      const count = found.counts[place] ?? 0;
      const relative = (postings.lengths[document] ?? 0) / average;
      scores[document] = (scores[document] ?? 0) + (worth * count) / (count + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative));
    }
  }
  const touched: { readonly document: number; readonly score: number }[] = [];
  for (const [document, score] of scores.entries()) if (score > 0 && (fits === null || fits(document))) touched.push({ document, score });
  return touched.sort((a, b) => b.score - a.score || a.document - b.document).slice(0, limit);
}
