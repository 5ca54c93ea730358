import { type AlertRule, isShare, MOST_LIMIT, ofQueues } from '../../../shared/alerts/alertRule.ts';
import { type Fault, type Faults, nameFault, type NumberRange, readWhole } from './draftFaults.ts';

/** An alert as it is typed. */
export interface AlertDraft {
  readonly name: string;
  readonly figure: AlertRule['figure'];
  /** '': the whole floor. What is chosen here stays when the figure is changed to one that belongs to no queue. */
  readonly queueId: string;
  /** '': the floor's target. */
  readonly limit: string;
  readonly margin: string;
  readonly forSeconds: string;
  readonly leastCounted: string;
  readonly tellsSupervisors: boolean;
  readonly webhookIds: readonly string[];
  readonly active: boolean;
}
export type AlertField = keyof AlertDraft;
type NumberField = 'limit' | 'margin' | 'forSeconds' | 'leastCounted';

export const emptyAlert: AlertDraft = { name: '', figure: 'waiting', queueId: '', limit: '', margin: '1', forSeconds: '30', leastCounted: '10', tellsSupervisors: true, webhookIds: [], active: true };

export function draftOfAlert(rule: AlertRule): AlertDraft {
  const { name, figure, tellsSupervisors, webhookIds, active } = rule;
  return {
    name, figure, tellsSupervisors, webhookIds, active, queueId: rule.queueId ?? '', limit: rule.limit === null ? '' : String(rule.limit),
    margin: String(rule.margin), forSeconds: String(rule.forSeconds), leastCounted: String(rule.leastCounted),
  };
}

export function alertRanges(figure: AlertRule['figure']): Readonly<Record<NumberField, NumberRange>> {
  const max = isShare(figure) ? 100 : MOST_LIMIT;
  return { limit: { min: 0, max, optional: true }, margin: { min: 0, max }, forSeconds: { min: 0, max: 3600 }, leastCounted: { min: 1, max: 10_000 } };
}

/** What a figure is counted in. */
export function unitOfFigure(figure: AlertRule['figure']): 'callers' | 'seconds' | 'percent' | 'pieces' {
  return isShare(figure) ? 'percent' : figure === 'longest' ? 'seconds' : figure === 'waiting' ? 'callers' : 'pieces';
}

export type ReadAlert = { readonly ok: true; readonly value: AlertRule } | { readonly ok: false; readonly faults: Faults<AlertField> };

/** The rule that was typed, or what is wrong with which field. */
export function readAlertDraft(draft: AlertDraft): ReadAlert {
  const faults: Partial<Record<AlertField, Fault>> = {};
  const name = nameFault(draft.name);
  if (name !== null) faults.name = name;
  const ranges = alertRanges(draft.figure);
  const number = (field: NumberField): number | null => {
    const read = readWhole(draft[field], ranges[field]);
    if ('value' in read) return read.value;
    faults[field] = read.fault;
    return null;
  };
  const [limit, margin, forSeconds, leastCounted] = [number('limit'), number('margin') ?? 0, number('forSeconds') ?? 0, number('leastCounted') ?? 1];
  if (!draft.tellsSupervisors && draft.webhookIds.length === 0) faults.webhookIds = { key: 'tellsNobody' };
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const { figure, tellsSupervisors, active } = draft;
  return { ok: true, value: { name: draft.name.trim(), figure, queueId: draft.queueId === '' || !ofQueues(figure) ? null : draft.queueId, limit, margin, forSeconds, leastCounted, tellsSupervisors, webhookIds: [...draft.webhookIds], active } };
}
