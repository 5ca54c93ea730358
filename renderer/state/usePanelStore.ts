import { create } from 'zustand';

export const screenNames = ['workbench', 'callbacks', 'my-calls', 'customers', 'knowledge', 'experts', 'editing', 'merges', 'floor', 'queues', 'plans', 'reports', 'dials', 'settings'] as const;
export type ScreenName = (typeof screenNames)[number];

/** What is open on screen. Dies with the window. */
export const usePanelStore = create<{
  readonly screen: ScreenName;
  /** The household opened by hand (search, a list), when no call decides it. */
  readonly householdId: string | null;
  /** Person to point at when that household opens. */
  readonly customerId: string | null;
  readonly assistTab: 'guide' | 'knowledge' | 'materials';
  readonly callbackId: string | null;
  readonly articleId: string | null;
  /** Household that was opened from elsewhere: its page takes the focus as soon as it is drawn. */
  readonly focusOn: string | null;
  /** The note on a call that is to be read first when one's calls open. */
  readonly coachingId: string | null;
  readonly paletteOpen: boolean;
  readonly keySheetOpen: boolean;
  readonly stateMenuOpen: boolean;
}>(() => ({
  screen: 'workbench', householdId: null, customerId: null, assistTab: 'knowledge', callbackId: null, articleId: null, focusOn: null, coachingId: null,
  paletteOpen: false, keySheetOpen: false, stateMenuOpen: false,
}));

export function showScreen(screen: ScreenName): void {
  usePanelStore.setState({ screen, focusOn: null });
}

/** Opens a customer's page from anywhere else; the focus goes into it. */
export function openCustomer(householdId: string, customerId: string | null): void {
  usePanelStore.setState({ screen: 'customers', householdId, customerId, focusOn: householdId, paletteOpen: false });
}
