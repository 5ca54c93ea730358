/**
 * Asks one thing at a time and only ever the newest: what was typed while an answer was on its way takes the place of what waits.
 * @returns asks; null when something newer was asked meanwhile, so that a stale answer is never shown.
 */
export function latestOnly<Q, A>(ask: (question: Q) => Promise<A>): (question: Q) => Promise<A | null> {
  let newest = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (question) => {
    newest += 1;
    const own = newest;
    const turn = last.then(() => (own === newest ? ask(question) : null)).then((answer) => (own === newest ? answer : null));
    last = turn.catch(() => undefined);
    return turn;
  };
}
