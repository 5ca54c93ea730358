import { useEffect, useState } from 'react';

/**
 * Enter in a search field opens what was found for the words that stand there. Until that is there, what is on screen still
 * answers the word before: the press waits for it, and is dropped when something else is typed.
 *
 * @param query  as it stands in the field.
 * @param isFound  what is on screen answers it.
 * @param open  opens the chosen hit, if there is one.
 * @returns for the press of Enter.
 */
export function useEnterOnceFound(query: string, isFound: boolean, open: () => void): () => void {
  const [waitsFor, setWaitsFor] = useState<string | null>(null);
  useEffect(() => {
    if (waitsFor === null || (waitsFor === query && !isFound)) return;
    setWaitsFor(null);
    if (waitsFor === query) open();
  });
  return () => {
    if (isFound) open();
    else setWaitsFor(query);
  };
}
