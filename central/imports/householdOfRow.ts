import { v7 as uuidv7 } from 'uuid';
import { acquisitionSources, type Household } from '../../shared/customers/household.ts';
import { nameHousehold } from '../../shared/customers/nameHousehold.ts';
import type { ImportedRow } from '../../shared/imports/importedRow.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import type { ImportedHousehold } from '../store/importHouseholds.ts';

/**
 * The household a row becomes. It carries no consent and no attitude to any channel, whatever the list says: consent is
 * given to us. So `mayRing` refuses it until somebody of it rings or agrees.
 */
export function householdOfRow(row: ImportedRow, list: { readonly city: string; readonly source: string }, nowMs: number): ImportedHousehold {
  const householdId = uuidv7();
  const customerId = uuidv7();
  const known: readonly string[] = acquisitionSources;
  const source: Pick<Household, 'source' | 'sourceDetail'> = known.includes(list.source)
    ? { source: list.source as Household['source'], sourceDetail: null } : { source: 'import', sourceDetail: list.source };
  return {
    household: {
      id: householdId, name: nameHousehold(row.name, row.relation).slice(0, 60), city: list.city, address: row.address, zone: DEFAULT_ZONE, tier: row.tier,
      relationClass: row.relationClass, brand: row.brand, ...source, phoneConsentUntilMs: null, createdAtMs: nowMs,
    },
    customers: [{
      id: customerId, householdId, name: row.name, relation: row.relation, tier: row.tier, language: row.language, birthday: row.birthday,
      channelAttitude: {}, bestHours: null, interests: [], remark: row.remark,
    }],
    children: row.child === null ? [] : [{ id: uuidv7(), householdId, ...row.child, remark: null }],
    // A landline is the home's, a mobile the person's.
    phones: row.phones.map(({ number, kind, extension }) => ({ id: uuidv7(), number, kind, extension, customerId: kind === 'landline' ? null : customerId })),
    interactions: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [],
  };
}
