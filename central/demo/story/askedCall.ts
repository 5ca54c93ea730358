import type { Agent } from '../../../shared/agents/agent.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { must } from '../../../shared/language/must.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { agreedWords, medicalClosing, serviceClosing } from '../careNotes.ts';
import { shortTime, spokenTime } from '../demoTime.ts';
import { type NoteVoice, noteVoices, plainVoice, worriedVoices } from '../noteVoices.ts';
import { fillPhrase, type NoteWords, writeNote } from '../writeNote.ts';
import { type Asking, phraseOf } from './asking.ts';
import { answered, type Ledger } from './ledger.ts';
import { wordsAt } from './words.ts';

/** The way an agent writes; about parcels and forms the worried ones write plainly. */
export function voiceOf(agent: Agent, article: Article | null): NoteVoice {
  const own = must(noteVoices[agent.number] ?? noteVoices['1001'], 'every agent writes somehow');
  const service = article !== null && (article.topic === 'service' || article.topic === 'product');
  return service && worriedVoices.includes(agent.number) ? { ...own, ...plainVoice } : own;
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
export function askedCall(ledger: Ledger, atMs: UtcMs, asking: Asking, agent: Agent, agreed: { readonly dueAtMs: UtcMs; readonly purpose: string } | null, outcome: Interaction['outcome']): AskedCall {
  const { prng } = ledger;
  const { situation, variant, child, article, speaker } = asking;
  const words = wordsAt(ledger, atMs, speaker, child);
  const closing = closingFor(article);
  const ask = must(situation.ask[variant], 'a situation has this question');
  const next = (): string => (agreed === null ? prng.pick(closing) : nextWords(ledger, atMs, agreed.dueAtMs, words['who'] ?? '', agreed.purpose));
  const note = ledger.fresh(() => writeNote(voiceOf(agent, article), { pattern: 'asked', ask, advise: phraseOf(ledger, asking, 'advise'), next: next(), agreed: agreed !== null }, words, prng));
  const version = versionHeard(article, atMs);
  const interaction = ledger.add({
    kind: 'call-in', startedAtMs: atMs, speaker, agent, note, outcome: agreed !== null ? 'callback-agreed' : outcome, ...answered(prng), articlesUsed: [{ articleId: article.id, version }],
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
