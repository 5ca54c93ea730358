import type { Purchase } from '../../shared/customers/household.ts';
import { addDays, daysBetween } from '../../shared/time/localClock.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { shortDistrict } from './cities.ts';
import { demoId } from './demoId.ts';
import { chinaDate, chinaInstant } from './demoTime.ts';
import { type DemoChild, type Family, milkAt, monthsOn, productStage } from './family.ts';
import type { Prng } from './prng.ts';

/** Price of a tin in yuan. */
const PRICES: Readonly<Record<string, number>> = {
  '优安1段 900g': 298, '优安1段 400g': 138, '优安2段 900g': 288, '优安2段 400g': 132, '优安3段 900g': 268, '优安3段 400g': 122, '优安4段 800g': 258, '优安妈妈 900g': 218, '优安高铁米粉 225g': 58,
};
const MOST = 14;
const CHANNELS = ['官方商城', '官方商城', '旗舰店', '旗舰店', '母婴店', '超市', '团购'] as const;

/** Days one 900 g tin lasts. */
function daysOfTin(months: number, mixed: boolean): number {
  const days = months < 1 ? 11 : months < 6 ? 7.5 : months < 12 ? 8 : months < 24 ? 12 : 18;
  return mixed ? days * 2.2 : days;
}

function line(family: Family, sequence: number, boughtAtMs: UtcMs, product: string, quantity: number, shop: string, prng: Prng): Purchase {
  const full = (PRICES[product] ?? 0) * quantity;
  const reduced = quantity >= 4 && prng.chance(0.5) ? full - prng.pick([30, 50, 80]) : Math.round(full * prng.weighted([[1, 62], [0.95, 18], [0.9, 14], [0.88, 6]] as const));
  return {
    id: demoId('purchase', family.household.id, sequence), householdId: family.household.id, boughtAtMs, product, quantity,
    amountMinor: reduced * 100, currency: 'CNY', shop,
  };
}

/** What a household of our product's users bought, newest first: tins of the child's stage, as fast as it drinks. */
export function drawPurchases(family: Family, nowMs: UtcMs, prng: Prng): readonly Purchase[] {
  if (family.ownFromMonth === null) return [];
  const today = chinaDate(nowMs);
  const joined = chinaDate(family.household.createdAtMs);
  const usual = prng.chance(0.35) ? `${shortDistrict(family.district)}门店` : prng.pick(CHANNELS);
  const bought: Purchase[] = [];
  const buy = (day: string, product: string, quantity: number): void => {
    const atMs = chinaInstant(day, prng.int(9 * 60, 22 * 60));
    if (atMs < nowMs && atMs > family.household.createdAtMs) bought.push(line(family, bought.length, atMs, product, quantity, prng.chance(0.75) ? usual : prng.pick(CHANNELS), prng));
  };
  for (const child of family.children) buyFor(child, family.ownFromMonth, joined, today, buy, prng);
  // Everybody of this class has bought at least once.
  if (bought.length === 0) {
    const back = Math.max(0, Math.min(daysBetween(joined, today), 40) - 1);
    const day = addDays(today, -prng.int(0, back));
    buy(day, productOn(family, day, prng), prng.int(1, 2));
    if (bought.length === 0) bought.push(line(family, 0, Math.max(family.household.createdAtMs, nowMs - 3_600_000 * prng.int(2, 20)), productOn(family, today, prng), 1, usual, prng));
  }
  return bought.sort((a, b) => b.boughtAtMs - a.boughtAtMs).slice(0, MOST);
}

/** Large tins, mostly; a small one to try or to travel with. Stage 4 comes in one size. */
function tin(months: number, prng: Prng): string {
  const stage = productStage(months);
  return stage === 4 ? '优安4段 800g' : `优安${stage}段 ${prng.chance(0.14) ? '400g' : '900g'}`;
}

/** What the youngest born child drinks on a day; the mother's powder before there is one. */
function productOn(family: Family, day: string, prng: Prng): string {
  const child = family.children.find((one) => one.child.birthDate !== null && one.bornOn <= day);
  const months = child === undefined ? null : monthsOn(child.bornOn, day);
  return months === null || months >= 58 ? '优安妈妈 900g' : tin(months, prng);
}

function buyFor(child: DemoChild, ownFromMonth: number, joined: string, today: string, buy: (day: string, product: string, quantity: number) => void, prng: Prng): void {
  if (child.child.birthDate === null) {
    for (let day = addDays(child.bornOn, -prng.int(60, 200)); day < today; day = addDays(day, prng.int(28, 60))) if (day > joined && prng.chance(0.6)) buy(day, '优安妈妈 900g', prng.int(1, 2));
    return;
  }
  // One family in six has left off some weeks or months ago.
  const until = prng.chance(0.16) ? addDays(today, -prng.int(35, 200)) : today;
  let day = addDays(child.bornOn, Math.round(ownFromMonth * 30.4) + prng.int(0, 14));
  // They buy elsewhere too, so not every tin is seen.
  const seen = prng.weighted([[1, 30], [0.8, 30], [0.5, 25], [0.3, 15]] as const);
  let first = true;
  while (day < until) {
    const months = Math.max(0, monthsOn(child.bornOn, day));
    if (months >= 58) return;
    const quantity = first ? 1 : prng.weighted([[1, 24], [2, 34], [3, 20], [4, 12], [6, 10]] as const);
    if (day > joined && prng.chance(seen)) {
      buy(day, first && months < 12 ? `优安${productStage(months)}段 400g` : tin(months, prng), quantity);
      if (months >= 5 && months <= 10 && prng.chance(0.1)) buy(day, '优安高铁米粉 225g', prng.int(1, 2));
    }
    first = false;
    const mixed = milkAt(child, months) !== 'formula';
    day = addDays(day, Math.max(3, Math.round(quantity * daysOfTin(months, mixed) * (0.85 + prng.next() * 0.5))));
  }
}
