import type { PermissionReason } from '../callbacks/callback.ts';
import { daysBetween, localClock } from '../time/localClock.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../time/utcMs.ts';
import { hangsOnChild, lostChildren } from './formerChild.ts';
import type { AskedQuestion, ClosedCallback, HouseholdFile } from './household.ts';
import { notReached } from './likeliestSpeaker.ts';

/** A line above the cards while the phone rings. Instants in ms; names and words as recorded. */
export type PopLine =
  | { readonly kind: 'complaint'; readonly caseId: string; readonly title: string; readonly dueAtMs: UtcMs; readonly overdue: boolean; readonly state: 'open' | 'answered'; readonly handlerName: string | null }
  | {
    readonly kind: 'promise'; readonly from: 'callback' | 'commitment'; readonly id: string; readonly what: string; readonly dueAtMs: UtcMs;
    readonly when: 'overdue' | 'today' | 'near'; readonly customerId: string | null; readonly byName: string | null;
  }
  /**
   * 「我们昨天 15:02 找过您: 产前关怀」: our last try that reached nobody. `tries`: how many in the last seven days. `purpose`, `reason`: of the
   * callback it was made for, open or closed by now; null: none, or without words.
   */
  | { readonly kind: 'we-rang'; readonly atMs: UtcMs; readonly daysAgo: number; readonly tries: number; readonly customerId: string | null; readonly agentName: string; readonly purpose: string | null; readonly reason: PermissionReason | null }
  /** 「本周第2次询问同一件事」 */
  | { readonly kind: 'asked-again'; readonly text: string; readonly articleId: string | null; readonly count: number; readonly days: number; readonly lastAtMs: UtcMs }
  | { readonly kind: 'birthday'; readonly who: 'customer' | 'child'; readonly id: string; readonly name: string | null; readonly turns: number };

export const POP_DAYS = 7;
const NEAR_MS = 48 * HOUR_MS;

/** Lower stands higher on screen. */
function urgency(line: PopLine): number {
  switch (line.kind) {
    case 'complaint': return line.overdue ? 0 : line.state === 'open' ? 2 : 5;
    case 'promise': return line.when === 'overdue' ? 1 : line.when === 'today' ? 3 : 7;
    case 'we-rang': return 4;
    case 'asked-again': return 6;
    case 'birthday': return 8;
  }
}

function complaints(file: HouseholdFile, nowMs: UtcMs): readonly PopLine[] {
  return file.cases.flatMap((each) => {
    if (each.kind !== 'complaint' || each.state === 'closed') return [];
    return [{ kind: 'complaint', caseId: each.id, title: each.title, dueAtMs: each.dueAtMs, overdue: each.state === 'open' && nowMs > each.dueAtMs, state: each.state, handlerName: each.handlerName }];
  });
}

function promises(file: HouseholdFile, nowMs: UtcMs, zone: string): readonly PopLine[] {
  const today = localClock(nowMs, zone).date;
  const whenOf = (dueAtMs: UtcMs, graceMs: number): 'overdue' | 'today' | 'near' | null => {
    if (nowMs > dueAtMs + graceMs) return 'overdue';
    if (localClock(dueAtMs, zone).date === today) return 'today';
    return dueAtMs - nowMs <= NEAR_MS ? 'near' : null;
  };
  const calls = file.callbacks.flatMap((each): PopLine[] => {
    // That we were to return a call is nothing that was agreed with them, and they are ringing themselves now.
    const when = each.state === 'open' && each.permissionReason !== 'missed-call-return' ? whenOf(each.dueAtMs, each.windowMinutes * 60_000) : null;
    return when === null ? [] : [{ kind: 'promise', from: 'callback', id: each.id, what: each.purpose, dueAtMs: each.dueAtMs, when, customerId: each.customerId, byName: null }];
  });
  const others = file.commitments.flatMap((each): PopLine[] => {
    const when = each.state === 'open' ? whenOf(each.dueAtMs, 0) : null;
    return when === null ? [] : [{ kind: 'promise', from: 'commitment', id: each.id, what: each.what, dueAtMs: each.dueAtMs, when, customerId: each.customerId, byName: each.promisedByName }];
  });
  return [...calls, ...others];
}

/** The closed callback a try was made for; none that was about a child the family has lost since. */
function closedFor(file: HouseholdFile, callbackId: string | null): ClosedCallback | undefined {
  const closed = file.closedCallbacks?.find((each) => each.id === callbackId);
  return closed === undefined || lostChildren(file).some((child) => hangsOnChild({ ...closed, agreedText: '' }, child, file.children)) ? undefined : closed;
}

function weRang(file: HouseholdFile, nowMs: UtcMs, zone: string): readonly PopLine[] {
  const recent = file.interactions.filter((each) => each.startedAtMs <= nowMs && nowMs - each.startedAtMs <= POP_DAYS * DAY_MS).sort((a, b) => b.startedAtMs - a.startedAtMs);
  const lastTalkMs = recent.find((each) => (each.talkSeconds ?? 0) > 0 && !notReached(each))?.startedAtMs ?? 0;
  const tries = recent.filter((each) => notReached(each) && each.startedAtMs > lastTalkMs);
  const [last] = tries;
  if (last === undefined) return [];
  const callback = file.callbacks.find((each) => each.id === last.callbackId) ?? closedFor(file, last.callbackId);
  const daysAgo = daysBetween(localClock(last.startedAtMs, zone).date, localClock(nowMs, zone).date);
  return [{ kind: 'we-rang', atMs: last.startedAtMs, daysAgo, tries: tries.length, customerId: last.customerId, agentName: last.agentName, purpose: callback === undefined || callback.purpose === '' ? null : callback.purpose, reason: callback?.permissionReason ?? null }];
}

function pairs(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return new Set([...plain].slice(1).map((char, index) => `${[...plain][index] ?? ''}${char}`));
}

/** The same article, or words that mostly are the same. */
function sameThing(a: AskedQuestion, b: AskedQuestion): boolean {
  if (a.articleId !== null && a.articleId === b.articleId) return true;
  const [left, right] = [pairs(a.text), pairs(b.text)];
  if (left.size === 0 || right.size === 0) return a.text === b.text;
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (2 * shared) / (left.size + right.size) >= 0.6;
}

function askedAgain(file: HouseholdFile, nowMs: UtcMs): readonly PopLine[] {
  const recent = file.questions.filter((each) => each.askedAtMs <= nowMs && nowMs - each.askedAtMs <= POP_DAYS * DAY_MS).sort((a, b) => b.askedAtMs - a.askedAtMs);
  const groups: AskedQuestion[][] = [];
  for (const question of recent) {
    const group = groups.find((each) => each.some((other) => sameThing(question, other)));
    if (group === undefined) groups.push([question]);
    else group.push(question);
  }
  return groups.flatMap((group): PopLine[] => {
    const [last] = group;
    // Twice in one call is one asking.
    const count = new Set(group.map((each) => each.interactionId)).size;
    return last === undefined || count < 2 ? [] : [{ kind: 'asked-again', text: last.text, articleId: last.articleId, count, days: POP_DAYS, lastAtMs: last.askedAtMs }];
  });
}

/** Born on 29 February: in other years the day before 1 March. */
function isBirthday(born: string, today: string): boolean {
  if (born.slice(5) === today.slice(5)) return born.slice(0, 4) < today.slice(0, 4);
  const year = Number(today.slice(0, 4));
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return born.slice(5) === '02-29' && !leap && today.slice(5) === '02-28';
}

function birthdays(file: HouseholdFile, today: string): readonly PopLine[] {
  const turns = (born: string): number => Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  const children = file.children.flatMap((each): PopLine[] => (each.birthDate !== null && isBirthday(each.birthDate, today) ? [{ kind: 'birthday', who: 'child', id: each.id, name: each.name, turns: turns(each.birthDate) }] : []));
  const customers = file.customers.flatMap((each): PopLine[] => (each.birthday !== null && isBirthday(each.birthday, today) ? [{ kind: 'birthday', who: 'customer', id: each.id, name: each.name, turns: turns(each.birthday) }] : []));
  return [...children, ...customers];
}

/**
 * What has to be known before the first word, most urgent first: open complaints, promises overdue, today or within
 * two days, our own tries that reached nobody, the same question again, birthdays. Days are the household's own.
 */
export function popLines(file: HouseholdFile, nowMs: UtcMs): readonly PopLine[] {
  const { zone } = file.household;
  const lines = [
    ...complaints(file, nowMs), ...promises(file, nowMs, zone), ...weRang(file, nowMs, zone),
    ...askedAgain(file, nowMs), ...birthdays(file, localClock(nowMs, zone).date),
  ];
  const dueOf = (line: PopLine): number => (line.kind === 'complaint' || line.kind === 'promise' ? line.dueAtMs : 0);
  return lines.sort((a, b) => urgency(a) - urgency(b) || dueOf(a) - dueOf(b));
}
