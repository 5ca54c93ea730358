import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { TextRange } from '../../../shared/language/foldText.ts';
import { Highlighted } from './Highlighted.tsx';

interface Line {
  readonly start: number;
  readonly text: string;
}
type Kind = 'paragraph' | 'list' | 'numbered' | 'heading';
interface Block {
  readonly kind: Kind;
  readonly start: number;
  readonly lines: readonly Line[];
}

/** What a line begins with says what it is. */
const marks: readonly (readonly [Kind, RegExp])[] = [['heading', /^#{1,3} +/], ['list', /^- /], ['numbered', /^\d{1,2}[.、] ?/]];

/** The answer's text as blocks, each line with its place in the whole, so that matches can be marked in it. */
function blocksOf(body: string): readonly Block[] {
  const blocks: { kind: Kind; start: number; lines: Line[] }[] = [];
  let at = 0;
  let isNew = true;
  for (const raw of body.split('\n')) {
    const [kind, mark] = marks.map(([name, pattern]) => [name, pattern.exec(raw)?.[0] ?? ''] as const).find(([, found]) => found !== '') ?? (['paragraph', ''] as const);
    const line = { start: at + mark.length, text: raw.slice(mark.length) };
    at += raw.length + 1;
    if (raw.trim() === '') {
      isNew = true;
      continue;
    }
    const last = blocks.at(-1);
    if (last && !isNew && last.kind === kind && kind !== 'heading') last.lines.push(line);
    else blocks.push({ kind, start: line.start, lines: [line] });
    isNew = false;
  }
  return blocks;
}

const within = (ranges: readonly TextRange[], line: Line): readonly TextRange[] =>
  ranges.map(({ start, end }) => ({ start: start - line.start, end: end - line.start })).filter(({ start, end }) => end > 0 && start < line.text.length)
    .map(({ start, end }) => ({ start: Math.max(0, start), end }));

/** One line, `**bold**` in it bold. */
function Inline({ line, ranges }: { readonly line: Line; readonly ranges: readonly TextRange[] }): ReactNode {
  const pieces: ReactNode[] = [];
  let at = 0;
  const plain = (from: number, to: number): ReactNode => {
    const piece = { start: line.start + from, text: line.text.slice(from, to) };
    return <Highlighted key={from} text={piece.text} ranges={within(ranges, piece)} />;
  };
  for (const bold of line.text.matchAll(/\*\*([^*]+)\*\*/g)) {
    if (bold.index > at) pieces.push(plain(at, bold.index));
    pieces.push(<strong key={`${String(bold.index)}-`}>{plain(bold.index + 2, bold.index + bold[0].length - 2)}</strong>);
    at = bold.index + bold[0].length;
  }
  if (at < line.text.length || pieces.length === 0) pieces.push(plain(at, line.text.length));
  return <>{pieces}</>;
}

function BlockView({ block: { kind, lines }, ranges }: { readonly block: Block; readonly ranges: readonly TextRange[] }): ReactNode {
  const items = lines.map((line) => <li key={line.start}><Inline line={line} ranges={ranges} /></li>);
  switch (kind) {
    case 'heading': return <h4 className="kn-subhead">{lines.map((line) => <Inline key={line.start} line={line} ranges={ranges} />)}</h4>;
    case 'list': return <ul className="kn-list">{items}</ul>;
    case 'numbered': return <ol className="kn-list kn-numbered">{items}</ol>;
    case 'paragraph': return <p className="kn-text">{lines.map((line) => <span key={line.start} className="kn-text-line"><Inline line={line} ranges={ranges} /></span>)}</p>;
    default: return assertNever(kind, 'kind');
  }
}

/**
 * A small part of Markdown as elements, never as HTML: paragraphs separated by a blank line, '## ' headings, '- ' and '1. '
 * lists, **bold**. Whatever else is written stands as it is written.
 */
export function ArticleBody({ body, ranges }: { readonly body: string; readonly ranges: readonly TextRange[] }): ReactNode {
  return blocksOf(body).map((block) => <BlockView key={block.start} block={block} ranges={ranges} />);
}
