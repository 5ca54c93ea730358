import { ReadOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../shared/knowledge/article.ts';
import type { CustomerHit } from '../../../shared/sync/sessionMessages.ts';
import { KeyCap } from '../../components/KeyCap.tsx';
import { isComposing } from '../../keys/isComposing.ts';
import { useEnterOnceFound } from '../../keys/useEnterOnceFound.ts';
import { openCustomer, usePanelStore } from '../../state/usePanelStore.ts';
import { useFoundArticles } from '../knowledge/useFoundArticles.ts';
import { HitRow } from './HitRow.tsx';
import { NothingFound } from './NothingFound.tsx';
import { useCustomerSearch } from './useCustomerSearch.ts';
import './customers.css';

const MOST_OF_EACH = 8;

type PaletteHit =
  | { readonly kind: 'customer'; readonly id: string; readonly hit: CustomerHit }
  | { readonly kind: 'article'; readonly id: string; readonly article: Article };

function close(): void {
  usePanelStore.setState({ paletteOpen: false });
}

function choose(hit: PaletteHit): void {
  if (hit.kind === 'customer') openCustomer(hit.hit.householdId, hit.hit.customerId);
  else usePanelStore.setState({ screen: 'knowledge', articleId: hit.article.id, paletteOpen: false });
}

function Hit({ hit, id, on, onPick, onPoint }: { readonly hit: PaletteHit; readonly id: string; readonly on: boolean; readonly onPick: () => void; readonly onPoint: () => void }): ReactNode {
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => { if (on) row.current?.scrollIntoView({ block: 'nearest' }); }, [on]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's
    <div ref={row} id={id} role="option" aria-selected={on} tabIndex={-1} className="cu-palette-hit" data-testid="palette-hit" data-kind={hit.kind} onClick={onPick} onMouseMove={onPoint}>
      {hit.kind === 'customer'
        ? <><UserOutlined aria-hidden /><HitRow hit={hit.hit} /></>
        : <><ReadOutlined aria-hidden /><span className="cu-line">{hit.article.title}</span><span className="cu-faint">{t(`words.topic.${hit.article.topic}`)}</span></>}
    </div>
  );
}

/**
 * Ctrl+K: people and answers in one field, by keyboard alone. Closed without a choice, the focus goes back to where it was,
 * so a note that was being written goes on where it stopped; what is chosen has it itself.
 */
function OpenPalette(): ReactNode {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<InputRef>(null);
  const hasChosen = useRef(false);
  const listId = useId();
  const people = useCustomerSearch(query);
  const answers = useFoundArticles(query, MOST_OF_EACH);
  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => { if (!hasChosen.current && before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, []);
  const pick = (hit: PaletteHit): void => {
    hasChosen.current = true;
    choose(hit);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at the top again
  useEffect(() => { setAt(0); }, [query]);

  const hits: readonly PaletteHit[] = query.trim() === '' ? [] : [
    ...people.hits.slice(0, MOST_OF_EACH).map((hit): PaletteHit => ({ kind: 'customer', id: hit.customerId, hit })),
    ...answers.found.map(({ article }): PaletteHit => ({ kind: 'article', id: article.id, article })),
  ];
  const on = Math.min(at, Math.max(0, hits.length - 1));
  const chosen = hits[on];
  const wanted = query.trim();
  // Whoever walked to a hit means that one.
  const isFound = at > 0 || (chosen === undefined ? !people.isLooking : (chosen.kind === 'customer' ? people.query : answers.answered) === wanted);
  const enter = useEnterOnceFound(query, isFound, () => { if (chosen) pick(chosen); });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    switch (event.key) {
      case 'ArrowDown': setAt(Math.min(hits.length - 1, on + 1)); break;
      case 'ArrowUp': setAt(Math.max(0, on - 1)); break;
      case 'Escape': close(); break;
      // The field is the only stop: the list is walked with the arrows.
      case 'Tab': break;
      case 'Enter': enter(); break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const renderGroup = (kind: PaletteHit['kind']): ReactNode => {
    const group = hits.map((hit, index) => ({ hit, index })).filter(({ hit }) => hit.kind === kind);
    if (group.length === 0) return null;
    return (
      <>
        <div role="presentation" className="cu-palette-group">{t(`customers.palette.${kind}`)}</div>
        {group.map(({ hit, index }) => (
          <Hit key={hit.id} hit={hit} id={`${listId}-${String(index)}`} on={index === on} onPick={() => { pick(hit); }} onPoint={() => { setAt(index); }} />
        ))}
      </>
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the palette closes it, as Esc does
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is its key
    <div className="cu-palette-back" onClick={(event) => { if (event.target === event.currentTarget) close(); }}>
      <div className="cu-palette" role="dialog" aria-modal="true" aria-label={t('customers.palette.title')} data-testid="palette">
        <div className="cu-palette-field">
          <Input
            ref={field} size="large" variant="borderless" prefix={<SearchOutlined />} value={query} maxLength={80} placeholder={t('customers.palette.placeholder')} aria-label={t('customers.palette.placeholder')}
            role="combobox" aria-expanded={hits.length > 0} aria-controls={listId} aria-activedescendant={hits[on] ? `${listId}-${String(on)}` : undefined}
            onChange={(event) => { setQuery(event.target.value); }} onKeyDown={onKeyDown}
          />
        </div>
        {query.trim() !== '' && !people.isLooking && people.query !== '' && hits.length === 0 ? <NothingFound query={people.query} from={people.from} /> : null}
        <div className="cu-palette-list" id={listId} role="listbox" aria-label={t('customers.search.results')}>
          {renderGroup('customer')}
          {renderGroup('article')}
        </div>
        <div className="cu-palette-foot">
          <KeyCap name="↑↓" /> {t('customers.palette.choose')} <KeyCap name="Enter" /> {t('words.open')} <KeyCap name="Esc" /> {t('words.close')}
          <span className="cu-push" role="status">{people.query !== '' && people.from === 'cache' && !people.isLooking ? t('customers.search.fromHere', { count: people.hits.length }) : ''}</span>
        </div>
      </div>
    </div>
  );
}

/** The search palette, laid over whatever is on screen; nothing while it is closed. */
export function SearchPalette(): ReactNode {
  const isOpen = usePanelStore((state) => state.paletteOpen);
  return isOpen ? <OpenPalette /> : null;
}
