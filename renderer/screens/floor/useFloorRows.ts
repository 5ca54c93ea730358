import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useRowWindow } from '../callbacks/useRowWindow.ts';
import { useWide } from '../workbench/parts/useWide.ts';

/** As floor.css has them: rows are higher where there is room. */
const [ROW_PX, WIDE_ROW_PX] = [28, 32];

export interface FloorRows<R> {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly totalPx: number;
  /** The rows in sight or near it, and those that must not go though they are not; `place` from 0, `topPx` from the first row's upper edge. */
  readonly drawn: readonly { readonly row: R; readonly place: number; readonly topPx: number }[];
  /** The row in the order of Tab: where one was last, or the first. */
  readonly inOrder: string | null;
  readonly onFocus: (id: string) => void;
  /** A key on a row: up and down, by a page, to either end. True: it led to another row, which has the focus now. */
  readonly onWalk: (id: string, key: string) => boolean;
}

function placeAfter(place: number, key: string, page: number): number | null {
  switch (key) {
    case 'ArrowDown': return place + 1;
    case 'ArrowUp': return place - 1;
    case 'PageDown': return place + page;
    case 'PageUp': return place - page;
    case 'Home': return 0;
    case 'End': return Number.MAX_SAFE_INTEGER;
    default: return null;
  }
}

/**
 * The rows of a list of the floor of which only those in sight are in the page: what nobody sees costs nothing when it changes.
 * Keys lead to all of them.
 *
 * @param kept  a row that stays in the page wherever it is: its menu is open, or it is being dragged. Null: none.
 */
export function useFloorRows<R extends { readonly id: string }>(rows: readonly R[], kept: string | null): FloorRows<R> {
  const rowPx = useWide() ? WIDE_ROW_PX : ROW_PX;
  const view = useRowWindow(useMemo(() => rows.map(() => rowPx), [rows, rowPx]), rowPx);
  const [atRow, setAtRow] = useState<string | null>(null);
  const inOrder = rows.some(({ id }) => id === atRow) ? atRow : rows[0]?.id ?? null;
  const latest = useRef({ rows, view, rowPx });
  useLayoutEffect(() => { latest.current = { rows, view, rowPx }; });
  const onWalk = useCallback((from: string, key: string): boolean => {
    const { rows: known, view: { box, reveal }, rowPx: px } = latest.current;
    const place = known.findIndex(({ id }) => id === from);
    const wanted = placeAfter(place, key, Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / px) - 2));
    if (place < 0 || wanted === null) return false;
    const next = Math.max(0, Math.min(known.length - 1, wanted));
    const row = known[next];
    if (row === undefined || next === place) return false;
    // It has to be in the page before it can have the focus.
    flushSync(() => { reveal(next); setAtRow(row.id); });
    box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus({ preventScroll: true });
    return true;
  }, []);
  const drawn = rows.flatMap((row, place) => ((place >= view.first && place < view.end) || row.id === inOrder || row.id === kept ? [{ row, place, topPx: place * rowPx }] : []));
  return { box: view.box, onScroll: view.onScroll, totalPx: view.totalHeight, drawn, inOrder, onFocus: setAtRow, onWalk };
}
