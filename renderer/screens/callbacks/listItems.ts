import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { type CallbackGroup, callbackGroups, type GroupedCallbacks } from '../../../shared/callbacks/dueCallbacks.ts';

/** One line of the list: a group's head, or a callback under it. */
export type ListItem =
  | { readonly kind: 'group'; readonly group: CallbackGroup; readonly count: number; readonly isFolded: boolean }
  | { readonly kind: 'row'; readonly group: CallbackGroup; readonly row: CallbackRow };

/** The groups that hold something, in order, each head followed by its rows unless it is folded. */
export function listItems(groups: GroupedCallbacks, folded: ReadonlySet<CallbackGroup>): readonly ListItem[] {
  return callbackGroups.flatMap((group): readonly ListItem[] => {
    const rows = groups[group];
    if (rows.length === 0) return [];
    const isFolded = folded.has(group);
    const head: ListItem = { kind: 'group', group, count: rows.length, isFolded };
    return isFolded ? [head] : [head, ...rows.map((row): ListItem => ({ kind: 'row', group, row }))];
  });
}

/** Key of an item, the same for as long as it is the same thing. */
export function itemKey(item: ListItem): string {
  return item.kind === 'group' ? `group-${item.group}` : item.row.callback.id;
}

/** The arrows stop at callbacks, and at a folded group, which would otherwise hide its own from the keyboard. */
const isStop = (item: ListItem | undefined): boolean => item !== undefined && (item.kind === 'row' || item.isFolded);

/**
 * Where an arrow leads.
 * @param from  index of the selected item; -1: nothing is selected.
 * @param step  lines to go, negative for up.
 * @returns the index of the nearest stop in that direction, or `from` when there is none.
 */
export function stopAfter(items: readonly ListItem[], from: number, step: number): number {
  const stops = items.flatMap((item, index) => (isStop(item) ? [index] : []));
  if (stops.length === 0) return from;
  const here = stops.indexOf(from);
  const at = here >= 0 ? here : step > 0 ? -1 : stops.length;
  return stops[Math.max(0, Math.min(stops.length - 1, at + step))] ?? from;
}

/** Whether a row has what was typed into the filter: names, relation, purpose, note, owner, or four digits of the number. */
export function matchesFilter(row: CallbackRow, filter: string): boolean {
  const wanted = filter.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return true;
  const texts = [row.householdName, row.customerName, row.callback.purpose, row.last?.note, row.ownerName];
  const digits = wanted.replace(/\D/g, '');
  return texts.some((text) => text?.toLowerCase().includes(wanted) === true) || (digits.length >= 3 && digits === wanted.replace(/[\s-]/g, '') && row.callback.number.includes(digits));
}
