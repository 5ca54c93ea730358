import { callingBounds, type CallingRules } from '../../../shared/callbacks/callingRules.ts';
import { readSpans, writeSpans } from './hoursText.ts';
import { type Fault, type Faults, readWhole } from './draftFaults.ts';

/** As typed: the hours as 9:00-20:00, the ladder as minutes parted by commas. */
export interface CallingDraft {
  readonly hours: string;
  readonly ladder: string;
  readonly frequencyCalls: string;
  readonly frequencyDays: string;
  readonly fallbackMinutes: string;
  readonly supervisorMinutes: string;
  readonly releaseMinutes: string;
}
export type CallingField = keyof CallingDraft;

export function draftOfCalling(rules: CallingRules): CallingDraft {
  return {
    hours: writeSpans([{ fromMinute: rules.callFromMinute, toMinute: rules.callToMinute }]), ladder: rules.retryLadderMinutes.join(', '),
    frequencyCalls: String(rules.frequencyCalls), frequencyDays: String(rules.frequencyDays),
    fallbackMinutes: String(rules.fallbackMinutes), supervisorMinutes: String(rules.supervisorMinutes), releaseMinutes: String(rules.releaseMinutes),
  };
}

function readLadder(text: string): readonly number[] | null {
  const steps = text.split(/[,，、\s]+/).filter((step) => step !== '').map((step) => readWhole(step, callingBounds.step));
  return steps.length === 0 || steps.length > callingBounds.steps || steps.some((step) => 'fault' in step) ? null : steps.flatMap((step) => ('value' in step && step.value !== null ? [step.value] : []));
}

/** The rules that were typed, or what is wrong with which field. */
export function readCalling(draft: CallingDraft): { readonly value: CallingRules } | { readonly faults: Faults<CallingField> } {
  const faults: Partial<Record<CallingField, Fault>> = {};
  const whole = (field: 'frequencyCalls' | 'frequencyDays' | 'fallbackMinutes' | 'supervisorMinutes' | 'releaseMinutes', bounds: { readonly min: number; readonly max: number }): number => {
    const read = readWhole(draft[field], bounds);
    if ('fault' in read) faults[field] = read.fault;
    return 'value' in read ? read.value ?? 0 : Number.NaN;
  };
  const [span, ...more] = readSpans(draft.hours) ?? [];
  const ladder = readLadder(draft.ladder);
  if (span === undefined || more.length > 0) faults.hours = { key: 'span' };
  if (ladder === null) faults.ladder = { key: 'ladder', values: { most: callingBounds.steps, min: callingBounds.step.min, max: callingBounds.step.max } };
  const { late } = callingBounds;
  const value = {
    callFromMinute: span?.fromMinute ?? 0, callToMinute: span?.toMinute ?? 0, retryLadderMinutes: [...ladder ?? []], frequencyCalls: whole('frequencyCalls', callingBounds.frequencyCalls), frequencyDays: whole('frequencyDays', callingBounds.frequencyDays),
    fallbackMinutes: whole('fallbackMinutes', late), supervisorMinutes: whole('supervisorMinutes', late), releaseMinutes: whole('releaseMinutes', late),
  };
  if (value.supervisorMinutes <= value.fallbackMinutes) faults.supervisorMinutes = { key: 'order' };
  if (value.releaseMinutes <= value.supervisorMinutes) faults.releaseMinutes = { key: 'order' };
  return Object.keys(faults).length === 0 ? { value } : { faults };
}
