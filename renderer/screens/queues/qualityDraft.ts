import { type Criterion, type QualitySheet, qualitySheetSchema } from '../../../shared/coaching/qualitySheet.ts';
import type { Fault } from './draftFaults.ts';

const MOST_LETTERS = 40;
const weights = { min: 1, max: 100 };
const days = { min: 1, max: 365 };

/** The quality sheet as it is typed. */
export interface QualityDraft {
  readonly days: string;
  readonly criteria: readonly (Omit<Criterion, 'weight'> & { readonly weight: string })[];
}
export type CriterionField = 'zh' | 'en' | 'weight';

export const draftOfSheet = ({ days: over, criteria }: QualitySheet): QualityDraft => ({ days: String(over), criteria: criteria.map((each) => ({ ...each, weight: String(each.weight) })) });

export type ReadSheet =
  | { readonly ok: true; readonly value: QualitySheet }
  /** By 'days', or by `place.field`. */
  | { readonly ok: false; readonly at: ReadonlyMap<string, Fault> };

const wholeOf = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);

/** The sheet that was typed, or what is wrong with which field. */
export function readQualityDraft(draft: QualityDraft): ReadSheet {
  const read = qualitySheetSchema.safeParse({ days: wholeOf(draft.days), criteria: draft.criteria.map((each) => ({ ...each, weight: wholeOf(each.weight) })) });
  if (read.success) return { ok: true, value: read.data };
  const at = new Map<string, Fault>();
  for (const { path, code } of read.error.issues) {
    const key = path[0] === 'days' ? 'days' : path.slice(1).join('.');
    if (at.has(key)) continue;
    if (key === 'days') at.set(key, { key: 'whole', values: days });
    else if (key.endsWith('.weight')) at.set(key, { key: 'whole', values: weights });
    else at.set(key, code === 'too_big' ? { key: 'tooLong', values: { most: MOST_LETTERS } } : { key: code === 'custom' ? 'sheetTwice' : 'required' });
  }
  return { ok: false, at };
}

/** What differs between two sheets, criterion by criterion, each as text; '' for one that is not there. */
export function sheetDifferences(before: QualitySheet, after: QualitySheet, text: (criterion: Criterion) => string): readonly (readonly [before: string, after: string])[] {
  const [was, is] = [before, after].map(({ criteria }) => new Map(criteria.map((each) => [each.id, text(each)])));
  return [...new Set([...was?.keys() ?? [], ...is?.keys() ?? []])].map((id) => [was?.get(id) ?? '', is?.get(id) ?? ''] as const).filter(([one, other]) => one !== other);
}
