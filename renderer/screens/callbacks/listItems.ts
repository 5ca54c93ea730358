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
  const way = step > 0 ? 1 : -1;
  // What is no stop itself (nothing is selected, or an open group's head) begins at the end that the arrow comes from.
  let at = isStop(items[from]) ? from : way > 0 ? -1 : items.length;
  let last = isStop(items[from]) ? from : null;
  for (let left = Math.abs(step); left > 0;) {
    at += way;
    if (at < 0 || at >= items.length) break;
    if (!isStop(items[at])) continue;
    last = at;
    left -= 1;
  }
  // A step longer than the list ends at its last stop; one that begins beyond it and finds none stays.
  return last ?? from;
}

/** Texts of a row that a filter looks in, in small letters, made once a row: 10,000 of them are looked in at each key. */
const textsOfRows = new WeakMap<CallbackRow, readonly string[]>();

function textsOf(row: CallbackRow): readonly string[] {
  const known = textsOfRows.get(row);
  if (known) return known;
  const made = [row.householdName, row.customerName, row.callback.purpose, row.last?.note, row.ownerName].flatMap((text) => (text == null ? [] : [text.toLowerCase()]));
  textsOfRows.set(row, made);
  return made;
}

/** Tells of a row whether it has what was typed into the filter: names, relation, purpose, note, owner, or three digits of the number. */
export function filterOf(filter: string): (row: CallbackRow) => boolean {
  const wanted = filter.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return () => true;
  const digits = wanted.replace(/\D/g, '');
  const isNumber = digits.length >= 3 && digits === wanted.replace(/[\s-]/g, '');
  return (row) => textsOf(row).some((text) => text.includes(wanted)) || (isNumber && row.callback.number.includes(digits));
}
