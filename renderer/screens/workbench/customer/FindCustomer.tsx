import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerHit } from '../../../../shared/sync/sessionMessages.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { formatNumber } from '../../../language/format.ts';
import { useForgotten, withoutForgotten } from '../../../state/useForgotten.ts';
import { relationWord } from '../callWords.ts';
import { cityWord } from '../../../language/cityWord.ts';

export interface FindCustomerProps {
  readonly onSearch: (query: string) => Promise<readonly CustomerHit[]>;
  readonly onPick: (hit: CustomerHit) => void;
}

const SEARCH_AFTER_MS = 200;
const MOST = 6;

/** A known customer on a number nobody knew (a hidden one, a new mobile): found here, the call is theirs. */
export function FindCustomer({ onSearch, onPick }: FindCustomerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly CustomerHit[] | null>(null);
  const [at, setAt] = useState(0);
  useForgotten((forgotten) => { setHits((before) => (before === null ? null : withoutForgotten(before, forgotten))); });
  const search = useRef(onSearch);
  useEffect(() => { search.current = onSearch; });
  useEffect(() => {
    setHits(null);
    setAt(0);
    const query = text.trim();
    if (query === '') return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      search.current(query).then((found) => { if (wanted) setHits(found.slice(0, MOST)); }, () => { if (wanted) setHits([]); });
    }, SEARCH_AFTER_MS);
    return () => { wanted = false; clearTimeout(timer); };
  }, [text]);
  const chosen = hits?.[at];
  return (
    <section className="wb-find" data-testid="find-customer">
      <label htmlFor={id}><b>{t('workbench.newHousehold.existing')}</b></label>
      <Input
        id={id} prefix={<SearchOutlined aria-hidden />} value={text} maxLength={80} allowClear placeholder={t('workbench.newHousehold.existingFind')} data-testid="find-customer-field"
        onChange={(event) => { setText(event.target.value); }}
        onKeyDown={(event) => {
          if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
          if (event.key === 'Enter' && chosen) onPick(chosen);
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setAt((before) => Math.max(0, Math.min((hits?.length ?? 1) - 1, before + (event.key === 'ArrowDown' ? 1 : -1))));
          }
        }}
      />
      <span className="wb-faint">{t('workbench.newHousehold.existingHint')}</span>
      {hits && hits.length > 0 ? (
        <div className="wb-agents" role="listbox" aria-label={t('workbench.dial.found')}>
          {hits.map((hit) => (
            <button key={hit.customerId} type="button" role="option" aria-selected={hit === chosen} className="wb-agent" data-testid="find-customer-hit" onClick={() => { onPick(hit); }}>
              <span className="wb-cut">{[hit.householdName, `${relationWord(hit.relation)} ${hit.customerName}`, hit.city === null ? '' : cityWord(hit.city)].filter((part) => part !== '').join(t('words.separator'))}</span>
              <span>{hit.number === null ? '' : formatNumber(hit.number)}</span>
            </button>
          ))}
        </div>
      ) : null}
      {hits?.length === 0 ? <p className="wb-faint wb-find-wide" role="status">{t('workbench.dial.nobody')}</p> : null}
    </section>
  );
}
