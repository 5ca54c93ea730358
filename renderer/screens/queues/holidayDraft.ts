import { type Holiday, holidaySchema } from '../../../shared/routing/holidays.ts';
import { isoDateSchema } from '../../../shared/time/isoDate.ts';
import { type Fault, type Faults, nameFault } from './draftFaults.ts';
import { readSpans, writeSpans } from './hoursText.ts';

/** Days of the calendar as they are typed. */
export interface HolidayDraft {
  readonly name: string;
  readonly fromDay: string;
  readonly toDay: string;
  /** None: all queues. */
  readonly queueIds: readonly string[];
  /** '': closed. */
  readonly open: string;
}
export type HolidayField = keyof HolidayDraft;

export const emptyHoliday: HolidayDraft = { name: '', fromDay: '', toDay: '', queueIds: [], open: '' };

export const draftOfHoliday = ({ name, fromDay, toDay, queueIds, open }: Holiday): HolidayDraft => ({ name, fromDay, toDay, queueIds: queueIds ?? [], open: writeSpans(open) });

export type ReadHoliday = { readonly ok: true; readonly value: Holiday } | { readonly ok: false; readonly faults: Faults<HolidayField> };

/** The days that were typed, or what is wrong with which field. */
export function readHolidayDraft(draft: HolidayDraft): ReadHoliday {
  const faults: Partial<Record<HolidayField, Fault>> = {};
  const name = nameFault(draft.name);
  if (name !== null) faults.name = name;
  for (const field of ['fromDay', 'toDay'] as const) if (!isoDateSchema.safeParse(draft[field].trim()).success) faults[field] = { key: 'day' };
  const open = readSpans(draft.open);
  if (open === null) faults.open = { key: 'hours' };
  if (Object.keys(faults).length > 0 || open === null) return { ok: false, faults };
  const fromDay = draft.fromDay.trim();
  const toDay = draft.toDay.trim();
  const read = holidaySchema.safeParse({ name: draft.name, fromDay, toDay, queueIds: draft.queueIds.length === 0 ? null : [...draft.queueIds], open });
  return read.success ? { ok: true, value: read.data } : { ok: false, faults: { toDay: { key: fromDay > toDay ? 'beforeFrom' : 'tooManyDays' } } };
}
