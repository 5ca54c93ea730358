import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { type SearchWords, usualSearchWords } from './search/searchWords.ts';

/** Words for one thing ('thing': 「发烧 发热」), or ways to ask the same ('question': 「咋整 怎么办」). */
export const wordGroupSchema = z.object({
  kind: z.enum(['thing', 'question']),
  words: z.array(z.string().min(1).max(40).regex(/^\S+$/)).min(1).max(60),
});
export type WordGroup = z.infer<typeof wordGroupSchema>;
export const wordGroupsSchema = z.array(wordGroupSchema).max(1000);

/** The one record there is; before editors have written any there is none. */
export const WORD_TABLE_ID = '5f1e3ac4-07b6-4d39-9d55-6d0c6f2b8a01';
export const wordTableSchema = z.object({ id: z.uuid(), version: z.number().int().min(1), groups: wordGroupsSchema, updatedAtMs: utcMsSchema });
export type WordTable = z.infer<typeof wordTableSchema>;

/** A table to be stored. `base`: the version the editor saw, 0 for none; another one meanwhile is refused as 'edited-meanwhile'. */
export const wordTableToStoreSchema = z.object({ groups: wordGroupsSchema, base: z.number().int().min(0) });
export const wordTableVersionSchema = wordTableSchema.omit({ id: true }).extend({ storedByName: z.string() });
export type WordTableVersion = z.infer<typeof wordTableVersionSchema>;

/** As the search compares words. */
export const plainWord = (word: string): string => word.normalize('NFKC').toLowerCase();

interface UsualLine {
  readonly kind: WordGroup['kind'];
  readonly place: number;
  readonly words: readonly string[];
}
const linesOf = new WeakMap<SearchWords, ReadonlyMap<string, UsualLine>>();

/** The line of the system's table a word stands in, by word. Of one named twice the first line counts. */
function usualLines(usual: SearchWords): ReadonlyMap<string, UsualLine> {
  const known = linesOf.get(usual);
  if (known !== undefined) return known;
  const lines = new Map<string, UsualLine>();
  for (const [kind, written] of [['question', usual.questionWords], ['thing', usual.sameWords]] as const) {
    for (const [place, line] of written.entries()) {
      const words = line.split(/\s+/).filter((word) => word !== '').map(plainWord);
      const one: UsualLine = { kind, place, words };
      for (const word of words) if (!lines.has(word)) lines.set(word, one);
    }
  }
  linesOf.set(usual, lines);
  return lines;
}

/** The line of the system's table that a group adds to; null: it is one of its own. */
export function usualLineOf(group: WordGroup, usual: SearchWords = usualSearchWords): readonly string[] | null {
  const lines = usualLines(usual);
  return group.words.flatMap((word) => lines.get(plainWord(word)) ?? [])[0]?.words ?? null;
}

export interface WordFault {
  /** Which group, by place. */
  readonly group: number;
  readonly word: string;
  /** 'alone': a group of one word says nothing. 'twice': the word stands in another group, or twice. 'joins': two things would become one. 'other-kind': known as the other kind. */
  readonly fault: 'alone' | 'twice' | 'joins' | 'other-kind';
  /** The word it clashes with; '' where there is none. */
  readonly with: string;
}

/** The first thing that keeps a table from being used; null: none. */
export function wordFault(groups: readonly WordGroup[], usual: SearchWords = usualSearchWords): WordFault | null {
  const lines = usualLines(usual);
  const heads = new Map<string, string>();
  const lineHeads = new Map<UsualLine, string>();
  for (const [group, { kind, words }] of groups.entries()) {
    const first = words[0] ?? '';
    if (words.length < 2) return { group, word: first, fault: 'alone', with: '' };
    let own: UsualLine | null = null;
    for (const word of words) {
      const plain = plainWord(word);
      const other = heads.get(plain);
      if (other !== undefined) return { group, word, fault: 'twice', with: other };
      heads.set(plain, first);
      const line = lines.get(plain);
      if (line === undefined) continue;
      if (line.kind !== kind) return { group, word, fault: 'other-kind', with: line.words[0] ?? '' };
      const taken = lineHeads.get(line);
      if (own !== null && own !== line) return { group, word, fault: 'joins', with: own.words[0] ?? '' };
      if (own === null && taken !== undefined) return { group, word, fault: 'joins', with: taken };
      own = line;
      lineHeads.set(line, first);
    }
  }
  return null;
}

/** The system's table with what editors have added: to the line a group has a word of, or as a line of its own at the end. */
export function withWordGroups(groups: readonly WordGroup[], usual: SearchWords = usualSearchWords): SearchWords {
  if (groups.length === 0) return usual;
  const lines = usualLines(usual);
  const tables = { question: [...usual.questionWords], thing: [...usual.sameWords] };
  for (const { kind, words } of groups) {
    const plain = words.map(plainWord);
    const line = plain.flatMap((word) => lines.get(word) ?? []).find((each) => each.kind === kind);
    if (line === undefined) tables[kind].push(plain.join(' '));
    else tables[kind][line.place] = `${usual[kind === 'question' ? 'questionWords' : 'sameWords'][line.place] ?? ''} ${plain.filter((word) => !line.words.includes(word)).join(' ')}`;
  }
  return { questionWords: tables.question, sameWords: tables.thing, dropped: usual.dropped };
}
