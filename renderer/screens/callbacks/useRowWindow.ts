import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';

/** Rows drawn beyond either edge of the view, so that a quick wheel shows no gap. */
const BEYOND_PX = 240;
/** Until the list has been measured: about what a desktop shows. */
const ASSUMED_HEIGHT_PX = 640;

export interface RowWindow {
  readonly box: RefObject<HTMLDivElement | null>;
  /** To be put on the scrolling element. */
  readonly onScroll: () => void;
  readonly totalHeight: number;
  /** First row to draw, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Distance of each row from the top, px. */
  readonly topOf: (index: number) => number;
  /** Scrolls as little as needed to show a row whole. */
  readonly reveal: (index: number) => void;
}

/** The last row that begins at or above `y`. */
function rowAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Draws only the rows of a long list that can be seen. Heights are known beforehand (rows never wrap), so a list of
 * 10,000 costs what a list of 40 does.
 *
 * @param heights  px of each row, in order.
 * @param headPx   height of what sticks at the top of the scrolling box and hides what is under it.
 */
export function useRowWindow(heights: readonly number[], headPx = 0): RowWindow {
  const box = useRef<HTMLDivElement | null>(null);
  const [view, setView] = useState({ top: 0, height: ASSUMED_HEIGHT_PX });
  const tops = useMemo(() => {
    const made: number[] = [];
    let y = 0;
    for (const height of heights) {
      made.push(y);
      y += height;
    }
    made.push(y);
    return made;
  }, [heights]);
  const totalHeight = tops[heights.length] ?? 0;

  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const next = { top: element.scrollTop, height: element.clientHeight || ASSUMED_HEIGHT_PX };
    setView((before) => (before.top === next.top && before.height === next.height ? before : next));
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, [look]);

  const reveal = useCallback((index: number) => {
    const element = box.current;
    const top = tops[index];
    const bottom = tops[index + 1];
    if (!element || top === undefined || bottom === undefined) return;
    const height = (element.clientHeight || ASSUMED_HEIGHT_PX) - headPx;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + height) element.scrollTop = bottom - height;
    look();
  }, [tops, headPx, look]);

  const first = heights.length === 0 ? 0 : rowAt(tops, Math.max(0, view.top - BEYOND_PX));
  const end = heights.length === 0 ? 0 : Math.min(heights.length, rowAt(tops, view.top + view.height + BEYOND_PX) + 1);
  return { box, onScroll: look, totalHeight, first, end, topOf: (index) => tops[index] ?? 0, reveal };
}
