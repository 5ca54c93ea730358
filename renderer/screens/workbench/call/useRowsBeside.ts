import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/**
 * How many rows of a list are drawn in the call column while cards of other calls stand at its foot: as many as fit above them whole,
 * at least one. A card would cover half a row otherwise.
 *
 * @param cards how many cards stand there; with none the column scrolls and all rows are drawn.
 */
export function useRowsBeside(section: RefObject<HTMLElement | null>, cards: number, most: number): number {
  const [windowHeight, setWindowHeight] = useState(window.innerHeight);
  useEffect(() => {
    const measure = (): void => { setWindowHeight(window.innerHeight); };
    window.addEventListener('resize', measure);
    return () => { window.removeEventListener('resize', measure); };
  }, []);
  const room = `${cards} ${windowHeight}`;
  const [fit, setFit] = useState({ room, rows: most });
  const rows = cards === 0 || fit.room !== room ? most : fit.rows;
  // Before anything is painted, one row less each time. Content above the list may grow at any render.
  useLayoutEffect(() => {
    const column = section.current?.closest('.wb-call');
    if (cards > 0 && rows > 1 && column && column.scrollHeight > column.clientHeight) setFit({ room, rows: rows - 1 });
  });
  return rows;
}
