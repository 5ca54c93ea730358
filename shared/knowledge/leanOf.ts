/** Of fewer words nothing is told, and nothing follows. */
export const FEWEST_WORDS = 3;
/** How many words for neither side are thought of beside those that were said: of few, little follows. */
const DOUBT = 3;

/** In how many calls of a kind agents said that an answer helped, or did not. */
export interface Judged { readonly helped: number; readonly notHelped: number }

/** Which way the words of agents lean: towards 1 it helps, towards -1 it does not; 0 when too few spoke. */
export function leanOf({ helped, notHelped }: Judged): number {
  const said = helped + notHelped;
  return said < FEWEST_WORDS ? 0 : (helped - notHelped) / (said + DOUBT);
}
