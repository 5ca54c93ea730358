import { must } from '../../shared/language/must.ts';
import type { NoteVoice } from './noteVoices.ts';
import type { Prng } from './prng.ts';

/** Words of this family and moment that phrases may call for: {baby}, {who} … */
export type NoteWords = Readonly<Record<string, string>>;

/** People write round numbers: 5 or 10 apart when both ends are, 50 when the range is wide. */
function stepOf(low: number, high: number): number {
  if (low % 10 !== 0 || high % 10 !== 0) return 1;
  const width = high - low;
  return width >= 100 ? 50 : width >= 30 ? 10 : width >= 10 ? 5 : 1;
}

function fillSlot(slot: string, words: NoteWords, prng: Prng): string {
  if (slot.includes('|')) return prng.pick(slot.split('|'));
  const range = /^(\d+)-(\d+)$/.exec(slot);
  if (range) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    const step = stepOf(low, high);
    return String(low + step * prng.int(0, Math.floor((high - low) / step)));
  }
  return must(words[slot], `no word for {${slot}}`);
}

/** Fills the slots of a phrase, the innermost first. @throws Error for a slot that has no word: a slip in the phrases. */
export function fillPhrase(phrase: string, words: NoteWords, prng: Prng): string {
  let text = phrase;
  while (text.includes('{')) text = text.replace(/\{([^{}]*)\}/g, (_whole, slot: string) => fillSlot(slot, words, prng));
  return text;
}

/** Words of a pattern that stand for something of this note; those that may be missing take their part of the sentence with them. */
function fillPattern(pattern: string, words: NoteWords, prng: Prng): string {
  const pieces = pattern.split(/([。；，]| → )/);
  let text = '';
  for (let i = 0; i < pieces.length; i += 2) {
    const part = pieces[i] ?? '';
    const missing = [...part.matchAll(/\{(\w+)\}/g)].some(([, slot = '']) => slot !== 'open' && words[slot] === '');
    if (!missing) text += fillPhrase(part, words, prng) + (pieces[i + 1] ?? '');
  }
  return text.replace(/[；，\s→]+$/, '');
}

interface NoteParts {
  readonly pattern: 'asked' | 'reached';
  /** The phrases, with slots. */
  readonly ask?: string;
  readonly advise?: string;
  readonly later?: string;
  /** What was agreed, or how else the call ended, in final words; may be ''. */
  readonly next: string;
  /** Whether `next` is an appointment: then it must be said. */
  readonly agreed: boolean;
}

/** Writes a note in an agent's own way. */
export function writeNote(voice: NoteVoice, parts: NoteParts, words: NoteWords, prng: Prng): string {
  const filled = (phrase: string | undefined): string => (phrase === undefined ? '' : fillPhrase(phrase, words, prng));
  const ask = filled(parts.ask);
  // A phrase that names the one who rings needs no opening that does.
  const opens = ask.includes(words['who'] ?? '\0') && prng.chance(0.75) ? [''] : voice.open;
  const patterns = parts.pattern === 'asked' ? voice.patterns : voice.reached;
  const fitting = patterns.filter((pattern) => (parts.agreed ? pattern.includes('{next}') : !/(?:：|2 )\{next\}/.test(pattern)));
  const own: NoteWords = {
    ...words, ask, open: fillPhrase(prng.pick(opens), words, prng), advise: filled(parts.advise), later: filled(parts.later), next: parts.next,
    mood: prng.chance(0.4) ? fillPhrase(prng.pick(voice.moods), words, prng) : '',
  };
  return fillPattern(prng.pick(fitting.length > 0 ? fitting : patterns), own, prng);
}
