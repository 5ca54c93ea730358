import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyOpinion, MOST_OPINIONS, type OpinionDraft, sentiments } from '../../../../shared/calls/opinion.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { useKey } from '../../../keys/useKey.ts';
import { ActionKey } from '../parts/ActionKey.tsx';

export interface OpinionRowsProps {
  readonly opinions: readonly OpinionDraft[];
  /** What the family bought is offered first. */
  readonly file: HouseholdFile | null;
  readonly isLocked: boolean;
  readonly onChange: (opinions: readonly OpinionDraft[]) => void;
}

/** What the customer thinks of products, a line each: the product, good or bad, and their words. One key adds one. */
export function OpinionRows({ opinions, file, isLocked, onChange }: OpinionRowsProps) {
  const { t } = useTranslation();
  const rows = useRef<HTMLDivElement>(null);
  const wasAdded = useRef(false);
  const add = (): void => {
    if (isLocked || opinions.length >= MOST_OPINIONS) return;
    wasAdded.current = true;
    onChange([...opinions, emptyOpinion]);
  };
  useKey('wrapUp.opinion', add);
  useEffect(() => {
    if (!wasAdded.current) return;
    wasAdded.current = false;
    [...(rows.current?.querySelectorAll<HTMLElement>('[data-testid="opinion"]') ?? [])].at(-1)?.querySelector('input')?.focus();
  });
  const change = (at: number, patch: Partial<OpinionDraft>): void => { onChange(opinions.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const products = [...new Set((file?.purchases ?? []).map((purchase) => purchase.product))].map((value) => ({ value }));
  return (
    <div className="wb-opinions" ref={rows}>
      {opinions.map((opinion, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name while it is typed
        <div key={at} className="wb-opinion" data-testid="opinion">
          <AutoComplete
            size="small" className="wb-opinion-product" value={opinion.product} options={products} disabled={isLocked} aria-label={t('wrapUp.opinion.product')} placeholder={t('wrapUp.opinion.product')}
            onChange={(product) => { change(at, { product: String(product ?? '').slice(0, 60) }); }}
          />
          <fieldset className="wb-opinion-chips" aria-label={t('wrapUp.opinion.sentiment')}>
            {sentiments.map((sentiment) => (
              <button key={sentiment} type="button" className="wb-chip wb-chip-small" disabled={isLocked} aria-pressed={opinion.sentiment === sentiment} onClick={() => { change(at, { sentiment }); }}>{t(`words.sentiment.${sentiment}`)}</button>
            ))}
          </fieldset>
          <Input size="small" className="wb-opinion-words" value={opinion.words} readOnly={isLocked} maxLength={200} aria-label={t('wrapUp.opinion.words')} placeholder={t('wrapUp.opinion.words')} onChange={(event) => { change(at, { words: event.target.value }); }} data-testid="opinion-words" />
          <button type="button" className="wb-chip wb-chip-small wb-opinion-drop" disabled={isLocked} aria-label={t('words.delete')} title={t('words.delete')} onClick={() => { onChange(opinions.filter((_each, place) => place !== at)); }}><DeleteOutlined aria-hidden /></button>
        </div>
      ))}
      {opinions.length >= MOST_OPINIONS ? null : (
        <button type="button" className="wb-chip wb-chip-small" disabled={isLocked} onClick={add} data-testid="opinion-add"><PlusOutlined aria-hidden /> {t('wrapUp.opinion.add')} <ActionKey action="wrapUp.opinion" /></button>
      )}
    </div>
  );
}
