import { Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkSituation } from '../../../../shared/guides/chooseGuide.ts';
import type { CustomerHit } from '../../../../shared/sync/sessionMessages.ts';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { closeHousehold, openHousehold } from '../../../actions/openHousehold.ts';
import { searchCustomers } from '../../../actions/searchCustomers.ts';
import { cityWord } from '../../../language/cityWord.ts';
import { talkSituation } from '../../workbench/assist/useGuide.ts';

interface Props {
  readonly zone: string;
  readonly nowMs: UtcMs;
  readonly onPick: (picked: { readonly name: string; readonly talk: TalkSituation }) => void;
}

/** A family by name, number or initials; what a call of theirs would be like if they rang now. */
export function FamilyPicker({ zone, nowMs, onPick }: Props): ReactNode {
  const { t } = useTranslation();
  const [hits, setHits] = useState<readonly CustomerHit[]>([]);
  const asked = useRef('');
  const look = async (query: string): Promise<void> => {
    asked.current = query;
    const { hits: found } = await searchCustomers(query);
    // What was typed since is being looked for already.
    if (asked.current === query) setHits(found.slice(0, 12));
  };
  const pick = async (customerId: string): Promise<void> => {
    const hit = hits.find((each) => each.customerId === customerId);
    if (hit === undefined) return;
    const opened = await openHousehold(hit.householdId);
    if (!opened.ok) return;
    void closeHousehold(opened.value.household.id);
    const speaks = opened.value.customers.find((customer) => customer.id === customerId)?.language ?? null;
    onPick({ name: hit.customerName, talk: talkSituation({ direction: 'in', queue: null, startedAtMs: nowMs, number: null, storedNumber: null, withheld: true }, opened.value, speaks, null, zone) });
  };
  return (
    <Select
      showSearch filterOption={false} value={null} aria-label={t('editing.guide.family')} placeholder={t('editing.guide.familyHint')} notFoundContent={null} data-testid="try-family-search"
      onSearch={(query) => { void look(query); }} onChange={(customerId: string | null) => { if (customerId !== null) void pick(customerId); }}
      options={hits.map((hit) => ({ value: hit.customerId, label: [hit.customerName, hit.householdName, hit.city === null ? '' : cityWord(hit.city)].filter((part) => part !== '').join(t('words.separator')) }))}
    />
  );
}
