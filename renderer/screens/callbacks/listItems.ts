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

/** What a filter looks in, of one row, in small letters, made once a row: 10,000 of them are looked in at each key. */
const textsOfRows = new WeakMap<CallbackRow, string>();
/** Between two texts of a row, so that nothing is found across them; nobody types it. */
const BETWEEN = '\n';

function textOf(row: CallbackRow): string {
  const known = textsOfRows.get(row);
  if (known !== undefined) return known;
  const made = `${row.householdName}${BETWEEN}${row.customerName ?? ''}${BETWEEN}${row.callback.purpose}${BETWEEN}${row.last?.note ?? ''}${BETWEEN}${row.ownerName ?? ''}`.toLowerCase();
  textsOfRows.set(row, made);
  return made;
}

interface Wanted { readonly text: string; readonly digits: string; readonly isNumber: boolean }

function wantedOf(filter: string): Wanted {
  const text = filter.normalize('NFKC').trim().toLowerCase();
  const digits = text.replace(/\D/g, '');
  return { text, digits, isNumber: digits.length >= 3 && digits === text.replace(/[\s-]/g, '') };
}

const matches = (row: CallbackRow, { text, digits, isNumber }: Wanted): boolean => textOf(row).includes(text) || (isNumber && row.callback.number.includes(digits));

/** Whatever has the one has the other as well; three digits are looked for in numbers, two are not. */
function isWithin(narrow: Wanted, wide: Wanted): boolean {
  return narrow.text.includes(wide.text) && (!narrow.isNumber || (wide.isNumber && narrow.digits.includes(wide.digits)));
}

/** What a filter left of a list. */
export interface FilteredGroups {
  readonly of: GroupedCallbacks;
  readonly filter: string;
  readonly groups: GroupedCallbacks;
}

/**
 * The rows that have what was typed into the filter: names, relation, purpose, note, owner, or three digits of the number.
 *
 * @param last  what was found before: of the same list and by a part of what is typed now, it alone is looked through.
 */
export function filterGroups(of: GroupedCallbacks, filter: string, last: FilteredGroups | null): FilteredGroups {
  const wanted = wantedOf(filter);
  if (wanted.text === '') return { of, filter, groups: of };
  if (last?.of === of && last.filter === filter) return last;
  const among = last?.of === of && isWithin(wanted, wantedOf(last.filter)) ? last.groups : of;
  const groups = Object.fromEntries(callbackGroups.map((group) => [group, among[group].filter((row) => matches(row, wanted))])) as unknown as GroupedCallbacks;
  return { of, filter, groups };
}
