import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Nobody found: says so, and what one can do about it. */
export function NothingFound({ query, from }: { readonly query: string; readonly from: 'central' | 'cache' }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="cu-not-found" role="status">
      <b>{t('customers.search.none', { query })}</b>
      <ul>
        {from === 'cache' ? <li>{t('customers.search.noneHere')}</li> : null}
        <li>{t('customers.search.tryOther')}</li>
        <li>{t('customers.search.newOnCall')}</li>
      </ul>
    </div>
  );
}
