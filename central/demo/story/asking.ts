import type { Article } from '../../../shared/knowledge/article.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import { must } from '../../../shared/language/must.ts';
import { daysBetween } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { chinaDate } from '../demoTime.ts';
import { type DemoChild, type Member, milkAt, monthsOn } from '../family.ts';
import { allSituations } from '../situations/allSituations.ts';
import type { Season, Situation } from '../situations/situation.ts';
import type { Ledger } from './ledger.ts';
import { drawSpeaker } from './words.ts';

const SEASONS: readonly Season[] = ['winter', 'winter', 'spring', 'spring', 'spring', 'summer', 'summer', 'summer', 'autumn', 'autumn', 'autumn', 'winter'];

function suits(article: Article, child: DemoChild, months: number): boolean {
  const drinks = months < 0 ? null : milkAt(child, months);
  return article.stage.fromMonth <= months && months < article.stage.toMonth && (article.feeding.length === 0 || drinks === null || article.feeding.includes(drinks));
}

/** Which of its questions, and the article that answers it for a child of this age and feeding; null when none does. */
function variantFor(ledger: Ledger, situation: Situation, child: DemoChild, months: number): { readonly variant: number; readonly article: Article } | null {
  const articleOf = (key: string): Article | null => {
    const article = ledger.world.articles.get(key);
    return article !== undefined && suits(article, child, months) ? article : null;
  };
  const each = situation.paired === true && situation.articles.length === situation.ask.length;
  const fitting = situation.ask.flatMap((_ask, variant) => {
    const keys = each ? situation.articles.slice(variant, variant + 1) : situation.articles;
    const articles = keys.flatMap((key) => articleOf(key) ?? []);
    return articles.length === 0 ? [] : [{ variant, article: ledger.prng.pick(articles) }];
  });
  return fitting.length === 0 ? null : ledger.prng.pick(fitting);
}

/** The phrase that goes with this question: the one at its place when the lists run side by side, else any. */
export function phraseOf(ledger: Ledger, asking: Asking, list: 'advise' | 'later' | 'purpose'): string {
  const { situation, variant } = asking;
  const phrases = situation[list];
  const paired = situation.paired === true && phrases.length === situation.ask.length;
  return paired ? must(phrases[variant], 'the lists run side by side') : ledger.prng.pick(phrases);
}

function fits(ledger: Ledger, situation: Situation, child: DemoChild, months: number, day: string): boolean {
  const { family } = ledger;
  if (months < situation.fromMonth || months >= situation.toMonth) return false;
  if (situation.toDay !== undefined && daysBetween(child.bornOn, day) >= situation.toDay) return false;
  if (situation.atMonths !== undefined && !situation.atMonths.includes(months)) return false;
  if (situation.milk !== undefined && (months < 0 || !situation.milk.includes(milkAt(child, months)))) return false;
  if (situation.seasons !== undefined && !situation.seasons.includes(SEASONS[Number(day.slice(5, 7)) - 1] ?? 'spring')) return false;
  if (situation.speakers !== undefined && !family.members.some((member) => situation.speakers?.includes(member.customer.relation))) return false;
  switch (situation.needs) {
    case undefined: return true;
    case 'own': return family.ownFromMonth !== null && (months >= family.ownFromMonth || months < 0);
    case 'rival': return family.household.relationClass === 'rival' && months >= 0;
    case 'twins': return months >= 0 && family.children.length > 1 && family.children[0]?.bornOn === family.children[1]?.bornOn;
    default: return assertNever(situation.needs, 'need of a situation');
  }
}

/** Nobody rings back after three weeks about a cold. */
function backLater(situation: Situation, days: number | null): boolean {
  if (days === null) return true;
  if (situation.later.length === 0 || (situation.soon === true && days > 4)) return false;
  return days <= 10 || situation.articles.every((key) => /^(?:growth|sleep|weaning|pregnancy)-/.test(key));
}

export interface Asking {
  readonly situation: Situation;
  /** Which of the situation's questions it is. */
  readonly variant: number;
  readonly child: DemoChild;
  readonly article: Article;
  readonly speaker: Member;
}

/**
 * What this family might ring about at a time; null when nothing fits.
 * @param backInDays null, or only what one would ring back about after so many days.
 */
export function drawAsking(ledger: Ledger, atMs: UtcMs, backInDays: number | null): Asking | null {
  const day = chinaDate(atMs);
  const options = new Map<{ readonly situation: Situation; readonly child: DemoChild; readonly months: number }, number>();
  ledger.family.children.forEach((child, i) => {
    const months = monthsOn(child.bornOn, day);
    // Past its due date nothing is known of a child until somebody tells of the birth.
    const untold = child.child.birthDate === null && months >= 0;
    if (untold || months < -9 || months >= 47) return;
    for (const situation of allSituations) {
      if (!fits(ledger, situation, child, months, day) || !backLater(situation, backInDays)) continue;
      options.set({ situation, child, months }, (situation.weight ?? 1) * (ledger.asked.has(situation.key) ? 0.06 : 1) * (i === 0 ? 1 : 0.4));
    }
  });
  while (options.size > 0) {
    const option = ledger.prng.weighted([...options]);
    const found = variantFor(ledger, option.situation, option.child, option.months);
    const speaker = drawSpeaker(ledger, option.situation.speakers);
    if (found !== null && speaker !== null) return { situation: option.situation, child: option.child, ...found, speaker };
    options.delete(option);
  }
  return null;
}
