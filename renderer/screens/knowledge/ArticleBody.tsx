import type { ReactNode } from 'react';
import type { TextRange } from '../../../shared/language/foldText.ts';
import { Highlighted } from './Highlighted.tsx';

interface Line {
  readonly start: number;
  readonly text: string;
}
type Block = { readonly kind: 'paragraph' | 'list'; readonly start: number; readonly lines: readonly Line[] };

/** The answer's text as blocks, each line with its place in the whole, so that matches can be marked in it. */
function blocksOf(body: string): readonly Block[] {
  const blocks: { kind: Block['kind']; start: number; lines: Line[] }[] = [];
  let at = 0;
  let isNew = true;
  for (const raw of body.split('\n')) {
    const isItem = raw.startsWith('- ');
    const kind = isItem ? 'list' : 'paragraph';
    const line = { start: at + (isItem ? 2 : 0), text: isItem ? raw.slice(2) : raw };
    at += raw.length + 1;
    if (raw.trim() === '') {
      isNew = true;
      continue;
    }
    const last = blocks.at(-1);
    if (last && !isNew && last.kind === kind) last.lines.push(line);
    else blocks.push({ kind, start: line.start, lines: [line] });
    isNew = false;
  }
  return blocks;
}

const within = (ranges: readonly TextRange[], line: Line): readonly TextRange[] =>
  ranges.map(({ start, end }) => ({ start: start - line.start, end: end - line.start })).filter(({ start, end }) => end > 0 && start < line.text.length)
    .map(({ start, end }) => ({ start: Math.max(0, start), end }));

/** Paragraphs separated by a blank line; lines that begin with '- ' are a list. */
export function ArticleBody({ body, ranges }: { readonly body: string; readonly ranges: readonly TextRange[] }): ReactNode {
  return blocksOf(body).map((block) => block.kind === 'list'
    ? <ul key={block.start} className="kn-list">{block.lines.map((line) => <li key={line.start}><Highlighted text={line.text} ranges={within(ranges, line)} /></li>)}</ul>
    : <p key={block.start} className="kn-text">{block.lines.map((line) => <span key={line.start} className="kn-text-line"><Highlighted text={line.text} ranges={within(ranges, line)} /></span>)}</p>);
}
