import { ReadOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Relation, Tier } from '../../shared/customers/customer.ts';
import type { CustomerHit } from '../../shared/sync/sessionMessages.ts';
import { type CustomerHits, searchCustomers, searchCustomersHere } from '../actions/searchCustomers.ts';
import { isComposing } from '../keys/isComposing.ts';
import { formatNumber } from '../language/format.ts';
import { useArticles } from '../localdb/useQuery.ts';
import { showScreen, usePanelStore } from '../state/usePanelStore.ts';
import './Palette.css';

interface Entry {
  readonly key: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly aside: string;
  readonly open: () => void;
}

const ASK_AFTER_MS = 120;
const nothing: CustomerHits = { hits: [], from: 'cache' };

function close(): void {
  usePanelStore.setState({ paletteOpen: false });
}

/** What this computer knows comes at once; central's answer replaces it. An answer to an older question is dropped. */
function useCustomerHits(query: string): CustomerHits {
  const [found, setFound] = useState<{ readonly query: string; readonly hits: CustomerHits }>({ query: '', hits: nothing });
  useEffect(() => {
    if (query === '') return undefined;
    let wanted = true;
    const take = (hits: CustomerHits): void => { if (wanted) setFound((before) => (before.query === query && before.hits.from === 'central' ? before : { query, hits })); };
    searchCustomersHere(query).then(take, () => undefined);
    const timer = setTimeout(() => { searchCustomers(query).then(take, () => undefined); }, ASK_AFTER_MS);
    return () => { wanted = false; clearTimeout(timer); };
  }, [query]);
  return query === '' ? nothing : found.hits;
}

function PaletteBody() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const query = typed.trim();
  const { hits, from } = useCustomerHits(query);
  const articles = useArticles();
  const list = useRef<HTMLUListElement>(null);

  const entries = useMemo((): readonly Entry[] => {
    const people = hits.slice(0, 8).map((hit: CustomerHit): Entry => ({
      key: hit.customerId, icon: <UserOutlined />, title: `${hit.customerName}${t('words.separator')}${hit.householdName}`,
      aside: [t(`words.relation.${hit.relation as Relation}`), t(`words.tier.${hit.tier as Tier}`), hit.city, hit.number === null ? null : formatNumber(hit.number)].filter(Boolean).join(t('words.separator')),
      open: () => { usePanelStore.setState({ householdId: hit.householdId, customerId: hit.customerId }); showScreen('customers'); },
    }));
    const wanted = query.toLowerCase();
    const answers = wanted === '' ? [] : (articles ?? [])
      .filter((article) => [article.title, ...article.similarQuestions].some((text) => text.toLowerCase().includes(wanted)))
      .slice(0, 6)
      .map((article): Entry => ({
        key: article.id, icon: <ReadOutlined />, title: article.title, aside: t(`words.topic.${article.topic}`),
        open: () => { usePanelStore.setState({ articleId: article.id }); showScreen('knowledge'); },
      }));
    return [...people, ...answers];
  }, [hits, articles, query, t]);

  const chosen = Math.min(at, Math.max(0, entries.length - 1));
  useEffect(() => { list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }); }, [chosen]);

  const take = (entry: Entry | undefined): void => {
    if (!entry) return;
    close();
    entry.open();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setAt((chosen + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault();
      take(entries[chosen]);
    }
  };

  return (
    <div className="palette">
      <div className="palette-field">
        <SearchOutlined />
        {/* biome-ignore lint/a11y/noAutofocus: the palette was opened to type into it */}
        <input autoFocus value={typed} maxLength={80} onChange={(event) => { setTyped(event.target.value); setAt(0); }} onKeyDown={onKeyDown} placeholder={t('shell.search.hint')}
          aria-label={t('shell.search.placeholder')} role="combobox" aria-expanded={entries.length > 0} aria-controls="palette-list" aria-activedescendant={entries.length > 0 ? `palette-${chosen}` : undefined} />
      </div>
      <ul ref={list} id="palette-list" className="palette-list" role="listbox" aria-label={t('shell.search.placeholder')}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused
          <li key={entry.key} id={`palette-${index}`} role="option" aria-selected={index === chosen} onClick={() => { take(entry); }} onMouseMove={() => { setAt(index); }}>
            {entry.icon}<span className="palette-title">{entry.title}</span><span className="palette-aside">{entry.aside}</span>
          </li>
        ))}
      </ul>
      <p className="palette-foot">
        {query === '' ? t('shell.search.how') : entries.length === 0 ? t('shell.search.none') : from === 'cache' ? t('shell.search.fromCache') : t('shell.search.fromCentral')}
      </p>
    </div>
  );
}

/** Ctrl+K: a person, a number or an answer, from one field. */
export function Palette() {
  const open = usePanelStore((state) => state.paletteOpen);
  return <Modal open={open} footer={null} closable={false} width={640} destroyOnHidden onCancel={close} className="palette-modal"><PaletteBody /></Modal>;
}
