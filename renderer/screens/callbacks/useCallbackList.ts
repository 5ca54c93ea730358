import { type RefObject, useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { callbackGroup, type CallbackGroup, callbackGroups, type GroupedCallbacks, groupCallbacks } from '../../../shared/callbacks/dueCallbacks.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { type FilteredGroups, filterGroups, itemKey, type ListItem, listItems, stopAfter } from './listItems.ts';
import { useCalmMinute } from './useCalmMinute.ts';

export const ownerships = ['all', 'mine', 'unowned'] as const;
export type Ownership = (typeof ownerships)[number];

/** What the selected callback's panel does when it is told to act, and for which callback; the panel puts it here. */
export type Act = RefObject<{ readonly callbackId: string; readonly press: () => void } | null>;

export interface CallbackListState {
  /** The whole list, whatever the filter leaves of it: what is counted, and said to be kept. */
  readonly whole: GroupedCallbacks;
  readonly items: readonly ListItem[];
  /** Place of the selected item among them; -1: none. */
  readonly at: number;
  /** The callbacks that the filters leave, folded groups as well. */
  readonly shown: readonly CallbackRow[];
  readonly selectedKey: string | null;
  readonly selected: CallbackRow | null;
  /** The callback whose customer is open: its next Enter dials. */
  readonly openedId: string | null;
  /** As it stands in the field; the list follows as soon as there is time for it. */
  readonly typed: string;
  /** What the list is filtered by. */
  readonly filter: string;
  readonly ownership: Ownership;
  readonly ownershipCounts: Readonly<Record<Ownership, number>>;
  readonly minuteMs: UtcMs;
  readonly act: Act;
  /** Whether this callback is the selected one at this very moment: the panel may be a key behind. */
  readonly isSelected: (callbackId: string) => boolean;
  readonly onPoint: () => void;
  readonly setFilter: (filter: string) => void;
  readonly setOwnership: (ownership: Ownership) => void;
  readonly select: (key: string) => void;
  readonly fold: (group: CallbackGroup, isFolded: boolean) => void;
  readonly enterGroup: (group: CallbackGroup) => void;
  /** Enter on a row, or its button: opens it; what is open acts. */
  readonly pressRow: (callbackId: string) => void;
  /** A callback becomes this agent's: it stays selected where it will stand, also in a group that was folded. */
  readonly follow: (callbackId: string) => void;
}

/**
 * What is listed, selected and open. Far-off callbacks begin folded; a callback opened from elsewhere unfolds its group.
 * @param isUnfolded nothing is folded where no groups are drawn.
 */
export function useCallbackList(rows: readonly CallbackRow[], agentId: string, zone: string, isUnfolded: boolean): CallbackListState {
  const { minuteMs, onPoint } = useCalmMinute();
  const [typed, setFilter] = useState('');
  // A key is painted before 10,000 rows are looked through for it; one more key, and that is dropped for the new one.
  const filter = useDeferredValue(typed);
  const [ownership, setOwnership] = useState<Ownership>('all');
  const [folded, setFolded] = useState<ReadonlySet<CallbackGroup>>(new Set(['later']));
  const [selectedKey, setSelectedKey] = useState<string | null>(null);
  const [openedId, setOpenedId] = useState<string | null>(null);
  const asked = usePanelStore((state) => state.callbackId);
  const act: Act = useRef(null);

  // What was found last, to look on among it: whether it is used or not, the same is found.
  const lastFound = useRef<FilteredGroups | null>(null);
  const owned = useMemo(() => groupCallbacks(rows, minuteMs, zone, agentId), [rows, minuteMs, zone, agentId]);
  const groups = useMemo((): GroupedCallbacks => {
    const shows = (group: CallbackGroup): boolean => ownership === 'all' || (group === 'unowned') === (ownership === 'unowned');
    const found = filterGroups(owned, filter, lastFound.current);
    lastFound.current = found;
    return Object.fromEntries(callbackGroups.map((group) => [group, shows(group) ? found.groups[group] : []])) as unknown as GroupedCallbacks;
  }, [owned, filter, ownership]);
  // While one looks for something nothing hides from the search.
  const items = useMemo(() => listItems(groups, filter.trim() === '' && !isUnfolded ? folded : new Set()), [groups, folded, filter, isUnfolded]);
  const shown = useMemo(() => callbackGroups.flatMap((group) => groups[group]), [groups]);
  const places = useMemo(() => new Map(items.map((item, place) => [itemKey(item), place])), [items]);
  const at = selectedKey === null ? -1 : places.get(selectedKey) ?? -1;

  const select = useCallback((key: string) => {
    setSelectedKey(key);
    setOpenedId((before) => (before === key ? before : null));
  }, []);

  const unfold = useCallback((group: CallbackGroup) => {
    setFolded((before) => new Set([...before].filter((each) => each !== group)));
  }, []);

  useEffect(() => {
    if (asked === null) return;
    const group = callbackGroups.find((each) => owned[each].some((row) => row.callback.id === asked));
    if (group === undefined) return;
    usePanelStore.setState({ callbackId: null });
    setFilter('');
    setOwnership('all');
    unfold(group);
    setSelectedKey(asked);
    setOpenedId(asked);
  }, [asked, owned, unfold]);

  // Something is always selected; when a row goes (done, handed over), the one that takes its place is.
  const lastAt = useRef(-1);
  useEffect(() => {
    if (at >= 0) lastAt.current = at;
    else {
      const near = stopAfter(items, Math.max(0, Math.min(lastAt.current, items.length - 1)) - 1, 1);
      const item = items[near];
      if (item && itemKey(item) !== selectedKey) select(itemKey(item));
    }
  }, [at, items, selectedKey, select]);

  const chosen = items[at];
  const ownershipCounts = useMemo(() => {
    const all = callbackGroups.reduce((sum, group) => sum + owned[group].length, 0);
    return { all, mine: all - owned.unowned.length, unowned: owned.unowned.length };
  }, [owned]);
  // Every row has `pressRow`: made anew for a selection, it would draw them all again.
  const latest = useRef({ selectedKey, openedId });
  useLayoutEffect(() => { latest.current = { selectedKey, openedId }; });
  return {
    whole: owned, items, at, shown, selectedKey, openedId, typed, filter, ownership, minuteMs, act, onPoint, setFilter, setOwnership, select,
    selected: chosen?.kind === 'row' ? chosen.row : null,
    ownershipCounts,
    fold: useCallback((group: CallbackGroup, isFolded: boolean) => {
      setFolded((before) => new Set(isFolded ? [...before, group] : [...before].filter((each) => each !== group)));
    }, []),
    enterGroup: useCallback((group: CallbackGroup) => {
      unfold(group);
      const first = groups[group][0];
      if (first) select(first.callback.id);
    }, [groups, select, unfold]),
    isSelected: useCallback((callbackId: string) => latest.current.selectedKey === callbackId, []),
    pressRow: useCallback((callbackId: string) => {
      if (latest.current.selectedKey === callbackId && latest.current.openedId === callbackId && act.current?.callbackId === callbackId) act.current.press();
      else {
        setSelectedKey(callbackId);
        setOpenedId(callbackId);
      }
    }, []),
    follow: useCallback((callbackId: string) => {
      const row = owned.unowned.find(({ callback }) => callback.id === callbackId);
      if (row) unfold(callbackGroup({ ...row.callback, ownerAgentId: agentId }, minuteMs, zone));
      // Among the unclaimed alone it would go from sight, and the next Enter would act on another family.
      setOwnership((before) => (before === 'unowned' ? 'all' : before));
      select(callbackId);
    }, [owned, agentId, minuteMs, zone, select, unfold]),
  };
}
