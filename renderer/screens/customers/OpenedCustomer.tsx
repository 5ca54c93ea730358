import { Button, Skeleton } from 'antd';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeHousehold, openHousehold } from '../../actions/openHousehold.ts';
import { useHouseholdFile } from '../../localdb/useQuery.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useNow } from '../../time/useNow.ts';
import { CustomerPage } from './CustomerPage.tsx';
import { ManualContactForm } from './ManualContactForm.tsx';

type Fetch = 'loading' | 'fresh' | 'unreachable' | 'not-found';

/** Opens a household in central and keeps it watched while it is on screen; the cache shows meanwhile. */
function useOpened(householdId: string): { readonly fetch: Fetch; readonly again: () => void } {
  const [fetch, setFetch] = useState<Fetch>('loading');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens again
  useEffect(() => {
    let gone = false;
    setFetch('loading');
    openHousehold(householdId).then(
      (reply) => { if (!gone) setFetch(reply.ok ? 'fresh' : reply.refusal === 'not-found' ? 'not-found' : 'unreachable'); },
      () => { if (!gone) setFetch('unreachable'); },
    );
    return () => {
      gone = true;
      void closeHousehold(householdId);
    };
  }, [householdId, attempt]);
  return { fetch, again: useCallback(() => { setAttempt((before) => before + 1); }, []) };
}

/** The customer page of the household that was opened by hand. */
export function OpenedCustomer({ householdId, customerId }: { readonly householdId: string; readonly customerId: string | null }): ReactNode {
  const { t } = useTranslation();
  const file = useHouseholdFile(householdId);
  const nowMs = useNow(60_000);
  const { fetch, again } = useOpened(householdId);
  if (file === undefined || (file === null && fetch === 'loading')) return <div className="cu-page cu-waiting"><Skeleton active paragraph={{ rows: 8 }} /></div>;
  if (file === null) {
    return (
      <div className="cu-page cu-nothing" role="status">
        <p>{t(fetch === 'not-found' ? 'customers.page.gone' : 'customers.page.notHere')}</p>
        <Button onClick={again}>{t('words.retry')}</Button>
      </div>
    );
  }
  return (
    <CustomerPage
      file={file} age={fetch === 'fresh' ? 'fresh' : fetch === 'loading' ? 'loading' : 'stale'} nowMs={nowMs} customerId={customerId}
      onCallback={(callbackId) => { usePanelStore.setState({ screen: 'callbacks', callbackId }); }}
      onArticle={(articleId) => { usePanelStore.setState({ screen: 'knowledge', articleId }); }}
      manualContact={(close) => <ManualContactForm file={file} customerId={customerId} onDone={close} />}
    />
  );
}
