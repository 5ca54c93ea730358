import type { Interaction } from '../../../shared/calls/interaction.ts';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { afterBirthNotes, eventNotes, mailNotes, messageNotes, pregnancyMessageNotes, prenatalNotes, sourceNotes, stageNotes, welcomeNotes } from '../careNotes.ts';
import { chinaDate, chinaDayShift, chinaInstant } from '../demoTime.ts';
import { type DemoChild, monthsOn, pregnancyBegan } from '../family.ts';
import { fillPhrase } from '../writeNote.ts';
import { answered, type Ledger } from './ledger.ts';
import { notReached } from './notReached.ts';
import { childAt, drawSpeaker, firstMember, wordsAt } from './words.ts';

/** How they came to us: the oldest entry of the timeline. */
export function sourceContact(ledger: Ledger): boolean {
  const { family, prng } = ledger;
  const phrases = sourceNotes[family.household.source] ?? [''];
  if (family.household.source === 'call-800' || family.household.source === 'referral') return false;
  const kind: Interaction['kind'] = ['lecture', 'newspaper', 'store-promotion'].includes(family.household.source) ? 'event' : 'manual';
  const child = childAt(ledger, family.household.createdAtMs);
  const months = monthsOn(child.bornOn, chinaDate(family.household.createdAtMs));
  const fitting = phrases.filter((phrase) => sourceFits(phrase, months));
  const words = wordsAt(ledger, family.household.createdAtMs, firstMember(ledger), child);
  ledger.add({ kind, startedAtMs: family.household.createdAtMs, speaker: drawSpeaker(ledger), note: ledger.fresh(() => fillPhrase(prng.pick(fitting.length > 0 ? fitting : phrases), words, prng)) });
  return true;
}

/** A form from the antenatal class is filled before the birth, one from the maternity ward at it, one from the child clinic after. */
function sourceFits(phrase: string, months: number): boolean {
  if (phrase.includes('孕')) return months < 0;
  if (phrase.includes('产科')) return months < 1;
  if (phrase.includes('出院')) return months === 0;
  return !phrase.includes('儿保') || months >= 1;
}

export function youngest(ledger: Ledger): DemoChild {
  return must(ledger.family.children[0], 'a household has a child, born or expected');
}

/** A call of ours about no question. Once in six nobody comes. */
function careCall(ledger: Ledger, wantedMs: UtcMs, phrases: readonly string[], child: DemoChild): void {
  const { prng, world, family } = ledger;
  const atMs = ledger.freeAt(wantedMs);
  if (atMs > world.nowMs - HOUR_MS || atMs < family.household.createdAtMs) return;
  const speaker = drawSpeaker(ledger, ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother']) ?? firstMember(ledger);
  const agent = ledger.agentAt(atMs);
  if (prng.chance(0.17)) {
    notReached(ledger, atMs, agent, { speaker, child }, null);
    return;
  }
  const words = wordsAt(ledger, atMs, speaker, child);
  ledger.add({ kind: 'call-out', startedAtMs: atMs, speaker, agent, note: ledger.fresh(() => fillPhrase(prng.pick(phrases), words, prng)), outcome: 'reached', ...answered(prng, 40, 380) });
}

const callMinute = (ledger: Ledger): number => ledger.prng.int(9 * 60 + 5, 19 * 60 + 40);

/** Calls that our rules allow: after the form, before the birth, when a stage comes. */
export function careCalls(ledger: Ledger, untilMs: UtcMs): void {
  const { family, prng } = ledger;
  const refuses = family.members.some((member) => member.customer.channelAttitude.phone === 'refuse');
  if (refuses) return;
  const joined = family.household.createdAtMs;
  const consents = family.household.phoneConsentUntilMs !== null;
  const child = youngest(ledger);
  const first = childAt(ledger, joined);
  if (consents && monthsOn(first.bornOn, chinaDate(joined)) >= 0 && prng.chance(0.62)) {
    const atMs = chinaDayShift(joined, prng.int(2, 9), callMinute(ledger));
    if (atMs < untilMs) careCall(ledger, atMs, welcomeNotes, first);
  }
  for (const weeks of [prng.int(24, 30), prng.int(34, 38)]) {
    const atMs = chinaInstant(pregnancyBegan(child.bornOn), 0) + weeks * 7 * DAY_MS + callMinute(ledger) * 60_000;
    if (atMs > joined + DAY_MS && atMs < untilMs && prng.chance(0.66)) careCall(ledger, atMs, prenatalNotes, child);
  }
  const birthMs = chinaInstant(child.bornOn, 0);
  if (child.child.birthDate !== null && joined < birthMs && prng.chance(0.7)) {
    const atMs = chinaDayShift(birthMs, prng.int(5, 14), callMinute(ledger));
    if (atMs < untilMs) careCall(ledger, atMs, afterBirthNotes, child);
  }
  if (!consents) return;
  for (const months of [3, 6, 9, 12, 18, 24]) {
    const atMs = chinaDayShift(birthMs, Math.round(months * 30.4) + prng.int(-6, 14), callMinute(ledger));
    if (atMs > joined + 10 * DAY_MS && atMs < untilMs && prng.chance(0.24)) careCall(ledger, atMs, stageNotes, child);
  }
}

/** Messages, mailings and events between the calls. */
export function smallContacts(ledger: Ledger, count: number, untilMs: UtcMs): void {
  const { family, prng } = ledger;
  const joined = family.household.createdAtMs;
  const span = untilMs - joined;
  if (span < DAY_MS) return;
  const mother = family.members[0];
  const refusesSms = mother?.customer.channelAttitude.sms === 'refuse';
  for (let i = 0; i < count; i += 1) {
    const kind = prng.weighted([['sms', refusesSms ? 0 : 46], ['mail', 30], ['event', 24]] as const);
    const day = joined + span * prng.next();
    const atMs = ledger.freeAt(chinaDayShift(day, 0, prng.int(kind === 'event' ? 9 * 60 + 30 : 9 * 60, kind === 'event' ? 16 * 60 : 18 * 60)));
    if (atMs <= joined || atMs > untilMs) continue;
    const child = childAt(ledger, atMs);
    const born = monthsOn(child.bornOn, chinaDate(atMs)) >= 0;
    const speaker = kind === 'event' ? drawSpeaker(ledger) ?? firstMember(ledger) : firstMember(ledger);
    const words = wordsAt(ledger, atMs, speaker, child);
    const usual = kind === 'sms' ? (born ? messageNotes : pregnancyMessageNotes) : kind === 'mail' ? mailNotes : eventNotes;
    const phrases = born ? usual.filter((phrase) => timeFits(phrase, monthsOn(child.bornOn, chinaDate(atMs)), Number(chinaDate(atMs).slice(5, 7)))) : usual.filter((phrase) => !phrase.includes('{baby}') && !phrase.includes('孩子感冒'));
    ledger.add({
      kind, startedAtMs: atMs, speaker, note: ledger.fresh(() => fillPhrase(prng.pick(phrases), words, prng)),
      number: kind === 'sms' ? (family.phones.find((phone) => phone.kind === 'mobile')?.number ?? null) : null,
    });
  }
}

/** Some messages belong to an age, some to a season. */
function timeFits(phrase: string, months: number, monthOfYear: number): boolean {
  if (phrase.startsWith('高温')) return monthOfYear >= 6 && monthOfYear <= 8;
  if (phrase.startsWith('入秋')) return monthOfYear >= 9 && monthOfYear <= 11;
  if (phrase.includes('满月祝福')) return months === 1;
  if (phrase.startsWith('百日')) return months === 3;
  if (phrase.startsWith('转段')) return [5, 11, 35].includes(months);
  if (phrase.startsWith('辅食每周')) return months >= 6 && months < 18;
  if (phrase.startsWith('预防针')) return months < 18;
  if (phrase.startsWith('生日祝福')) return months > 0 && months % 12 === 0;
  return true;
}
