import { must } from '../../../shared/language/must.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { optOutNotes } from '../careNotes.ts';
import type { PlannedCallback } from '../callbackPlan.ts';
import { chinaDate, chinaDayShift } from '../demoTime.ts';
import { type Family, monthsOn } from '../family.ts';
import type { Prng } from '../prng.ts';
import { fillPhrase } from '../writeNote.ts';
import { askEpisode } from './askEpisode.ts';
import { careCalls, smallContacts, sourceContact, youngest } from './careContacts.ts';
import { complaintEpisode } from './complaintEpisode.ts';
import { answered, type Ledger, openLedger, type World } from './ledger.ts';
import { openCallback, storyEnds } from './openCallback.ts';
import { childAt, firstMember, wordsAt } from './words.ts';

/** A file shows forty; no demo family has more. */
const MOST_CONTACTS = 40;

/** How eager a family of a child this old is to ring. */
function eagerness(months: number): number {
  return months < 0 ? 0.45 : months < 3 ? 1.6 : months < 12 ? 1.2 : months < 24 ? 0.6 : 0.3;
}

/** A moment in the family's time with us, likelier when children are small; by day, and now and then late at night. */
function drawMoment(ledger: Ledger, fromMs: UtcMs, untilMs: UtcMs): UtcMs {
  const { prng } = ledger;
  const child = youngest(ledger);
  for (let tries = 0; tries < 8; tries += 1) {
    const dayMs = fromMs + (untilMs - fromMs) * prng.next();
    if (prng.next() * 1.6 > eagerness(monthsOn(child.bornOn, chinaDate(dayMs)))) continue;
    const atMs = chinaDayShift(dayMs, 0, prng.chance(0.06) ? prng.int(20 * 60, 22 * 60 + 50) : prng.int(8 * 60 + 20, 19 * 60 + 50)) + prng.int(0, 59) * 1000;
    if (atMs >= fromMs && atMs <= untilMs) return atMs;
  }
  return fromMs + Math.floor((untilMs - fromMs) * prng.next());
}

function questionCount(months: number, relation: Family['household']['relationClass'], prng: Prng): number {
  const keen = prng.weighted([[0.35, 18], [0.7, 24], [1, 26], [1.5, 18], [2.6, 10], [4, 4]] as const);
  const few = relation === 'never' ? 0.4 : relation === 'potential' || relation === 'rival' ? 0.75 : 1;
  return Math.min(16, Math.round((1.2 + 0.32 * Math.min(months, 26)) * keen * few + prng.next() * 0.8));
}

/** Tells the whole story of one household: everything that happened since it came to us, up to the present moment. */
export function tellStory(family: Family, planned: PlannedCallback | null, world: World, prng: Prng): Ledger {
  const ledger = openLedger(family, world, prng);
  const joined = family.household.createdAtMs;
  const endMs = Math.max(joined + HOUR_MS, storyEnds(planned, world.nowMs));
  if (!sourceContact(ledger)) askEpisode(ledger, joined);
  careCalls(ledger, endMs);
  const monthsWithUs = (endMs - joined) / (30.4 * DAY_MS);
  const wanted = questionCount(monthsWithUs, family.household.relationClass, prng);
  for (let i = 0; i < wanted && ledger.interactions.length < MOST_CONTACTS - 12; i += 1) askEpisode(ledger, drawMoment(ledger, joined + HOUR_MS, endMs));
  const months = monthsOn(youngest(ledger).bornOn, chinaDate(world.nowMs));
  if (family.ownFromMonth !== null && months > family.ownFromMonth && monthsWithUs > 2 && prng.chance(0.1) && ledger.interactions.length < MOST_CONTACTS - 10) {
    const earliest = Math.max(joined + 20 * DAY_MS, endMs - monthsWithUs * 25 * DAY_MS);
    if (earliest < endMs - 12 * DAY_MS) complaintEpisode(ledger, { openedAtMs: drawMoment(ledger, earliest, endMs - 12 * DAY_MS), open: null });
  }
  smallContacts(ledger, Math.min(8, MOST_CONTACTS - 6 - ledger.interactions.length, Math.round(prng.next() * (1 + monthsWithUs / 4))), endMs);
  if (family.members.some((member) => member.customer.channelAttitude.phone === 'refuse')) optedOut(ledger, endMs);
  if (planned !== null) openCallback(ledger, planned);
  else if (family.ownFromMonth !== null && months > family.ownFromMonth && joined < world.nowMs - 6 * DAY_MS && prng.chance(0.012)) {
    complaintEpisode(ledger, { openedAtMs: chinaDayShift(world.nowMs, -prng.int(1, 4), prng.int(9 * 60, 19 * 60)), open: { dueAtMs: chinaDayShift(world.nowMs, prng.int(0, 3), 18 * 60), followUp: null } });
  }
  while (ledger.interactions.length < 2) secondContact(ledger, endMs);
  return ledger;
}

/** A family of which hardly anything is known has at least had our booklet. */
function secondContact(ledger: Ledger, endMs: UtcMs): void {
  const { prng, family } = ledger;
  const words = wordsAt(ledger, endMs, firstMember(ledger), childAt(ledger, endMs));
  const atMs = Math.min(ledger.freeAt(family.household.createdAtMs + prng.int(1, 4) * DAY_MS), ledger.world.nowMs - 5 * 60_000 * prng.int(1, 9));
  ledger.add({ kind: 'mail', startedAtMs: Math.max(atMs, family.household.createdAtMs + 60_000), speaker: must(family.members[0], 'somebody lives here'), note: ledger.fresh(() => fillPhrase('《{book}》寄出，单号尾号{1000-9999}', words, prng)) });
}

/** Asked not to be rung: the last call that was ever made to them. */
function optedOut(ledger: Ledger, endMs: UtcMs): void {
  const { prng, family } = ledger;
  const speaker = family.members.find((member) => member.customer.channelAttitude.phone === 'refuse') ?? firstMember(ledger);
  const fromMs = family.household.createdAtMs + DAY_MS;
  if (endMs - fromMs < 3 * DAY_MS) return;
  const atMs = ledger.freeAt(chinaDayShift(fromMs + (endMs - fromMs) * prng.next() * 0.5, 0, prng.int(9 * 60 + 30, 19 * 60)));
  if (atMs < fromMs) return;
  const words = wordsAt(ledger, atMs, speaker, youngest(ledger));
  ledger.add({ kind: 'call-out', startedAtMs: atMs, speaker, agent: ledger.agentAt(atMs), note: ledger.fresh(() => fillPhrase(prng.pick(optOutNotes), words, prng)), outcome: 'opt-out', ...answered(prng, 15, 70) });
}
