import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { readAgreedLine } from '../../../shared/callbacks/readAgreedLine.ts';
import type { NextCallContext } from './judgeNextCall.ts';

/** The part of a line that speaks of day and time, as typed; '' when nothing does. */
function timeWords(line: string, context: NextCallContext): string {
  return readAgreedLine(line, context).spans.filter((span) => span.kind === 'time').map((span) => line.slice(span.start, span.end)).join(' ');
}

/**
 * What becomes of a picked time when the line beside it is typed on: it stands, until the line itself names a time it
 * did not name before.
 * @returns the picked time, or null: the line decides now.
 */
export function keepPicked(pickedMs: UtcMs | null, before: string, after: string, context: NextCallContext): UtcMs | null {
  if (pickedMs === null) return null;
  const named = timeWords(after, context);
  return named === '' || named === timeWords(before, context) ? pickedMs : null;
}
