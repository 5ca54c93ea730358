import type { Agent } from '../../../shared/agents/agent.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { must } from '../../../shared/language/must.ts';
import { daysBetween } from '../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { agreedWords, busyNotes, medicalClosing, missedNotes, mobileNoAnswerNotes, noAnswerNotes, notAvailableNotes, reachedClosing, serviceClosing } from '../careNotes.ts';
import { demoAgent, EXPERT_AGENT_NUMBER } from '../demoAgents.ts';
import { chinaDate, chinaDayShift, chinaMinute, shortTime, spokenTime } from '../demoTime.ts';
import { type DemoChild, type Member, milkAt, monthsOn } from '../family.ts';
import { type NoteVoice, noteVoices, plainVoice, worriedVoices } from '../noteVoices.ts';
import { allSituations } from '../situations/allSituations.ts';
import type { Season, Situation } from '../situations/situation.ts';
import { fillPhrase, type NoteWords, writeNote } from '../writeNote.ts';
import { answered, type Ledger } from './ledger.ts';
import { agreedLine, agreedTime, promise } from './promise.ts';
import { drawSpeaker, wordsAt } from './words.ts';

const SEASONS: readonly Season[] = ['winter', 'winter', 'spring', 'spring', 'spring', 'summer', 'summer', 'summer', 'autumn', 'autumn', 'autumn', 'winter'];

/** The way an agent writes; about parcels and forms the worried ones write plainly. */
function voiceOf(agent: Agent, article: Article | null): NoteVoice {
  const own = must(noteVoices[agent.number] ?? noteVoices['1001'], 'every agent writes somehow');
  const service = article !== null && (article.topic === 'service' || article.topic === 'product');
  return service && worriedVoices.includes(agent.number) ? { ...own, ...plainVoice } : own;
}

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

/** The wording they heard: an article revised since was read in the version before. */
function versionHeard(article: Article, atMs: UtcMs): number {
  return atMs < article.updatedAtMs && article.version > 1 ? article.version - 1 : article.version;
}

export interface AskedCall {
  readonly interaction: Interaction;
  readonly words: NoteWords;
}

/** One call with a question, answered from an article; `dueAtMs` when the next call was agreed in it. */
export function askedCall(ledger: Ledger, atMs: UtcMs, asking: Asking, agent: Agent, agreed: { readonly dueAtMs: UtcMs; readonly purpose: string } | null, outcome: Interaction['outcome'], kind: 'call-in' | 'call-out' = 'call-in'): AskedCall {
  const { prng } = ledger;
  const { situation, variant, child, article, speaker } = asking;
  const words = wordsAt(ledger, atMs, speaker, child);
  const closing = closingFor(article);
  const ask = must(situation.ask[variant], 'a situation has this question');
  const next = (): string => (agreed === null ? prng.pick(closing) : nextWords(ledger, atMs, agreed.dueAtMs, words['who'] ?? '', agreed.purpose));
  const note = ledger.fresh(() => writeNote(voiceOf(agent, article), { pattern: 'asked', ask, advise: phraseOf(ledger, asking, 'advise'), next: next(), agreed: agreed !== null }, words, prng));
  const version = versionHeard(article, atMs);
  const interaction = ledger.add({
    kind, startedAtMs: atMs, speaker, agent, note, outcome: agreed !== null ? 'callback-agreed' : outcome, ...answered(prng), articlesUsed: [{ articleId: article.id, version }],
  });
  ledger.questions.push({ id: ledger.id('question'), interactionId: interaction.id, articleId: article.id, text: article.title, askedAtMs: atMs + prng.int(20, 90) * 1000, articleVersion: version });
  ledger.asked.add(situation.key);
  return { interaction, words };
}

/** How the note of a call may end when no other call was agreed. */
function closingFor(article: Article): readonly string[] {
  return article.topic === 'service' || article.topic === 'product' ? serviceClosing : medicalClosing;
}

function nextWords(ledger: Ledger, saidAtMs: UtcMs, dueAtMs: UtcMs, who: string, purpose: string): string {
  const when = ledger.prng.chance(0.6) ? spokenTime(saidAtMs, dueAtMs) : ` ${shortTime(dueAtMs)} `;
  return fillPhrase(ledger.prng.pick(agreedWords), { when, who, topic: purpose.replace(/^问/, '') }, ledger.prng).replace(' ，', '，').trim();
}

/** A try that reached nobody. */
export function notReached(ledger: Ledger, atMs: UtcMs, agent: Agent, asking: { readonly speaker: Member; readonly child: DemoChild }, callbackId: string | null): Interaction {
  const { prng } = ledger;
  const words = wordsAt(ledger, atMs, asking.speaker, asking.child);
  const alone = ledger.family.members.length === 1;
  const outcome = prng.weighted([['no-answer', 74], ['busy', 11], ['not-available', alone ? 0 : 15]] as const);
  const number = ledger.numberOf(asking.speaker);
  const unanswered = /^\+861[3-9]/.test(number) ? [...noAnswerNotes, ...mobileNoAnswerNotes] : noAnswerNotes;
  const phrases = outcome === 'busy' ? busyNotes : outcome === 'not-available' ? notAvailableNotes : unanswered;
  return ledger.add({
    kind: 'call-out', startedAtMs: atMs, agent, note: ledger.fresh(() => fillPhrase(prng.pick(phrases), words, prng)), outcome, callbackId, number,
    ...(outcome === 'not-available' ? answered(prng, 12, 50) : { endReason: outcome === 'busy' ? ('busy' as const) : ('not-answered' as const) }),
    speaker: outcome === 'not-available' ? null : asking.speaker,
  });
}

/** How long somebody waited in vain; at night nobody sits at the desks. */
export function missedNote(ledger: Ledger, atMs: UtcMs, words: NoteWords): string {
  const minute = chinaMinute(atMs);
  const phrases = missedNotes.filter((phrase) => phrase.includes('非工作时间') === (minute < 8 * 60 || minute >= 23 * 60));
  return ledger.fresh(() => fillPhrase(ledger.prng.pick(phrases), words, ledger.prng));
}

/** The call promised, made: now and then after a try in vain, an hour and a half later. */
function keepPromise(ledger: Ledger, asking: Asking, first: AskedCall, dueAtMs: UtcMs, purpose: string, agent: Agent): void {
  const { prng, world } = ledger;
  const agreedBy = agent;
  const caller = agent.active ? agent : ledger.agentAt(dueAtMs);
  const id = ledger.id('callback');
  let atMs = ledger.freeAt(dueAtMs + prng.int(-3, 9) * MINUTE_MS);
  let attempts = 0;
  // Tried again an hour and a half later while people may be rung, else the next day; today's hour may not have come.
  const againMs = prng.chance(0.5) && chinaMinute(atMs) < 18 * 60 ? atMs + 90 * MINUTE_MS : atMs + DAY_MS;
  if (prng.chance(0.2) && againMs < world.nowMs - HOUR_MS) {
    notReached(ledger, atMs, caller, asking, id);
    attempts += 1;
    atMs = ledger.freeAt(againMs);
  }
  const words = wordsAt(ledger, atMs, asking.speaker, asking.child);
  const note = ledger.fresh(() => writeNote(voiceOf(caller, asking.article), { pattern: 'reached', later: phraseOf(ledger, asking, 'later'), next: prng.pick(reachedClosing), agreed: false }, words, prng));
  ledger.add({ kind: 'call-out', startedAtMs: atMs, speaker: asking.speaker, agent: caller, note, outcome: 'reached', callbackId: id, ...answered(prng, 45, 330) });
  promise(ledger, {
    id, dueAtMs, purpose, reason: 'agreed', member: asking.speaker, number: ledger.numberOf(asking.speaker), owner: caller, agreedBy, agreedAtMs: first.interaction.startedAtMs,
    agreedInInteractionId: first.interaction.id, agreedText: agreedLine(first.interaction.startedAtMs, dueAtMs, asking.speaker.word, purpose), state: 'done', attempts: attempts + 1,
  });
}

/** A call with a question and what follows from it; false when nothing fits this family at that time. */
export function askEpisode(ledger: Ledger, wantedMs: UtcMs): boolean {
  const { prng, world } = ledger;
  const atMs = ledger.freeAt(wantedMs);
  if (atMs > world.nowMs - HOUR_MS || atMs < ledger.family.household.createdAtMs) return false;
  const asking = drawAsking(ledger, atMs, null);
  if (asking === null) return false;
  const agent = ledger.agentAt(atMs);
  if (prng.chance(0.08)) {
    const earlier = atMs - prng.int(4, 70) * MINUTE_MS;
    if (earlier > ledger.family.household.createdAtMs) {
      const words = wordsAt(ledger, earlier, asking.speaker, asking.child);
      ledger.add({ kind: 'call-missed', startedAtMs: earlier, note: missedNote(ledger, earlier, words), endReason: 'cancelled', hungUpBy: 'customer', number: ledger.numberOf(asking.speaker) });
    }
  }
  const { situation } = asking;
  const refuses = ledger.family.members.some((member) => member.customer.channelAttitude.phone === 'refuse');
  const dueAtMs = agreedTime(atMs, situation.soon === true ? prng.int(1, 3) : prng.int(2, 8), prng);
  if (situation.later.length > 0 && !refuses && dueAtMs < world.nowMs - 2 * HOUR_MS && prng.chance(0.36)) {
    const purpose = phraseOf(ledger, asking, 'purpose');
    keepPromise(ledger, asking, askedCall(ledger, atMs, asking, agent, { dueAtMs, purpose }, null), dueAtMs, purpose, agent);
    return true;
  }
  const medical = asking.article.topic === 'illness' || asking.article.topic === 'allergy' || situation.key === 'cow-milk-allergy' || situation.key === 'weight-slow';
  if (medical && situation.later.length > 0 && !refuses && prng.chance(0.09) && atMs < world.nowMs - 2 * DAY_MS) {
    expertEpisode(ledger, asking, agent, atMs);
    return true;
  }
  askedCall(ledger, atMs, asking, agent, null, OUTCOMES[situation.key] ?? 'answered');
  return true;
}

const OUTCOMES: Readonly<Record<string, Interaction['outcome']>> = { material: 'material', club: 'event', 'change-data': 'data-corrected' };

/** Handed to the expert, who rings back the next day and is the one promised. */
function expertEpisode(ledger: Ledger, asking: Asking, agent: Agent, atMs: UtcMs): void {
  const { prng } = ledger;
  const first = askedCall(ledger, atMs, asking, agent, null, 'to-expert');
  const expert = demoAgent(EXPERT_AGENT_NUMBER);
  const dueAtMs = chinaDayShift(atMs, 1, 18 * 60);
  ledger.commitments.push({
    id: ledger.id('commitment'), householdId: ledger.family.household.id, customerId: asking.speaker.customer.id, what: `专家回电：${phraseOf(ledger, asking, 'purpose')}`, dueAtMs,
    promisedByAgentId: agent.id, promisedByName: agent.name, promisedAtMs: atMs, state: 'kept',
  });
  const backMs = ledger.freeAt(chinaDayShift(atMs, 1, prng.int(9 * 60 + 20, 17 * 60)));
  const words = wordsAt(ledger, backMs, asking.speaker, asking.child);
  const note = ledger.fresh(() => writeNote(voiceOf(expert, null), { pattern: 'asked', ask: phraseOf(ledger, asking, 'later'), advise: phraseOf(ledger, asking, 'advise'), next: prng.pick(reachedClosing), agreed: false }, words, prng));
  ledger.add({ kind: 'call-out', startedAtMs: backMs, speaker: asking.speaker, agent: expert, note, outcome: 'reached', ...answered(prng, 160, 720), articlesUsed: first.interaction.articlesUsed });
}
