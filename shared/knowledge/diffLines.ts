/** A line of two texts laid side by side: in both, only in the older, only in the newer. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond so many lines of one text the rest counts as replaced. */
const MOST_LINES = 500;

/** What became of a text, line by line: the longest common run of lines stays (no more than 500 lines of each are compared). */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const a = before === '' ? [] : before.split('\n');
  const b = after === '' ? [] : after.split('\n');
  const [n, m] = [Math.min(a.length, MOST_LINES), Math.min(b.length, MOST_LINES)];
  // longest[i][j]: how many lines a from i on and b from j on have in common.
  const longest = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = n - 1; i >= 0; i -= 1) {
    const line = longest[i];
    for (let j = m - 1; j >= 0; j -= 1) if (line) line[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < n && j < m) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push({ kind: 'gone', text: a[i++] ?? '' });
    else lines.push({ kind: 'new', text: b[j++] ?? '' });
  }
  return [...lines, ...a.slice(i).map((text) => ({ kind: 'gone', text }) as const), ...b.slice(j).map((text) => ({ kind: 'new', text }) as const)];
}
