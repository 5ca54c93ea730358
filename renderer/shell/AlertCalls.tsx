import { useEffect, useRef } from 'react';
import { alertNoticeKinds } from '../../shared/notices/notice.ts';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { sayAlert } from '../actions/sayAlert.ts';
import { useNotices } from '../localdb/useQuery.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { useNow } from '../time/useNow.ts';
import { useNoticeSentence } from './useNoticeSentence.ts';

/** An older one is no news: it stands in the list of notices. */
const NEWS_FOR_MS = 10 * MINUTE_MS;
/** More at once would cover each other; the rest stands in the list. */
const MOST_AT_ONCE = 3;

/** Says alerts by system notifications as they come, each once. While on a call they wait until it is over. */
export function AlertCalls() {
  const sentence = useNoticeSentence(useNow(60_000));
  const notices = useNotices();
  const isOnCall = useCallStore((state) => Object.values(state.calls).some(isLive));
  const said = useRef(new Set<string>());
  useEffect(() => {
    if (isOnCall || notices === undefined) return;
    const fresh = notices.filter(({ id, kind, madeAtMs, readAtMs }) => alertNoticeKinds.includes(kind) && readAtMs === null && !said.current.has(id) && deskClock.now() - madeAtMs <= NEWS_FOR_MS);
    for (const notice of fresh) said.current.add(notice.id);
    // The newest stand first in the list; said, they come in their order.
    for (const notice of fresh.slice(0, MOST_AT_ONCE).reverse()) {
      sayAlert(notice, sentence(notice)).catch((error: unknown) => { console.error('saying an alert failed', error); });
    }
  }, [notices, isOnCall, sentence]);
  return null;
}
