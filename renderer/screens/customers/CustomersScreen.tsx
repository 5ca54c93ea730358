import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerHit } from '../../../shared/sync/sessionMessages.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { useEnterOnceFound } from '../../keys/useEnterOnceFound.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { HitRow } from './HitRow.tsx';
import { NothingFound } from './NothingFound.tsx';
import { OpenedCustomer } from './OpenedCustomer.tsx';
import { useCustomerSearch } from './useCustomerSearch.ts';
import './customers.css';

function open(hit: CustomerHit): void {
  usePanelStore.setState({ householdId: hit.householdId, customerId: hit.customerId });
}

/** Look a customer up on the left, read their file on the right. */
export default function CustomersScreen(): ReactNode {
  const { t } = useTranslation();
  const { householdId, customerId } = usePanelStore();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const search = useCustomerSearch(query);
  const listId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: new hits begin at the top again
  useEffect(() => { setAt(0); }, [search.query]);
  const chosen = search.hits[at];
  const enter = useEnterOnceFound(query, search.query === query.trim(), () => { if (chosen) open(chosen); });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') setAt(Math.min(search.hits.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };

  return (
    <section className="cu-screen" data-column="customer" aria-label={t('customers.title')}>
      <div className="cu-search">
        <div className="cu-search-head">
          <Input
            size="large" prefix={<SearchOutlined />} allowClear value={query} maxLength={80} placeholder={t('customers.search.placeholder')} aria-label={t('customers.search.placeholder')}
            role="combobox" aria-expanded={search.hits.length > 0} aria-controls={listId} aria-activedescendant={search.hits[at] ? `${listId}-${String(at)}` : undefined}
            onChange={(event) => { setQuery(event.target.value); }} onKeyDown={onKeyDown} data-testid="customer-search"
          />
          <p className="cu-faint" role="status">
            {search.query === '' ? t('customers.search.how') : search.from === 'cache' && !search.isLooking ? t('customers.search.fromHere', { count: search.hits.length }) : t('customers.search.found', { count: search.hits.length })}
          </p>
        </div>
        {search.query !== '' && !search.isLooking && search.hits.length === 0 ? <NothingFound query={search.query} from={search.from} /> : null}
        <div className="cu-hits" id={listId} role="listbox" aria-label={t('customers.search.results')}>
          {search.hits.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's
            <div
              key={hit.customerId} id={`${listId}-${String(index)}`} role="option" aria-selected={index === at} tabIndex={-1} data-testid="customer-hit"
              className={hit.householdId === householdId && hit.customerId === customerId ? 'cu-hit cu-hit-open' : index === at ? 'cu-hit cu-hit-at' : 'cu-hit'}
              onClick={() => { setAt(index); open(hit); }}
            >
              <HitRow hit={hit} />
            </div>
          ))}
        </div>
      </div>
      {householdId === null
        ? <div className="cu-page cu-nothing"><p>{t('customers.noneOpen')}</p></div>
        : <OpenedCustomer key={householdId} householdId={householdId} customerId={customerId} />}
    </section>
  );
}
