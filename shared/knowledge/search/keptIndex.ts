import { type ArticleIndex, channelsOf, emptyArticleIndex, leaveHole, packArticleIndex, type SearchedArticle, takeUp } from '../articleIndex.ts';
import { type SearchWords, usualSearchWords } from './searchWords.ts';
import type { TermChannel } from './termChannel.ts';

/** What stands before the arrays, as JSON. Terms and words are joined: thousands of strings parse slowly one by one. */
interface Head<A> {
  readonly mark: string;
  /** A number stands for an article that was taken out: how many questions it had. */
  readonly articles: readonly (A | number)[];
  readonly latinWords: string;
  readonly syllables: string;
  readonly channels: readonly { readonly terms: string; readonly documents: number; readonly postings: number; readonly live: { readonly documents: number; readonly length: number } }[];
}

const BETWEEN = '\n';
const joined = (words: Iterable<string>): string => [...words].join(BETWEEN);
const parted = (text: string): readonly string[] => (text === '' ? [] : text.split(BETWEEN));

/** A text as its UTF-16 units: nothing that is not in every runtime is needed, and it is quick. */
function unitsOf(text: string): Uint8Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
  return new Uint8Array(units.buffer);
}

const AT_ONCE = 8192;

function textOf(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  let text = '';
  for (let at = 0; at < units.length; at += AT_ONCE) text += String.fromCharCode(...units.subarray(at, at + AT_ONCE));
  return text;
}

/** Bytes in which an index lies on disk. */
export function keepIndex<A extends SearchedArticle>(index: ArticleIndex<A>, mark: string): Uint8Array {
  packArticleIndex(index);
  const articles = index.byNumber.map((each, number) => each?.article ?? index.holes.get(number) ?? 0);
  const arrays: Uint8Array[] = [];
  const bytesOf = (array: Uint32Array | Uint8Array): void => { arrays.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)); };
  for (const { packed, lengths, inDocuments } of channelsOf(index)) {
    bytesOf(packed.offsets);
    bytesOf(packed.documents);
    bytesOf(Uint32Array.from(lengths));
    bytesOf(Uint32Array.from(inDocuments));
    bytesOf(packed.counts);
  }
  const head: Head<A> = {
    mark, articles, latinWords: joined(index.latinWords), syllables: joined(index.syllables),
    channels: channelsOf(index).map(({ numbers, lengths, packed, live }) => ({ terms: joined(numbers.keys()), documents: lengths.length, postings: packed.documents.length, live })),
  };
  const text = unitsOf(JSON.stringify(head));
  const size = 8 + text.length + arrays.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  view.setUint32(4, size, true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const array of arrays) {
    bytes.set(array, at);
    at += array.length;
  }
  return bytes;
}

/** With more unused numbers than articles an index is better made anew. */
const tooManyHoles = (articles: readonly unknown[]): boolean => articles.filter((each) => typeof each === 'number').length > articles.length / 2;

/** The index that was kept; null when it has another mark or is damaged. Then it is built from the articles. */
export function restoreIndex<A extends SearchedArticle>(bytes: Uint8Array, mark: string, words: SearchWords = usualSearchWords): ArticleIndex<A> | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textLength = view.getUint32(0, true);
  if (view.getUint32(4, true) !== bytes.length || textLength > bytes.length - 8) return null;
  const head = JSON.parse(textOf(bytes.slice(8, 8 + textLength))) as Head<A>;
  if (head.mark !== mark || tooManyHoles(head.articles)) return null;
  const index = emptyArticleIndex<A>(words);
  for (const article of head.articles) {
    if (typeof article === 'number') leaveHole(index, article);
    else takeUp(index, article);
  }
  for (const word of parted(head.latinWords)) index.latinWords.add(word);
  for (const syllable of parted(head.syllables)) index.syllables.add(syllable);
  let at = 8 + textLength;
  const take = (length: number): Uint8Array => {
    const part = bytes.slice(at, at + length);
    at += length;
    return part;
  };
  const numbers = (count: number): Uint32Array => new Uint32Array(take(count * 4).buffer);
  for (const [place, channel] of channelsOf(index).entries()) {
    const kept = head.channels[place];
    if (kept === undefined) return null;
    restoreChannel(channel, kept, numbers, take);
  }
  return index;
}

function restoreChannel(channel: TermChannel, kept: Head<unknown>['channels'][number], numbers: (count: number) => Uint32Array, take: (length: number) => Uint8Array): void {
  const terms = parted(kept.terms);
  for (const [number, term] of terms.entries()) channel.numbers.set(term, number);
  const offsets = numbers(terms.length + 1);
  const documents = numbers(kept.postings);
  for (const length of numbers(kept.documents)) channel.lengths.push(length);
  for (const count of numbers(terms.length)) channel.inDocuments.push(count);
  channel.packed = { offsets, documents, counts: take(kept.postings) };
  channel.live.documents = kept.live.documents;
  channel.live.length = kept.live.length;
}
