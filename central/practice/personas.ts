/** How a simulated caller behaves. Written as `talker`, `tone:440`, `silent,waits:20` … */
export interface Persona {
  readonly voice: { readonly kind: 'speech' } | { readonly kind: 'silence' } | { readonly kind: 'tone'; readonly hz: number };
  /** Seconds the caller waits for somebody to answer before giving up. */
  readonly patienceSeconds: number;
  /** Seconds after the answer at which the caller hangs up. */
  readonly talkSeconds: number;
  /** Keys the caller presses two seconds after the answer. */
  readonly keys: string;
  /** Seconds of waiting after which the caller asks to hang up and be rung in their turn; null: never. */
  readonly callbackAfterSeconds: number | null;
  /** The number this person rings again from when the call is over, a relative's or another of their own, and how soon; null: they do not. */
  readonly again: { readonly from: string; readonly afterSeconds: number } | null;
}

export type PersonaParsed = { readonly ok: true; readonly persona: Persona } | { readonly ok: false; readonly why: string };

export const usualPersona: Persona = { voice: { kind: 'speech' }, patienceSeconds: 600, talkSeconds: 600, keys: '', callbackAfterSeconds: null, again: null };
const USUAL_AGAIN_SECONDS = 5;
const LONG_SECONDS = 4 * 3600;

/**
 * Reads a persona: words with commas between, each changing the usual talker.
 *
 * `talker` speech-like sound · `silent` · `tone:<hz>` · `waits:<s>` gives up unanswered after s seconds · `hang-up-early`
 * gives up after 3 s (`hang-up-early:<s>`) · `talks:<s>` hangs up s seconds after the answer · `keys:<digits>` presses keys
 * (`keys` alone: 12#) · `callback:<s>` asks to be rung in turn after s seconds of waiting · `again:<number>` rings again from another
 * number 5 s after the call (`again:<number>@<s>`) · `long` stays for hours.
 */
export function parsePersona(text: string): PersonaParsed {
  let persona = usualPersona;
  for (const part of text.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
    const [word = '', value = ''] = part.split(':', 2);
    const changed = change(persona, word, value);
    if (changed === null) return { ok: false, why: `no persona is called ${JSON.stringify(part)}` };
    persona = changed;
  }
  return { ok: true, persona };
}

function change(persona: Persona, word: string, value: string): Persona | null {
  const seconds = /^\d{1,5}(?:\.\d+)?$/.test(value) ? Number(value) : null;
  switch (word) {
    case 'talker': case 'speech': return { ...persona, voice: { kind: 'speech' } };
    case 'silent': return { ...persona, voice: { kind: 'silence' } };
    case 'tone': return seconds !== null && seconds >= 50 && seconds <= 3600 ? { ...persona, voice: { kind: 'tone', hz: seconds } } : null;
    case 'waits': return seconds === null ? null : { ...persona, patienceSeconds: seconds };
    case 'hang-up-early': return value !== '' && seconds === null ? null : { ...persona, patienceSeconds: seconds ?? 3 };
    case 'talks': return seconds === null ? null : { ...persona, talkSeconds: seconds };
    case 'keys': return value === '' ? { ...persona, keys: '12#' } : /^[0-9*#A-D]{1,16}$/.test(value) ? { ...persona, keys: value } : null;
    case 'callback': return seconds === null ? null : { ...persona, callbackAfterSeconds: seconds };
    case 'again': {
      const [, from, after] = /^(\+?\d{3,20})(?:@(\d{1,4}(?:\.\d+)?))?$/.exec(value) ?? [];
      return from === undefined ? null : { ...persona, again: { from, afterSeconds: after === undefined ? USUAL_AGAIN_SECONDS : Number(after) } };
    }
    case 'long': return { ...persona, patienceSeconds: LONG_SECONDS, talkSeconds: LONG_SECONDS };
    default: return null;
  }
}

export type CustomerAnswer =
  | { readonly kind: 'answers'; readonly afterMs: number; readonly persona: Persona }
  | { readonly kind: 'refuses'; readonly afterMs: number; readonly code: number }
  | { readonly kind: 'rings-out'; readonly afterMs: number };

/** What a simulated customer does when an agent rings them: told by the last two digits of the number. */
export function customerBehind(number: string): CustomerAnswer {
  const ending = number.slice(-2);
  if (ending === '00') return { kind: 'refuses', afterMs: 400, code: 486 };
  if (ending === '01') return { kind: 'rings-out', afterMs: 45_000 };
  if (ending === '02') return { kind: 'refuses', afterMs: 600, code: 603 };
  return { kind: 'answers', afterMs: 900, persona: usualPersona };
}
