import type { Tier } from '../../shared/customers/customer.ts';
import type { Purchase } from '../../shared/customers/household.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { planCallbacks, type PlannedCallback } from './callbackPlan.ts';
import { type DemoCity, demoCities } from './cities.ts';
import { demoAgent, demoAgents } from './demoAgents.ts';
import { articleId, storedArticles, writtenArticles } from './demoArticles.ts';
import type { DemoData, DemoHousehold } from './demoData.ts';
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
  return {
    household: { ...family.household, tier },
    phones: [...family.phones],
    customers: family.members.map((member) => ({ ...member.customer, tier })),
    children: family.children.map((child) => child.child),
    callbacks: [...ledger.callbacks].sort((a, b) => a.dueAtMs - b.dueAtMs),
    commitments: newestFirst(ledger.commitments, (one) => one.dueAtMs),
    cases: newestFirst(ledger.cases, (one) => one.openedAtMs),
    purchases: [...purchases],
    questions: newestFirst(ledger.questions, (one) => one.askedAtMs),
    interactions: newestFirst(ledger.interactions, (one) => one.startedAtMs),
  };
}

/**
 * Everything the demo consists of, the same for the same `nowMs`; all times hang on it, so the data is always fresh.
 *
 * @param count households in all, the fixed ones among them (they stand first).
 */
export function generateDemo(nowMs: UtcMs, count: number = HOUSEHOLD_COUNT): DemoData {
  const written = writtenArticles();
  const articles = storedArticles(written, nowMs);
  const byId = new Map(articles.map((article) => [article.id, article]));
  const world: World = { nowMs, notes: new Set(), articles: new Map(written.flatMap(({ key, language }) => {
    const article = byId.get(articleId(key));
    return article === undefined || language !== 'zh-CN' ? [] : [[key, article]];
  })) };
  const fixed = fixedHouseholds(nowMs, world.articles);
  const taken = new Set(fixed.flatMap((household) => household.phones.map((phone) => phone.number)));
  const cities = drawCities(Math.max(0, count - fixed.length), prng(`${SEED}/cities`));
  const families = cities.map((city, i) => drawFamily(i, city, nowMs, taken, prng(`${SEED}/family/${i}`)));
  const planned = assign(planCallbacks(nowMs, prng(`${SEED}/plan`)), families, nowMs, prng(`${SEED}/assign`));
  const told = families.map((family, i) => ({
    family, ledger: tellStory(family, planned.get(family) ?? null, world, prng(`${SEED}/story/${i}`)), purchases: drawPurchases(family, nowMs, prng(`${SEED}/purchases/${i}`)),
  }));
  const tiers = tiersOf(told.map(({ purchases }) => purchases.reduce((sum, one) => sum + one.amountMinor, 0)));
  return { agents: demoAgents, articles, households: [...fixed, ...told.map(({ family, ledger, purchases }, i) => householdOf(family, ledger, purchases, tiers[i] ?? 'C'))] };
}
