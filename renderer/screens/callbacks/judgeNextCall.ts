import { agreeCallback, type AgreeRefusal } from '../../../shared/callbacks/agreeCallback.ts';
import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import type { KnownPerson } from '../../../shared/callbacks/personPhrase.ts';
import { type AgreedReading, readAgreedLine } from '../../../shared/callbacks/readAgreedLine.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';

/** A picked time is an exact one; the window is what the line gives to a stated hour. */
const PICKED_WINDOW_MINUTES = 15;
const MOST_NEAREST = 4;

export interface NextCallContext {
  readonly nowMs: UtcMs;
  /** The customer's zone. */
  readonly zone: string;
  readonly hours: CallingHours;
  readonly people: readonly KnownPerson[];
  readonly speakerId: string | null;
}

type Ask = Extract<AgreedReading, { ok: false }>;

/** What a line, or a picked time beside it, comes to. */
export type NextCall =
  | { readonly state: 'empty' }
  | { readonly state: 'agreed'; readonly dueAtMs: UtcMs; readonly windowMinutes: number; readonly customerId: string | null; readonly personWords: string | null; readonly purpose: string }
  /** Something is open: `candidates` are what it may mean. */
  | { readonly state: 'ask'; readonly ask: Ask['ask']; readonly detail: Ask['detail']; readonly candidates: readonly UtcMs[] }
  /** Understood, but it may not be promised; `candidates` are the nearest that may. */
  | { readonly state: 'refused'; readonly refusal: AgreeRefusal; readonly dueAtMs: UtcMs; readonly candidates: readonly UtcMs[] };

/** Names the question for its words. */
export function questionOf({ ask, detail }: Pick<Ask, 'ask' | 'detail'>): Ask['ask'] | 'whose-clock' {
  return detail === 'zone' ? 'whose-clock' : ask;
}

/** Only what may be promised is proposed; when nothing it may mean can be, that is said at once, with what can. */
function asked({ ask, detail, candidates }: Ask, { nowMs, hours, zone }: NextCallContext): NextCall {
  const judged = candidates.map((dueAtMs) => ({ dueAtMs, decision: agreeCallback({ dueAtMs }, nowMs, hours, zone) }));
  const allowed = judged.flatMap(({ dueAtMs, decision }) => (decision.ok ? [dueAtMs] : []));
  const [first] = judged;
  if (first === undefined || first.decision.ok || allowed.length > 0) return { state: 'ask', ask, detail, candidates: allowed };
  const nearest = judged.flatMap(({ decision }) => (decision.ok ? [] : decision.nearestAllowed));
  return { state: 'refused', refusal: first.decision.refusal, dueAtMs: first.dueAtMs, candidates: [...new Set(nearest)].sort((a, b) => a - b).slice(0, MOST_NEAREST) };
}

/**
 * Reads the line of the next call and decides whether it may be promised.
 * @param pickedMs  an instant chosen with the picker or from the proposals: it stands instead of what the line says of time.
 */
export function judgeNextCall(line: string, pickedMs: UtcMs | null, context: NextCallContext): NextCall {
  const isBlank = line.trim() === '';
  if (isBlank && pickedMs === null) return { state: 'empty' };
  const reading = isBlank ? null : readAgreedLine(line, context);
  if (pickedMs === null && reading !== null && !reading.ok) return asked(reading, context);
  const dueAtMs = pickedMs ?? (reading?.ok ? reading.dueAtMs : context.nowMs);
  const decision = agreeCallback({ dueAtMs }, context.nowMs, context.hours, context.zone);
  if (!decision.ok) return { state: 'refused', refusal: decision.refusal, dueAtMs, candidates: decision.nearestAllowed };
  return {
    state: 'agreed', dueAtMs, windowMinutes: pickedMs === null && reading?.ok ? reading.windowMinutes : PICKED_WINDOW_MINUTES,
    customerId: reading?.person?.customerId ?? null, personWords: reading?.person?.words ?? null, purpose: reading?.purpose ?? '',
  };
}
