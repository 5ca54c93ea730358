import type { Household } from '../../shared/customers/household.ts';
import { must } from '../../shared/language/must.ts';
import { addDays } from '../../shared/time/localClock.ts';
import { DAY_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { newspapers, rivalBrands } from './careNotes.ts';
import { type DemoCity, estates, shortDistrict } from './cities.ts';
import { demoId } from './demoId.ts';
import { chinaDate, chinaInstant } from './demoTime.ts';
import { drawBirths, drawChildren } from './drawChildren.ts';
import { drawPeople } from './drawPeople.ts';
import { drawPhones } from './drawPhones.ts';
import { type Family, type Member, monthsOn } from './family.ts';
import type { Prng } from './prng.ts';

/** Draws one household of a city. `taken` holds the numbers given out so far and learns the new ones. */
export function drawFamily(index: number, city: DemoCity, nowMs: UtcMs, taken: Set<string>, prng: Prng): Family {
  const id = demoId('household', index);
  const today = chinaDate(nowMs);
  const births = drawBirths(prng);
  const youngest = addDays(today, births.days[0] ?? 0);
  const eldest = addDays(today, Math.min(...births.days));
  const relation = prng.weighted([['own', 62], ['rival', 15], ['potential', 17], ['never', 6]] as const);
  const rival = relation === 'rival' || prng.chance(0.3) ? prng.pick(rivalBrands) : null;
  const people = drawPeople({ householdId: id, city, today, youngest, eldest, monthsOld: monthsOn(youngest, today) }, prng);
  const children = drawChildren({ householdId: id, today, births, fatherSurname: people.fatherSurname, relation, rival, city }, prng);
  const phones = drawPhones(id, people.members, city, taken, prng);
  const district = prng.pick(city.districts);
  const createdAtMs = drawJoined(youngest, eldest, nowMs, prng);
  const source = prng.weighted([['call-800', 30], ['lecture', 20], ['store-promotion', 18], ['hospital', 12], ['newspaper', 6], ['web', 7], ['referral', 5], ['import', 2]] as const);
  const refusesPhone = people.members.some((member) => member.customer.channelAttitude.phone === 'refuse');
  const consents = !refusesPhone && prng.chance(source === 'call-800' || source === 'import' ? 0.4 : 0.72);
  const [firstChild] = children;
  const early = firstChild?.milk.early ?? 'breast';
  return {
    city, district, members: people.members, phones, children, rival,
    ownFromMonth: relation !== 'own' ? null : early === 'breast' ? 6 : prng.weighted([[0, 45], [1, 20], [2, 15], [4, 20]] as const),
    household: {
      id, name: householdName(people.members), city: city.name, zone: DEFAULT_ZONE,
      address: prng.chance(0.72) ? addressOf(city, district, prng) : null,
      relationClass: relation, brand: brandOf(relation, rival, monthsOn(youngest, today), prng),
      source, sourceDetail: sourceDetailOf(source, city, district, chinaDate(createdAtMs), prng),
      phoneConsentUntilMs: consents ? consentUntil(createdAtMs, nowMs, prng) : null,
      createdAtMs,
    },
  };
}

/** 「陈女士家」 after the mother, 「林先生家」 after a father on his own. */
export function householdName(members: readonly Member[]): string {
  const first = must(members[0], 'a household has at least one person').customer;
  const male = first.relation === 'father' || first.relation.endsWith('grandfather') || first.relation === 'uncle';
  return `${first.name.slice(0, 1)}${male ? '先生' : '女士'}家`;
}

/** When they came to us: in the pregnancy or the first months more often than later, and before today. */
function drawJoined(youngest: string, eldest: string, nowMs: UtcMs, prng: Prng): UtcMs {
  const child = youngest !== eldest && prng.chance(0.35) ? eldest : youngest;
  const today = chinaDate(nowMs);
  const from = monthsOn(child, today);
  const days = prng.weighted([[prng.int(-200, -20), 36], [prng.int(-20, 90), 34], [prng.int(90, 400), 22], [prng.int(400, 900), 8]]);
  const wanted = addDays(child, days);
  const latest = addDays(today, -prng.int(1, Math.max(2, Math.min(60, 20 + from * 3))));
  const oldest = addDays(today, -1400);
  const day = wanted > latest ? latest : wanted < oldest ? oldest : wanted;
  return chinaInstant(day, prng.int(9 * 60, 20 * 60 - 10)) + prng.int(0, 59) * 1000;
}

/** Consent lasts two years from the form; some forms have run out, most are renewed in a later call. */
function consentUntil(createdAtMs: UtcMs, nowMs: UtcMs, prng: Prng): UtcMs {
  let until = createdAtMs + 730 * DAY_MS;
  while (until < nowMs && prng.chance(0.8)) until += 365 * DAY_MS;
  return until;
}

function brandOf(relation: Household['relationClass'], rival: string | null, months: number, prng: Prng): string | null {
  switch (relation) {
    case 'own': return '优安';
    case 'rival': return rival;
    case 'potential': return null;
    case 'never': return months >= 12 ? '普通鲜奶' : prng.chance(0.3) ? rival : null;
  }
}

function addressOf(city: DemoCity, district: string, prng: Prng): string {
  const road = prng.pick(must(city.roads[city.districts.indexOf(district)], 'every district has roads'));
  const home = prng.chance(0.5) ? `${prng.pick(estates)}${prng.int(1, 28)}栋` : city.lane === '弄' ? `${prng.int(2, 46)}号` : prng.chance(0.5) ? `${prng.int(1, 12)}单元` : `${prng.int(1, 9)}座`;
  return `${district}${road}${prng.int(3, 1200)}${city.lane}${home}${prng.int(1, 28)}0${prng.int(1, 4)}室`;
}

function sourceDetailOf(source: Household['source'], city: DemoCity, district: string, joinedOn: string, prng: Prng): string | null {
  const month = joinedOn.slice(0, 7);
  const place = shortDistrict(district);
  switch (source) {
    case 'call-800': return prng.chance(0.5) ? '800来电' : null;
    case 'outbound-call': return null;
    case 'lecture': return `育儿讲座 ${month} ${place}`;
    case 'store-promotion': return `${place}店促销登记 ${month}`;
    case 'hospital': return `${prng.pick(city.hospitals)}宣教 ${month}`;
    case 'newspaper': return `《${prng.pick(newspapers)}》抽奖回函`;
    case 'web': return prng.pick(['官网注册', '公众号表单']);
    case 'referral': return `${prng.pick(['同事', '邻居', '同学', '表姐', '月子中心'])}介绍`;
    case 'import': return `${city.name}旧系统转入`;
  }
}
