import type { Article } from '../../shared/knowledge/article.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { DemoHousehold } from './demoData.ts';
import { chenFamily } from './fixed/chenFamily.ts';
import { buildFixed, fixedHouseholdId } from './fixed/fixedFamily.ts';
import { listedInSuzhou, listedInWuxi } from './fixed/listedTwice.ts';
import { chengduTwins, guangzhouUnborn, onePerson, otherZone, rivalOptOut, sharedMobile } from './fixed/otherFamilies.ts';

/** Ids of the households that walks, tests and screenshots rely on: the same on every machine and day. */
export const fixedHouseholdIds = {
  chen: fixedHouseholdId('chen'),
  guangzhouUnborn: fixedHouseholdId('guangzhou-unborn'),
  chengduTwins: fixedHouseholdId('chengdu-twins'),
  sharedMobile: fixedHouseholdId('shared-mobile'),
  onePerson: fixedHouseholdId('one-person'),
  rivalOptOut: fixedHouseholdId('rival-opt-out'),
  otherZone: fixedHouseholdId('other-zone'),
  listedInWuxi: fixedHouseholdId('listed-wuxi'),
  listedInSuzhou: fixedHouseholdId('listed-suzhou'),
} as const;

/** The hand-written households, relative to `nowMs`. */
export function fixedHouseholds(nowMs: UtcMs, articles: ReadonlyMap<string, Article>): readonly DemoHousehold[] {
  return [chenFamily, guangzhouUnborn, chengduTwins, sharedMobile, onePerson, rivalOptOut, otherZone, listedInWuxi, listedInSuzhou].map((family) => buildFixed(family(nowMs), nowMs, articles));
}
