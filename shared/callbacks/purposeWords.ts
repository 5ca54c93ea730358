import type { TextRange } from '../language/foldText.ts';

/** Words with which a purpose begins. Times behind them are usually part of it: 「问6个月后的辅食」. */
export const PURPOSE_MARK = /问|关于|咨询|了解|聊|谈|确认|说说|解释|想知道|答复|讲讲|看看|核实|提醒|\b(?:about|regarding|re:|concerning|discuss|to ask|follow up)\b/;

const EDGES = /^[\s,，、。.;；:：!！?？\-–—·|/()（）「」"']+|[\s,，、。.;；:：|\-–—·/(（「"']+$/g;
/** Words that only say that one will ring. */
const FILLER = /^(?:请|麻烦|帮忙|我们?|你们?|您|她|他|的|吧|好|行|可以|那|就|再|约|约好|约定|定|说好|改到|到时候?|会|要|想|客户|来电人|一下|回个?电话?|回电|(?:再|给)?(?:[她他您]|客户)?(?:再)?(?:打|回|拨|致电|联系|来)(?:电话|个电话|一个电话|过来|过去|来|去|一下|回来)?(?:给)?(?:[她他您]|客户)?|电话(?:联系|回访)?|下次|预约|please|call(?: back)?|ring(?: back)?|phone|again|back|to|the|at|on|and|ok|then|will|we|let's|her|him|them|i|\s|,)+$/;

export interface PurposeWords {
  /** Ranges of the folded line that make the purpose, in order. */
  readonly purpose: readonly TextRange[];
  readonly range: TextRange | null;
  /** Something not understood stands before the time: it may have been a day (「小年夜下午3点」). */
  readonly before: boolean;
}

function trimmed(text: string, start: number, end: number): TextRange {
  const piece = text.slice(start, end);
  const lead = /^[\s,，、。.;；:：!！?？\-–—·|/)）」"']+/.exec(piece)?.[0].length ?? 0;
  const bare = piece.slice(lead).replace(EDGES, '');
  return { start: start + lead, end: start + lead + bare.length };
}

/** What is left of the line when time and person are taken out, without words that only say "ring". */
export function purposeOf(text: string, cut: readonly TextRange[], firstTime: number): PurposeWords {
  const gaps: TextRange[] = [];
  let at = 0;
  for (const { start, end } of [...cut].sort((a, b) => a.start - b.start)) {
    if (start > at) gaps.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  gaps.push({ start: at, end: text.length });
  const pieces = gaps.map((gap) => trimmed(text, gap.start, gap.end)).filter((piece) => piece.end > piece.start && !FILLER.test(text.slice(piece.start, piece.end)));
  const [first] = pieces;
  const last = pieces.at(-1);
  const before = pieces.some((piece) => piece.end <= firstTime && text.slice(piece.start, piece.end).search(PURPOSE_MARK) !== 0);
  return { purpose: pieces, range: first === undefined || last === undefined ? null : { start: first.start, end: last.end }, before };
}
