import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { relationClasses } from '../../../shared/customers/household.ts';
import { tiers } from '../../../shared/customers/customer.ts';
import { type CustomerReport, type CustomerReportRequest, type CustomerSide, customerSides, NOT_KNOWN } from '../../../shared/reports/customerReport.ts';
import { stageBands } from '../../../shared/reports/stageBand.ts';
import { useSideWord } from './useSideWord.ts';

interface Props {
  readonly asked: CustomerReportRequest;
  readonly onAsk: (asked: CustomerReportRequest) => void;
  /** Of the report last read: which cities and brands there are. */
  readonly known: Pick<CustomerReport, 'cities' | 'brands'> | null;
}

/** Lines, columns, and of the other sides which families alone are counted. */
export function CustomerControls({ asked, onAsk, known }: Props): ReactNode {
  const { t } = useTranslation();
  const word = useSideWord();
  const values: Readonly<Record<CustomerSide, readonly string[]>> = {
    city: [...known?.cities ?? [], NOT_KNOWN], brand: [...known?.brands ?? [], NOT_KNOWN], stage: stageBands, relationClass: relationClasses, tier: tiers,
  };
  const sides = customerSides.map((side) => ({ value: side, label: t(`reports.side.${side}`) }));
  // What stands in lines or columns is not chosen as well; the two may change places.
  const place = (which: 'by' | 'across', side: CustomerSide): void => {
    const { by, across } = asked;
    const next = which === 'by' ? { by: side, across: side === across ? by : across } : { by: side === by ? across : by, across: side };
    onAsk({ ...asked, ...next, [next.by]: undefined, [next.across]: undefined });
  };
  return (
    <div className="rp-controls">
      <span className="rp-field">{t('reports.lines')}<Select<CustomerSide> size="small" value={asked.by} options={sides} aria-label={t('reports.lines')} data-testid="customers-by" popupMatchSelectWidth={false} onChange={(side) => { place('by', side); }} /></span>
      <span className="rp-field">{t('reports.columns')}<Select<CustomerSide> size="small" value={asked.across} options={sides} aria-label={t('reports.columns')} data-testid="customers-across" popupMatchSelectWidth={false} onChange={(side) => { place('across', side); }} /></span>
      {customerSides.filter((side) => side !== asked.by && side !== asked.across).map((side) => (
        <Select<string>
          key={side} size="small" showSearch value={asked[side] ?? ''} aria-label={t(`reports.side.${side}`)} data-testid={`customers-${side}`} popupMatchSelectWidth={false}
          onChange={(value) => { onAsk({ ...asked, [side]: value === '' ? undefined : value }); }} optionFilterProp="label"
          options={[{ value: '', label: t('reports.allOf', { side: t(`reports.side.${side}`) }) }, ...values[side].map((value) => ({ value, label: word(side, value === NOT_KNOWN ? null : value) }))]}
        />
      ))}
    </div>
  );
}
