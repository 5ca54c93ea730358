import type { Interaction } from '../calls/interaction.ts';
import { notReachedOutcomes } from '../calls/outcome.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../time/utcMs.ts';
import type { HouseholdFile } from './household.ts';

/** Why this person is thought to be speaking; the strongest first. Instants in ms. */
export type SpeakerReason =
  /** The number is this person's own. */
  | { readonly key: 'own-number'; readonly params: Readonly<Record<string, never>> }
  /** A promise to ring names them, due about now. */
  | { readonly key: 'promised'; readonly params: { readonly dueAtMs: UtcMs } }
  /** We rang for them and did not reach them: they may be ringing back. */
  | { readonly key: 'we-rang'; readonly params: { readonly atMs: UtcMs } }
  /** The last one spoken to on this number. */
  | { readonly key: 'last-spoke'; readonly params: { readonly atMs: UtcMs } }
  | { readonly key: 'often'; readonly params: { readonly count: number; readonly days: number } }
  | { readonly key: 'mother'; readonly params: Readonly<Record<string, never>> };

export interface RankedSpeaker {
  readonly customerId: string;
  readonly reasons: readonly SpeakerReason[];
  /** When they were last talked with, on whatever number; null: never, as far as the file goes back. */
  readonly lastTalkMs: UtcMs | null;
}

const NEAR_MS = 12 * HOUR_MS;
const OVERDUE_MS = 2 * DAY_MS;
const RING_BACK_MS = 7 * DAY_MS;
export const OFTEN_DAYS = 90;

const endedUnreached = (each: Interaction): boolean => each.outcome !== null && notReachedOutcomes.includes(each.outcome);

/** A call of ours or theirs in which they were talked with. */
const called = (each: Interaction): boolean => (each.kind === 'call-in' || each.kind === 'call-out') && (each.talkSeconds ?? 0) > 0 && !endedUnreached(each);

/** The same, or a talk by mobile phone that was written down afterwards. */
const talked = (each: Interaction): boolean => called(each) || (each.kind === 'manual' && !endedUnreached(each));

/** The person was on the line or at the counter: not a text, not a try. */
const spoken = (each: Interaction): boolean => each.customerId !== null && (talked(each) || each.kind === 'complaint');

/** A try that did not reach anybody: what a customer rings back for. */
export const notReached = (each: Interaction): boolean =>
  each.kind === 'call-out' && ((each.outcome !== null && notReachedOutcomes.includes(each.outcome)) || (each.outcome === null && (each.talkSeconds ?? 0) === 0));

/**
 * Ranks the people of a household by how likely each is to be the caller. The reasons are compared one after the
 * other, so that the order can be explained in one sentence: own number, promise about now, our own try unanswered,
 * last spoken to on this number, how many calls in 90 days, the mother.
 *
 * @param storedNumber  the caller's number as stored; null when withheld.
 */
export function rankSpeakers(file: HouseholdFile, storedNumber: string | null, nowMs: UtcMs): readonly RankedSpeaker[] {
  const past = file.interactions.filter((each) => each.startedAtMs <= nowMs);
  const talks = past.filter(spoken).sort((a, b) => b.startedAtMs - a.startedAtMs);
  const lastTalkHere = talks.find((each) => storedNumber === null || each.number === storedNumber);
  const lastAnyMs = talks[0]?.startedAtMs ?? 0;
  const own = storedNumber === null ? [] : file.phones.filter((phone) => phone.number === storedNumber).map((phone) => phone.customerId);

  const ranked = file.customers.map((customer, place) => {
    const promise = file.callbacks
      .filter((callback) => callback.state === 'open' && callback.customerId === customer.id)
      .filter(({ dueAtMs }) => dueAtMs - nowMs <= NEAR_MS && nowMs - dueAtMs <= OVERDUE_MS)
      .sort((a, b) => Math.abs(a.dueAtMs - nowMs) - Math.abs(b.dueAtMs - nowMs))[0];
    const tried = past.filter((each) => notReached(each) && each.customerId === customer.id && nowMs - each.startedAtMs <= RING_BACK_MS && each.startedAtMs > lastAnyMs)
      .sort((a, b) => b.startedAtMs - a.startedAtMs)[0];
    const count = talks.filter((each) => called(each) && each.customerId === customer.id && nowMs - each.startedAtMs <= OFTEN_DAYS * DAY_MS).length;
    const isLast = lastTalkHere?.customerId === customer.id;
    const reasons: SpeakerReason[] = [];
    if (own.includes(customer.id)) reasons.push({ key: 'own-number', params: {} });
    if (promise !== undefined) reasons.push({ key: 'promised', params: { dueAtMs: promise.dueAtMs } });
    if (tried !== undefined) reasons.push({ key: 'we-rang', params: { atMs: tried.startedAtMs } });
    if (isLast && lastTalkHere !== undefined) reasons.push({ key: 'last-spoke', params: { atMs: lastTalkHere.startedAtMs } });
    if (count >= 2) reasons.push({ key: 'often', params: { count, days: OFTEN_DAYS } });
    if (customer.relation === 'mother') reasons.push({ key: 'mother', params: {} });
    const rank = [own.includes(customer.id) ? 1 : 0, promise === undefined ? 0 : 1, tried === undefined ? 0 : 1, isLast ? 1 : 0, count, customer.relation === 'mother' ? 1 : 0];
    const lastTalkMs = talks.find((each) => talked(each) && each.customerId === customer.id)?.startedAtMs ?? null;
    return { customerId: customer.id, reasons, lastTalkMs, rank, place };
  });
  ranked.sort((a, b) => {
    const differs = a.rank.findIndex((value, index) => value !== b.rank[index]);
    return differs < 0 ? a.place - b.place : (b.rank[differs] ?? 0) - (a.rank[differs] ?? 0);
  });
  return ranked.map(({ customerId, reasons, lastTalkMs }) => ({ customerId, reasons, lastTalkMs }));
}
