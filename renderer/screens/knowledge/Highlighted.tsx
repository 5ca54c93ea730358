import { Fragment, type ReactNode } from 'react';
import type { TextRange } from '../../../shared/language/foldText.ts';

/** A text with the words that were searched for marked. Ranges may overlap and come in any order. */
export function Highlighted({ text, ranges }: { readonly text: string; readonly ranges: readonly TextRange[] }): ReactNode {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const start = Math.max(at, range.start);
    const end = Math.min(text.length, range.end);
    if (end <= start) continue;
    pieces.push(<Fragment key={`${String(start)}-`}>{text.slice(at, start)}</Fragment>, <mark key={start} className="kn-found">{text.slice(start, end)}</mark>);
    at = end;
  }
  return <>{pieces}{text.slice(at)}</>;
}
