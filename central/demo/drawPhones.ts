import type { Relation } from '../../shared/customers/customer.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import type { DemoCity } from './cities.ts';
import { demoId } from './demoId.ts';
import type { Member } from './family.ts';
import type { Prng } from './prng.ts';

/** Prefixes of ordinary mobile numbers. The plan keeps no range for fiction: what follows them is drawn. */
const MOBILE_PREFIXES = ['130', '131', '132', '135', '136', '137', '138', '139', '150', '151', '152', '156', '158', '159', '177', '180', '181', '182', '185', '186', '187', '188', '189', '199'] as const;

const HAS_MOBILE: Readonly<Record<Relation, number>> = {
  mother: 0.88, father: 0.62, 'maternal-grandmother': 0.3, 'paternal-grandmother': 0.3, 'maternal-grandfather': 0.28, 'paternal-grandfather': 0.28, aunt: 0.55, uncle: 0.5, nanny: 0.45, other: 0.3,
};

function digits(count: number, prng: Prng): string {
  return Array.from({ length: count }, () => prng.int(0, 9)).join('');
}

/** One that nobody of the demo has yet; `taken` learns it. */
function fresh(draw: () => string, taken: Set<string>): string {
  let number = draw();
  while (taken.has(number)) number = draw();
  taken.add(number);
  return number;
}

/**
 * A home line that all share (three households in five: a free 800 number cannot be rung from a mobile) and mobiles.
 * Everybody can be reached somehow.
 */
export function drawPhones(householdId: string, members: readonly Member[], city: DemoCity, taken: Set<string>, prng: Prng): readonly Phone[] {
  const phones: Phone[] = [];
  const add = (number: string, kind: 'landline' | 'mobile', customerId: string | null, extension: string | null): void => {
    phones.push({ id: demoId('phone', householdId, phones.length), number, extension, kind, customerId });
  };
  if (prng.chance(0.63)) {
    const office = prng.chance(0.015);
    add(fresh(() => `+86${city.area}${prng.pick(city.exchanges)}${digits(6, prng)}`, taken), 'landline', null, office ? digits(3, prng).replace(/^0/, '8') : null);
  }
  for (const { customer } of members) {
    if (!prng.chance(HAS_MOBILE[customer.relation])) continue;
    add(fresh(() => `+86${prng.pick(MOBILE_PREFIXES)}${digits(8, prng)}`, taken), 'mobile', customer.id, null);
  }
  const [first] = members;
  if (phones.length === 0) add(fresh(() => `+86${prng.pick(MOBILE_PREFIXES)}${digits(8, prng)}`, taken), 'mobile', first?.customer.id ?? null, null);
  return phones;
}
