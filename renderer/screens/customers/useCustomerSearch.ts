import { useEffect, useState } from 'react';
import { type CustomerHits, searchCustomers, searchCustomersHere } from '../../actions/searchCustomers.ts';
import { useForgotten, withoutForgotten } from '../../state/useForgotten.ts';

/** Typing is let run this long before central is asked; what is here is looked through at once. */
const ASK_AFTER_MS = 150;

export interface CustomerSearch extends CustomerHits {
  readonly isLooking: boolean;
  /** The query these hits are for: while another is being typed the old hits stay. */
  readonly query: string;
}

const NOTHING: CustomerSearch = { hits: [], from: 'central', isLooking: false, query: '' };

/**
 * Looks people up as one types: first among what this desktop holds, then in central, whose answer replaces it.
 * An answer that comes after the query has changed is dropped.
 */
export function useCustomerSearch(query: string): CustomerSearch {
  const [found, setFound] = useState<CustomerSearch>(NOTHING);
  const wanted = query.trim();
  useForgotten((forgotten) => { setFound((before) => ({ ...before, hits: withoutForgotten(before.hits, forgotten) })); });
  useEffect(() => {
    if (wanted === '') {
      setFound(NOTHING);
      return;
    }
    let stale = false;
    let answered = false;
    setFound((before) => ({ ...before, isLooking: true }));
    searchCustomersHere(wanted).then(
      (here) => { if (!stale && !answered && here.hits.length > 0) setFound({ ...here, isLooking: true, query: wanted }); },
      (error: unknown) => { console.error('looking people up here failed', error); },
    );
    const timer = setTimeout(() => {
      searchCustomers(wanted).then(
        (hits) => {
          answered = true;
          if (!stale) setFound({ ...hits, isLooking: false, query: wanted });
        },
        (error: unknown) => {
          console.error('looking people up failed', error);
          if (!stale) setFound({ hits: [], from: 'cache', isLooking: false, query: wanted });
        },
      );
    }, ASK_AFTER_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  return found;
}
