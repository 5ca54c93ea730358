import type { Agent } from '../../../shared/agents/agent.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { busyNotes, missedNotes, mobileNoAnswerNotes, noAnswerNotes, notAvailableNotes } from '../careNotes.ts';
import { chinaMinute } from '../demoTime.ts';
import type { DemoChild, Member } from '../family.ts';
import { fillPhrase, type NoteWords } from '../writeNote.ts';
import { answered, type Ledger } from './ledger.ts';
import { wordsAt } from './words.ts';

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
