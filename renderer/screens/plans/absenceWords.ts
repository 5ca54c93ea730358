import type { Absence } from '../../../shared/sync/absenceMessages.ts';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';

/** 「11-24 – 11-30」, one day as 「11-24」. The end is the first instant after it. */
export function spanWords({ fromMs, untilMs }: Pick<Absence, 'fromMs' | 'untilMs'>, zone: string, nowMs: UtcMs): string {
  const [first, last] = [formatDay(fromMs, zone, nowMs), formatDay(untilMs - 1, zone, nowMs)];
  return first === last ? first : `${first} – ${last}`;
}

/** How many each of them gets, most first; null: nobody. */
export function countOwners(owners: readonly (string | null)[]): readonly { readonly id: string | null; readonly count: number }[] {
  const counts = new Map<string | null, number>();
  for (const id of owners) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => Number(a.id === null) - Number(b.id === null) || b.count - a.count);
}

/** Why central did not do it; which callback it was about by its place in what was asked, null: none of them. */
export function absenceRefusal({ refusal, detail }: Exclude<CourierOutcome<unknown>, { readonly ok: true }>): { readonly words: string; readonly place: number | null } {
  const [, place, field] = /^to\.(\d+)\.(toAgentId|callbackId)$/.exec(detail ?? '') ?? [];
  if (refusal !== 'not-found' || place === undefined) return { words: i18next.t(`words.courier.${refusal}`), place: null };
  return { words: i18next.t(field === 'toAgentId' ? 'plans.refused.mayNotHave' : 'plans.refused.notTheirs'), place: Number(place) };
}
