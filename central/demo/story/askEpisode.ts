import type { Agent } from '../../../shared/agents/agent.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { reachedClosing } from '../careNotes.ts';
import { demoAgent, EXPERT_AGENT_NUMBER } from '../demoAgents.ts';
import { chinaDayShift, chinaMinute } from '../demoTime.ts';
import { writeNote } from '../writeNote.ts';
import { type AskedCall, askedCall, voiceOf } from './askedCall.ts';
import { type Asking, drawAsking, phraseOf } from './asking.ts';
import { answered, type Ledger } from './ledger.ts';
import { missedNote, notReached } from './notReached.ts';
import { agreedLine, agreedTime, promise } from './promise.ts';
import { wordsAt } from './words.ts';

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
  if (medical && situation.soon !== true && situation.later.length > 0 && !refuses && prng.chance(0.09) && atMs < world.nowMs - 2 * DAY_MS) {
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
  const note = ledger.fresh(() => `专家回电：${writeNote(voiceOf(expert, null), { pattern: 'reached', later: phraseOf(ledger, asking, 'later'), next: prng.pick(reachedClosing), agreed: false }, words, prng)}`);
  ledger.add({ kind: 'call-out', startedAtMs: backMs, speaker: asking.speaker, agent: expert, note, outcome: 'reached', ...answered(prng, 160, 720), articlesUsed: first.interaction.articlesUsed });
}
