import type { Notice } from '../../shared/notices/notice.ts';
import { usePanelStore } from '../state/usePanelStore.ts';

type About = Pick<Notice, 'about' | 'householdId' | 'coachingId'>;

/** Whether what it is about can be opened. */
export function hasPlace({ about, householdId, coachingId }: About): boolean {
  return coachingId != null || householdId !== null || about?.kind === 'article';
}

/** Opens the page of what a notice is about: the note on a call, the answer, or the family, where its callbacks and complaints stand. */
export function openNotice({ about, householdId, coachingId }: About): void {
  if (coachingId != null) usePanelStore.setState({ screen: 'my-calls', coachingId });
  else if (about?.kind === 'article') usePanelStore.setState({ screen: 'knowledge', articleId: about.id });
  else if (householdId !== null) usePanelStore.setState({ screen: 'customers', householdId, customerId: null });
}
