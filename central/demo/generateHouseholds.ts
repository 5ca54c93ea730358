import type { Tier } from '../../shared/customers/customer.ts';
import type { Purchase } from '../../shared/customers/household.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { planCallbacks, type PlannedCallback } from './callbackPlan.ts';
import { type DemoCity, demoCities } from './cities.ts';
import { demoAgent, demoAgents } from './demoAgents.ts';
import { articleId, storedArticles, writtenArticles } from './demoArticles.ts';
import type { DemoData, DemoHousehold } from './demoData.ts';
import { demoLeave } from './demoLeave.ts';
import { drawFamily } from './drawFamily.ts';
import { drawPurchases } from './drawPurchases.ts';
import type { Family } from './family.ts';
import { fixedHouseholds } from './fixedHouseholds.ts';
import { type Prng, prng } from './prng.ts';
import type { Ledger, World } from './story/ledger.ts';
import { canPromise } from './story/openCallback.ts';
import { tellStory } from './story/tellStory.ts';

const HOUSEHOLD_COUNT = 2000;
const SEED = 'careline';

/** Households of each city, in the proportions of demoCities, mixed. */
function drawCities(count: number, random: Prng): readonly DemoCity[] {
  const all = demoCities.reduce((sum, city) => sum + city.households, 0);
  const wanted = demoCities.flatMap((city) => Array.from({ length: Math.ceil((city.households * count) / all) }, () => city));
  return random.shuffle(wanted).slice(0, count);
}

/** Finds each planned callback a household of its own that it fits, of the owner's site first. */
function assign(planned: readonly PlannedCallback[], families: readonly Family[], nowMs: UtcMs, random: Prng): ReadonlyMap<Family, PlannedCallback> {
  const free = new Set(random.shuffle(families));
  const assigned = new Map<Family, PlannedCallback>();
  for (const callback of planned) {
    const site = demoAgent(callback.owner ?? callback.agreedBy).site;
    const fitting = (near: boolean): Family | undefined => [...free].find((family) => (!near || family.city.site === site) && canPromise(family, callback, nowMs));
    const family = fitting(true) ?? fitting(false);
    if (family === undefined) continue;
    free.delete(family);
    assigned.set(family, callback);
  }
  return assigned;
}

/** A: the fifth that spends most; B: the next 35 %; C: the others. */
function tiersOf(spent: readonly number[]): readonly Tier[] {
  const order = spent.map((amount, i) => [amount, i] as const).sort((a, b) => b[0] - a[0]);
  const tiers: Tier[] = spent.map(() => 'C');
  order.forEach(([, i], place) => { tiers[i] = place < spent.length * 0.2 ? 'A' : place < spent.length * 0.55 ? 'B' : 'C'; });
  return tiers;
}

const newestFirst = <T>(list: readonly T[], atMs: (one: T) => number): T[] => [...list].sort((a, b) => atMs(b) - atMs(a));

function householdOf(family: Family, ledger: Ledger, purchases: readonly Purchase[], tier: Tier): DemoHousehold {
  const household = { ...family.household, tier };
  const customers = family.members.map((member) => ({ ...member.customer, tier }));
  return {
    household,
    phones: [...family.phones],
    customers,
    leave: demoLeave(household, customers),
    children: family.children.map((child) => child.child),
    callbacks: [...ledger.callbacks].sort((a, b) => a.dueAtMs - b.dueAtMs),
    commitments: newestFirst(ledger.commitments, (one) => one.dueAtMs),
    cases: newestFirst(ledger.cases, (one) => one.openedAtMs),
    purchases: [...purchases],
    questions: newestFirst(ledger.questions, (one) => one.askedAtMs),
    interactions: newestFirst(ledger.interactions, (one) => one.startedAtMs),
  };
}

/** Which households to draw: the same words give the same ones. */
export interface HouseholdBatch {
  readonly seed: string;
  /** Number of the first: ids hang on it. */
  readonly firstIndex: number;
  readonly count: number;
}

/** What all stories share, and the articles they speak of. */
export function demoWorld(nowMs: UtcMs): { readonly world: World; readonly articles: readonly Article[] } {
  const written = writtenArticles();
  const articles = storedArticles(written, nowMs);
  const byId = new Map(articles.map((article) => [article.id, article]));
  const world: World = { nowMs, notes: new Set(), articles: new Map(written.flatMap(({ key, language }) => {
    const article = byId.get(articleId(key));
    return article === undefined || language !== 'zh-CN' ? [] : [[key, article]];
  })) };
  return { world, articles };
}

/** Draws households and tells their stories; some 190 of them get an open callback. `taken`: see drawFamily. */
export function drawHouseholds({ seed, firstIndex, count }: HouseholdBatch, world: World, taken: Set<string>): readonly DemoHousehold[] {
  const { nowMs } = world;
  const cities = drawCities(count, prng(`${seed}/cities`));
  const families = cities.map((city, i) => drawFamily(firstIndex + i, city, nowMs, taken, prng(`${seed}/family/${i}`)));
  const planned = assign(planCallbacks(nowMs, prng(`${seed}/plan`)), families, nowMs, prng(`${seed}/assign`));
  const told = families.map((family, i) => ({
    family, ledger: tellStory(family, planned.get(family) ?? null, world, prng(`${seed}/story/${i}`)), purchases: drawPurchases(family, nowMs, prng(`${seed}/purchases/${i}`)),
  }));
  const tiers = tiersOf(told.map(({ purchases }) => purchases.reduce((sum, one) => sum + one.amountMinor, 0)));
  return told.map(({ family, ledger, purchases }, i) => householdOf(family, ledger, purchases, tiers[i] ?? 'C'));
}

/**
 * Everything the demo consists of, the same for the same `nowMs`; all times hang on it, so the data is always fresh.
 *
 * @param count households in all, the fixed ones among them (they stand first).
 */
export function generateDemo(nowMs: UtcMs, count: number = HOUSEHOLD_COUNT): DemoData {
  const { world, articles } = demoWorld(nowMs);
  const fixed = fixedHouseholds(nowMs, world.articles);
  const taken = new Set(fixed.flatMap((household) => household.phones.map((phone) => phone.number)));
  const drawn = drawHouseholds({ seed: SEED, firstIndex: 0, count: Math.max(0, count - fixed.length) }, world, taken);
  return { agents: demoAgents, articles, households: [...fixed, ...drawn] };
}
