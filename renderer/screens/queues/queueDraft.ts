import { queueRulesSchema } from '../../../shared/routing/queueRules.ts';
import type { Queue } from '../../../shared/sync/queueMessages.ts';
import { DEFAULT_ZONE, zoneSchema } from '../../../shared/time/zone.ts';
import { isoDateSchema } from '../../../shared/time/isoDate.ts';
import { type Fault, type Faults, nameFault, type NumberRange, readWhole } from './draftFaults.ts';
import { readSpans, type Spans, writeSpans } from './hoursText.ts';

export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
type Weekday = (typeof weekdays)[number];

export interface DemandDraft {
  readonly skillId: string;
  readonly level: number;
  /** Seconds; '': never eases. */
  readonly eases: string;
  readonly laterLevel: number;
}

/** Fields with a whole number, and what it may be. */
export const numberRanges = {
  place: { min: 1, max: 999 }, targetSeconds: { min: 0, max: 3600 }, targetPercent: { min: 1, max: 100 },
  headA: { min: 0, max: 600 }, headB: { min: 0, max: 600 }, headC: { min: 0, max: 600 },
  languageWait: { min: 0, max: 600 }, lastAgentSeconds: { min: 0, max: 120 }, lastAgentDays: { min: 0, max: 365 },
  overflowAfter: { min: 0, max: 3600 }, maxWait: { min: 10, max: 7200, optional: true }, maxWaiting: { min: 1, max: 100_000, optional: true }, missedAfter: { min: 0, max: 600 },
} as const satisfies Readonly<Record<string, NumberRange>>;
export type NumberField = keyof typeof numberRanges;

/** A queue as it is typed: what is not understood yet can stand there too. */
export type QueueDraft = Readonly<Record<NumberField, string>> & Readonly<Record<`week${Weekday}`, string>> & {
  readonly name: string;
  /** '': any line of business. */
  readonly line: string;
  readonly numbers: string;
  readonly autoAnswer: boolean;
  readonly always: boolean;
  readonly zone: string;
  /** One date a line. */
  readonly days: string;
  readonly demands: readonly DemandDraft[];
  /** '': no overflow. */
  readonly overflowTo: string;
  readonly keepsPlaces: boolean;
};
export type QueueField = keyof QueueDraft;

const writeDays = (days: Readonly<Record<string, Spans>>): string => Object.entries(days).sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, spans]) => `${day} ${writeSpans(spans) || '-'}`).join('\n');

export function draftOfQueue({ name, place, businessLineId, numbers, rules }: Queue): QueueDraft {
  const { hours, serviceLevel, headStartSeconds: head, overflow } = rules;
  const week = Object.fromEntries(weekdays.map((day) => [`week${day}`, writeSpans(hours?.week[day] ?? [])])) as Record<`week${Weekday}`, string>;
  const text = (value: number | null): string => (value === null ? '' : String(value));
  return {
    name, place: text(place), line: businessLineId ?? '', numbers: numbers.join(', '), autoAnswer: rules.autoAnswer,
    always: hours === null, zone: hours?.zone ?? DEFAULT_ZONE, ...week, days: writeDays(hours?.days ?? {}),
    targetSeconds: text(serviceLevel.targetSeconds), targetPercent: text(serviceLevel.targetPercent),
    demands: rules.demands.map(({ skillId, level, easesAfterSeconds, laterLevel }) => ({ skillId, level, eases: text(easesAfterSeconds), laterLevel })),
    languageWait: text(rules.languageWaitSeconds), lastAgentSeconds: text(rules.lastAgentSeconds), lastAgentDays: text(rules.lastAgentDays),
    headA: text(head.A), headB: text(head.B), headC: text(head.C),
    overflowTo: overflow?.queueId ?? '', overflowAfter: text(overflow?.afterSeconds ?? 60), maxWait: text(rules.maxWaitSeconds), maxWaiting: text(rules.maxWaiting),
    keepsPlaces: rules.keepsPlaces, missedAfter: text(rules.missedAfterSeconds),
  };
}

/** A queue that is not there yet. */
export const newQueueDraft = (place: number): QueueDraft => draftOfQueue({ name: '', place, businessLineId: null, numbers: [], rules: queueRulesSchema.parse({}) });

/** @returns digits of each number typed, or null when one of them is none. */
function readNumbers(text: string): readonly string[] | null {
  const typed = text.split(/[,，、;；\n]/).map((part) => part.replace(/[\s()（）-]/g, '')).filter((part) => part !== '');
  return typed.every((part) => /^\d{3,15}$/.test(part)) && typed.length <= 50 ? [...new Set(typed)] : null;
}

function readDays(text: string): Record<string, Spans> | null {
  const days: Record<string, Spans> = {};
  for (const line of text.split('\n').map((each) => each.trim()).filter((each) => each !== '')) {
    const [, day = '', times = ''] = /^(\d{4}-\d{2}-\d{2})(?:\s+(.*))?$/.exec(line) ?? [];
    const spans = readSpans(times);
    if (!isoDateSchema.safeParse(day).success || spans === null || days[day] !== undefined) return null;
    days[day] = spans;
  }
  return days;
}

/** What else there is, to say which number is another queue's. */
export interface OtherQueue {
  readonly id: string;
  readonly name: string;
  readonly numbers: readonly string[];
}

export type ReadQueue = { readonly ok: true; readonly value: Queue } | { readonly ok: false; readonly faults: Faults<QueueField> };

/** The queue that was typed, or what is wrong with which field. */
export function readQueueDraft(draft: QueueDraft, others: readonly OtherQueue[]): ReadQueue {
  const faults: Partial<Record<QueueField, Fault>> = {};
  const whole = {} as Record<NumberField, number | null>;
  for (const field of Object.keys(numberRanges) as NumberField[]) {
    if (field === 'overflowAfter' && draft.overflowTo === '') continue;
    const read = readWhole(draft[field], numberRanges[field]);
    if ('fault' in read) faults[field] = read.fault;
    else whole[field] = read.value;
  }
  const name = nameFault(draft.name);
  if (name !== null) faults.name = name;
  const numbers = readNumbers(draft.numbers);
  const other = others.flatMap((queue) => queue.numbers.map((number) => ({ number, queue }))).find(({ number }) => numbers?.includes(number));
  if (numbers === null) faults.numbers = { key: 'numbers' };
  else if (other !== undefined) faults.numbers = { key: 'taken', values: { number: other.number, queue: other.queue.name } };
  const week: Partial<Record<Weekday, Spans>> = {};
  const days = draft.always ? {} : readDays(draft.days);
  if (!draft.always) {
    for (const day of weekdays) {
      const spans = readSpans(draft[`week${day}`]);
      if (spans === null) faults[`week${day}`] = { key: 'hours' };
      else if (spans.length > 0) week[day] = spans;
    }
    if (!zoneSchema.safeParse(draft.zone).success) faults.zone = { key: 'zone' };
    if (days === null) faults.days = { key: 'days' };
  }
  const skills = draft.demands.map((demand) => demand.skillId);
  const eases = draft.demands.map((demand) => readWhole(demand.eases, { min: 0, max: 3600, optional: true }));
  const unread = eases.find((each) => 'fault' in each);
  if (skills.includes('') || new Set(skills).size < skills.length) faults.demands = { key: 'skillTwice' };
  else if (unread !== undefined && 'fault' in unread) faults.demands = unread.fault;
  if (draft.overflowTo !== '' && !others.some((queue) => queue.id === draft.overflowTo)) faults.overflowTo = { key: 'overflow' };
  if (Object.keys(faults).length > 0 || numbers === null || days === null) return { ok: false, faults };
  const of = (field: NumberField): number => whole[field] ?? 0;
  return {
    ok: true,
    value: {
      name: draft.name.trim(), place: of('place'), businessLineId: draft.line === '' ? null : draft.line, numbers: [...numbers],
      rules: {
        hours: draft.always ? null : { zone: draft.zone, week, days },
        serviceLevel: { targetSeconds: of('targetSeconds'), targetPercent: of('targetPercent') },
        demands: draft.demands.map(({ skillId, level, laterLevel }, at) => { const read = eases[at]; return { skillId, level, easesAfterSeconds: read !== undefined && 'value' in read ? read.value : null, laterLevel }; }),
        headStartSeconds: { A: of('headA'), B: of('headB'), C: of('headC') },
        languageWaitSeconds: of('languageWait'), lastAgentSeconds: of('lastAgentSeconds'), lastAgentDays: of('lastAgentDays'),
        overflow: draft.overflowTo === '' ? null : { afterSeconds: of('overflowAfter'), queueId: draft.overflowTo },
        maxWaitSeconds: whole.maxWait ?? null, maxWaiting: whole.maxWaiting ?? null, keepsPlaces: draft.keepsPlaces, autoAnswer: draft.autoAnswer, missedAfterSeconds: of('missedAfter'),
      },
    },
  };
}
