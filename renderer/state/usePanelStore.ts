import { create } from 'zustand';

export const screenNames = ['workbench', 'callbacks', 'my-calls', 'customers', 'knowledge', 'merges', 'settings'] as const;
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
  readonly paletteOpen: boolean;
  readonly keySheetOpen: boolean;
  readonly stateMenuOpen: boolean;
}>(() => ({
  screen: 'workbench', householdId: null, customerId: null, assistTab: 'knowledge', callbackId: null, articleId: null,
  paletteOpen: false, keySheetOpen: false, stateMenuOpen: false,
}));

export function showScreen(screen: ScreenName): void {
  usePanelStore.setState({ screen });
}
