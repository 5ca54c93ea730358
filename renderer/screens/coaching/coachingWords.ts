import type { Coaching } from '../../../shared/coaching/coaching.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatMoment, formatShortSeconds } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';

/** Which call: when it began, in or out, how long. */
export function callWords({ startedAtMs, kind, talkSeconds }: Pick<Coaching, 'startedAtMs' | 'kind' | 'talkSeconds'>, zone: string, nowMs: UtcMs): string {
  const length = talkSeconds === null ? '' : ` ${formatShortSeconds(talkSeconds)}`;
  return `${formatMoment(startedAtMs, zone, nowMs)} ${i18next.t(`words.kind.${kind}`)}${length}`;
}
