/** A text brought to one form for comparing, with the way back to the original. */
export interface FoldedText {
  readonly text: string;
  /** For each UTF-16 unit of `text` the index in the original it came from, and one entry more: the original's length. */
  readonly at: readonly number[];
}

/** Half open, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * NFKC and lower case, character by character, so that a place in the result can be shown in what was typed:
 * full-width digits and letters, 「：」 and 「，」 become their plain forms.
 */
export function foldText(original: string): FoldedText {
  const at: number[] = [];
  let text = '';
  let index = 0;
  for (const char of original) {
    // Common Chinese characters are their own form; asking for it takes most of the time.
    const folded = char >= '\u4e00' && char <= '\u9fff' ? char : char.normalize('NFKC').toLowerCase();
    for (let unit = 0; unit < folded.length; unit += 1) at.push(index);
    text += folded;
    index += char.length;
  }
  at.push(index);
  return { text, at };
}

/** A range of the folded text as a range of the original; a character that folded into several is taken whole. */
export function originalRange(folded: FoldedText, start: number, end: number): TextRange {
  const from = folded.at[start] ?? 0;
  let last = end;
  while (last < folded.text.length && folded.at[last] === folded.at[last - 1]) last += 1;
  return { start: from, end: folded.at[last] ?? from };
}
