import { PhoneOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PermissionReason } from '../../../../shared/callbacks/callback.ts';
import { unknownReasons } from '../../../../shared/callbacks/mayRingUnknown.ts';
import { storePhone } from '../../../../shared/customers/phoneNumber.ts';
import type { CustomerHit } from '../../../../shared/sync/sessionMessages.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { formatNumber } from '../../../language/format.ts';
import { useForgotten, withoutForgotten } from '../../../state/useForgotten.ts';
import { numberPlace, relationWord } from '../callWords.ts';
import { Problem } from '../parts/Problem.tsx';
import { SectionHead } from '../parts/SectionHead.tsx';

export interface DialBoxProps {
  /** People whose name, number or pinyin match. */
  readonly onSearch: (query: string) => Promise<readonly CustomerHit[]>;
  /** Opens the customer: ringing a known one begins with looking at them. */
  readonly onOpen: (hit: CustomerHit) => void;
  readonly onDial: (number: string, reason: PermissionReason) => void;
  readonly problem: string | null;
  /** Why nobody can be dialled now; null: nothing of the kind. People can be looked up all the same. */
  readonly stop: string | null;
}

const SEARCH_AFTER_MS = 200;

/** Who to ring. A known customer is opened first; a bare number is dialled only with a reason why we may. */
export function DialBox({ onSearch, onOpen, onDial, problem, stop }: DialBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly CustomerHit[] | null>(null);
  const [at, setAt] = useState(0);
  const whyId = useId();
  useForgotten((forgotten) => { setHits((before) => (before === null ? null : withoutForgotten(before, forgotten))); });
  const [reason, setReason] = useState<PermissionReason | null>(null);
  const search = useRef(onSearch);
  useEffect(() => { search.current = onSearch; });
  useEffect(() => {
    setHits(null);
    setAt(0);
    if (text.trim().length < 2) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      search.current(text.trim()).then((found) => { if (wanted) setHits(found.slice(0, 6)); }, () => { if (wanted) setHits([]); });
    }, SEARCH_AFTER_MS);
    return () => { wanted = false; clearTimeout(timer); };
  }, [text]);

  const number = storePhone(text).number;
  const open = (hit: CustomerHit | undefined): void => {
    if (!hit) return;
    setText('');
    onOpen(hit);
  };
  return (
    <section className="wb-section wb-stack" data-testid="dial-box">
      <SectionHead title={t('workbench.dial.title')} remark={t('workbench.dial.first')} />
      <div className="wb-dial">
        <Input
          prefix={<PhoneOutlined aria-hidden />} value={text} placeholder={t('workbench.dial.placeholder')} aria-label={t('workbench.dial.placeholder')} size="large"
          onChange={(event) => { setText(event.target.value); setReason(null); }}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === 'Enter') open(hits?.[at]);
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              setAt((before) => Math.max(0, Math.min((hits?.length ?? 1) - 1, before + (event.key === 'ArrowDown' ? 1 : -1))));
            }
          }}
        />
        <button type="button" className="wb-chip wb-dial-preview" disabled={!hits?.length} onClick={() => { open(hits?.[at]); }}>{t('workbench.dial.preview')}</button>
      </div>
      {hits && hits.length > 0 ? (
        <div className="wb-agents" role="listbox" aria-label={t('workbench.dial.found')}>
          {hits.map((hit, index) => (
            <button key={hit.customerId} type="button" role="option" aria-selected={index === at} className="wb-agent" onClick={() => { open(hit); }}>
              <span className="wb-cut">{[hit.householdName, `${relationWord(hit.relation)} ${hit.customerName}`].join(t('words.separator'))}</span>
              <span>{hit.number === null ? '' : formatNumber(hit.number)}</span>
            </button>
          ))}
        </div>
      ) : null}
      {hits?.length === 0 && number === null ? <p className="wb-faint">{t('workbench.dial.nobody')}</p> : null}
      {hits?.length === 0 && number !== null ? (
        <div className="wb-panel">
          <p>{[formatNumber(number), numberPlace(number)].filter((word) => word !== '').join(t('words.separator'))}</p>
          <Select<PermissionReason>
            value={reason} placeholder={t('workbench.dial.why')} aria-label={t('workbench.dial.why')} onChange={setReason}
            options={unknownReasons.map((value) => ({ value, label: t(`words.permission.${value}`) }))}
          />
          <button type="button" className="wb-plain-big" disabled={reason === null || stop !== null} title={stop ?? undefined} aria-describedby={whyId} onClick={() => { if (reason !== null) onDial(number, reason); }}>{t('workbench.dial.dial')}</button>
        </div>
      ) : null}
      {stop !== null ? <p id={whyId} className="wb-icon-soon" role="status">{stop}</p> : problem === null ? <p className="wb-soft">{t('workbench.dial.rule')}</p> : <Problem>{problem}</Problem>}
    </section>
  );
}
