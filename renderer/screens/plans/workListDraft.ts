import { type WorkList, type WorkListChange, workListConditions, type WorkListRule } from '../../../shared/callbacks/workList.ts';
import { type Tier, tiers } from '../../../shared/customers/customer.ts';
import { type Fault, type Faults, type NumberRange, readWhole } from '../queues/draftFaults.ts';

export const figures = ['fromWeek', 'toWeek', 'afterDays', 'withinDays', 'everyDays', 'silentDays', 'sinceDays'] as const;
export type Figure = (typeof figures)[number];

/** A work list as it is typed; a figure its rule does not have stays empty. */
export type WorkListDraft = Readonly<Record<Figure, string>> & { readonly active: boolean; readonly mostOpen: string; readonly tiers: readonly Tier[] };
export type WorkListField = keyof WorkListDraft;

const weeks: NumberRange = { min: 1, max: 42 };
const days: NumberRange = { min: 1, max: 3650 };
export const ROOM: NumberRange = { min: 1, max: 1000 };

const rangeOf = (figure: Figure): NumberRange => (figure === 'fromWeek' || figure === 'toWeek' ? weeks : days);

/** Figures of each rule, in the order of its sentence. */
export const figuresOf: Readonly<Record<WorkListRule, readonly Figure[]>> = {
  prenatal: ['fromWeek', 'toWeek'], 'post-purchase': ['afterDays', 'withinDays'], 'complaint-revisit': ['afterDays'], quarterly: ['everyDays'], 'long-silent': ['silentDays'], 'win-back': ['sinceDays'], 'overdue-request': [],
};
export const hasTiers = (rule: WorkListRule): boolean => rule === 'quarterly';

type Stored = Pick<WorkList, 'active' | 'conditions' | 'mostOpen'>;

export function draftOfList({ active, conditions, mostOpen }: Stored): WorkListDraft {
  const text = (figure: Figure): string => (conditions[figure] === undefined ? '' : String(conditions[figure]));
  const chosen: unknown = conditions['tiers'];
  return {
    active, mostOpen: String(mostOpen), tiers: Array.isArray(chosen) ? tiers.filter((tier) => chosen.includes(tier)) : [],
    fromWeek: text('fromWeek'), toWeek: text('toWeek'), afterDays: text('afterDays'), withinDays: text('withinDays'), everyDays: text('everyDays'), silentDays: text('silentDays'), sinceDays: text('sinceDays'),
  };
}

export type ReadList = { readonly ok: true; readonly value: WorkListChange } | { readonly ok: false; readonly faults: Faults<WorkListField> };

/** The figures that were typed, as the rule takes them, or what is wrong with which field. */
export function readListDraft(rule: WorkListRule, draft: WorkListDraft): ReadList {
  const faults: Partial<Record<WorkListField, Fault>> = {};
  const conditions: Record<string, unknown> = {};
  for (const figure of figuresOf[rule]) {
    const read = readWhole(draft[figure], rangeOf(figure));
    if ('fault' in read) faults[figure] = read.fault;
    else conditions[figure] = read.value;
  }
  if (hasTiers(rule)) {
    if (draft.tiers.length === 0) faults.tiers = { key: 'required' };
    conditions['tiers'] = [...draft.tiers];
  }
  const room = readWhole(draft.mostOpen, ROOM);
  if ('fault' in room) faults.mostOpen = room.fault;
  if (Object.keys(faults).length > 0 || 'fault' in room) return { ok: false, faults };
  // What is left to be wrong: the second figure is not beyond the first.
  const last = figuresOf[rule].at(-1);
  if (!workListConditions[rule].safeParse(conditions).success && last !== undefined) return { ok: false, faults: { [last]: { key: 'order' } } };
  return { ok: true, value: { active: draft.active, conditions, mostOpen: room.value ?? ROOM.max } };
}
