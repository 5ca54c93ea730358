import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Relation, relations, type Tier, tiers } from '../../../shared/customers/customer.ts';
import type { CustomerHit } from '../../../shared/sync/sessionMessages.ts';
import { formatNumber } from '../../language/format.ts';
import { cityWord } from '../../language/cityWord.ts';

const isTier = (text: string): text is Tier => (tiers as readonly string[]).includes(text);
const isRelation = (text: string): text is Relation => (relations as readonly string[]).includes(text);

/** A person found, with enough beside the name to tell namesakes apart. */
export function HitRow({ hit }: { readonly hit: CustomerHit }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <span className="cu-hit-name"><b>{hit.customerName}</b> <span className="cu-soft">{isRelation(hit.relation) ? t(`words.relation.${hit.relation}`) : hit.relation}{t('words.separator')}{hit.householdName}</span></span>
      <span className="cu-hit-rest cu-faint">{[isTier(hit.tier) ? t(`words.tier.${hit.tier}`) : hit.tier, hit.city === null ? null : cityWord(hit.city), hit.number === null ? null : formatNumber(hit.number)].filter((part) => part !== null).join(t('words.separator'))}</span>
    </>
  );
}
