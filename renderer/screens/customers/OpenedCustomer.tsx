import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErased } from '../../localdb/useQuery.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useWatchedHousehold } from '../../state/useWatchedHousehold.ts';
import { useNow } from '../../time/useNow.ts';
import { CustomerPage, type FileAge } from './CustomerPage.tsx';
import { ErasureReceipts } from './ErasureReceipts.tsx';
import { ManualContactForm } from './ManualContactForm.tsx';

const ages: Readonly<Record<ReturnType<typeof useWatchedHousehold>['fetch'], FileAge>> = { asking: 'loading', fresh: 'fresh', away: 'stale', gone: 'stale' };

/** The customer page of the household that was opened by hand. */
export function OpenedCustomer({ householdId, customerId }: { readonly householdId: string; readonly customerId: string | null }): ReactNode {
  const { t } = useTranslation();
  const { file, fetch } = useWatchedHousehold(householdId);
  const isErased = useErased(householdId);
  const nowMs = useNow(60_000);
  if (isErased) return <div className="cu-page cu-nothing" role="status"><p>{t('shell.erased')}</p><ErasureReceipts householdId={householdId} /></div>;
  if (file === undefined || (file === null && fetch === 'asking')) return <div className="cu-page cu-waiting"><Skeleton active paragraph={{ rows: 8 }} /></div>;
  if (file === null) return <div className="cu-page cu-nothing" role="status"><p>{t(fetch === 'away' ? 'customers.page.notHere' : 'customers.page.gone')}</p></div>;
  return (
    <CustomerPage
      file={file} age={ages[fetch]} nowMs={nowMs} customerId={customerId}
      onCallback={(callbackId) => { usePanelStore.setState({ screen: 'callbacks', callbackId }); }}
      onArticle={(articleId) => { usePanelStore.setState({ screen: 'knowledge', articleId }); }}
      manualContact={(close) => <ManualContactForm file={file} customerId={customerId} onDone={close} />}
    />
  );
}
