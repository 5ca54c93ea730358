import type { HouseholdFile } from '../customers/household.ts';
import type { MessageChannel } from './messageTemplate.ts';

/** By what one person can be written to: their own mobiles first, then the family's; their e-mail address. */
export function addressesOf(file: HouseholdFile, customerId: string, channel: MessageChannel): readonly string[] {
  if (channel === 'email') return [file.customers.find((each) => each.id === customerId)?.email ?? ''].filter((each) => each !== '');
  const mobiles = file.phones.filter((each) => each.kind === 'mobile' && (each.customerId === null || each.customerId === customerId));
  return [...new Set([...mobiles].sort((a, b) => Number(a.customerId === null) - Number(b.customerId === null)).map((each) => each.number))];
}
