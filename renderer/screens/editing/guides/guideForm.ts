import type { Guide, GuideStep, GuideText } from '../../../../shared/guides/guide.ts';
import { guideTextSchema } from '../../../../shared/guides/guide.ts';
import { findSelling } from '../../../../shared/guides/findSelling.ts';
import { parse } from '../../../../shared/language/parse.ts';
import { clockOf } from '../../workbench/assist/guideWords.ts';

/** A guide as it stands in the fields of the screen: hours as HH:MM, '' for none. */
export interface GuideForm extends Pick<GuideText, 'code' | 'name' | 'language' | 'state' | 'ownerAgentId'> {
  readonly purposes: GuideText['rule']['purposes'];
  readonly languages: GuideText['rule']['languages'];
  readonly cities: readonly string[];
  readonly fromMonth: number | null;
  readonly toMonth: number | null;
  readonly fromTime: string;
  readonly toTime: string;
  readonly steps: readonly GuideStep[];
}

export function formOfGuide({ code, name, language, state, ownerAgentId, rule, steps }: GuideText): GuideForm {
  return {
    code, name, language, state, ownerAgentId, steps, purposes: rule.purposes, languages: rule.languages, cities: rule.cities,
    fromMonth: rule.stage?.fromMonth ?? null, toMonth: rule.stage?.toMonth ?? null,
    fromTime: rule.hours === null ? '' : clockOf(rule.hours.fromMinute), toTime: rule.hours === null ? '' : clockOf(rule.hours.toMinute),
  };
}

/** Minutes after midnight; null for what is none. 24:00 is the end of a day. */
export function minuteOf(time: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(time);
  const minute = Number(found?.[1]) * 60 + Number(found?.[2]);
  return found === null || Number(found[2]) > 59 || minute > 1440 ? null : minute;
}

export type GuideField = 'code' | 'name' | 'stage' | 'hours' | 'cities' | 'steps';
export type GuideFault =
  | { readonly kind: 'field'; readonly field: GuideField; readonly step: number | null }
  | { readonly kind: 'selling'; readonly step: number | null; readonly words: string };

/** What names a part of a guide ('rule.stage', 'steps.2.say', 'guide.code'): the field of the screen, and which step. */
export function fieldOf(path: string): { readonly field: GuideField; readonly step: number | null } {
  const parts = path.replace(/^guide\./, '').replace(/^rule\./, '').split('.');
  const known = (['code', 'name', 'stage', 'hours', 'cities', 'steps'] as const).find((each) => each === parts[0]);
  return { field: known ?? 'name', step: known === 'steps' && parts[1] !== undefined && /^\d+$/.test(parts[1]) ? Number(parts[1]) : null };
}

/** @returns the guide, or what keeps it from being stored: a field, or words with which something would be sold (M31). */
export function guideOf(form: GuideForm): { readonly ok: true; readonly guide: GuideText } | { readonly ok: false; readonly fault: GuideFault } {
  const { code, name, language, state, ownerAgentId, purposes, languages, cities, fromMonth, toMonth, fromTime, toTime, steps } = form;
  const wrong = (field: GuideField) => ({ ok: false, fault: { kind: 'field', field, step: null } }) as const;
  if ((fromMonth === null) !== (toMonth === null) || (fromMonth !== null && toMonth !== null && toMonth <= fromMonth)) return wrong('stage');
  const [fromMinute, toMinute] = [minuteOf(fromTime), minuteOf(toTime)];
  const asksHours = fromTime.trim() !== '' || toTime.trim() !== '';
  if (asksHours && (fromMinute === null || toMinute === null || fromMinute === toMinute)) return wrong('hours');
  const parsed = parse(guideTextSchema, {
    code, name, language, state, ownerAgentId, steps,
    rule: { purposes, languages, cities, stage: fromMonth === null || toMonth === null ? null : { fromMonth, toMonth }, hours: asksHours ? { fromMinute, toMinute } : null },
  });
  if (!parsed.ok) return { ok: false, fault: { kind: 'field', ...fieldOf(parsed.faults[0]?.field ?? '') } };
  const selling = findSelling(parsed.value);
  return selling === null ? { ok: true, guide: parsed.value } : { ok: false, fault: { kind: 'selling', step: fieldOf(selling.field).step, words: selling.words } };
}

/** All that can be read of it as one text, to lay two versions side by side. */
export const guideLines = (guide: GuideText, rule: string): string =>
  [`${guide.code} ${guide.name}`, rule, ...guide.steps.flatMap(({ title, say }, place) => [`${String(place + 1)}. ${title}`, ...(say === '' ? [] : [say])])].join('\n');

/** A guide nobody has written yet; its number is the one after the highest. */
export function emptyGuide(standing: readonly Pick<Guide, 'code'>[], language: Guide['language'], name: string, step: GuideStep): GuideText {
  const highest = Math.max(99, ...standing.map(({ code }) => Number(code.slice(2))));
  return { code: `G-${String(highest + 1)}`, name, language, rule: { cities: [], hours: null, stage: null, purposes: [], languages: [] }, steps: [step], state: 'published', ownerAgentId: null };
}
