import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import type { StoreApi } from 'zustand';
import '../../renderer/language/i18n.ts';
import { setMirrorStanding } from '../../renderer/localdb/mirrorStanding.ts';
import { useCallStore } from '../../renderer/state/useCallStore.ts';
import { useCentralStore } from '../../renderer/state/useCentralStore.ts';
import { useDraftStore } from '../../renderer/state/useDraftStore.ts';
import { useFloorStore } from '../../renderer/state/useFloorStore.ts';
import { usePanelStore } from '../../renderer/state/usePanelStore.ts';
import { usePlansStore } from '../../renderer/state/usePlansStore.ts';
import { usePresenceStore } from '../../renderer/state/usePresenceStore.ts';
import { useReadinessStore } from '../../renderer/state/useReadinessStore.ts';
import { useSessionStore } from '../../renderer/state/useSessionStore.ts';
import { useSetUpEdits } from '../../renderer/state/useSetUpEdits.ts';
import { useSettingsStore } from '../../renderer/state/useSettingsStore.ts';
import { useSupervisionStore } from '../../renderer/state/useSupervisionStore.ts';
import { useTalkStore } from '../../renderer/state/useTalkStore.ts';
import { useToastStore } from '../../renderer/state/useToastStore.ts';
import { useUndoStore } from '../../renderer/state/useUndoStore.ts';
import { setClockSkew } from '../../renderer/time/deskClock.ts';

// antd asks for these; jsdom does no layout.
window.matchMedia ??= ((query: string) => ({
  matches: false, media: query, onchange: null,
  addListener: () => undefined, removeListener: () => undefined,
  addEventListener: () => undefined, removeEventListener: () => undefined, dispatchEvent: () => false,
}) satisfies MediaQueryList) as typeof window.matchMedia;

class NoResize implements ResizeObserver {
  observe(): void { /* nothing is ever laid out */ }
  unobserve(): void { /* nothing is ever laid out */ }
  disconnect(): void { /* nothing is ever laid out */ }
}
globalThis.ResizeObserver ??= NoResize;
Element.prototype.scrollIntoView ??= () => undefined;

// The page's clock counts from the beginning of its window, which is a new one for each file, or from where the test before stopped it.
beforeEach(() => { setClockSkew(0); });

// Files share their modules, and a desktop that starts has empty stores.
setMirrorStanding('current');
for (const store of [useCallStore, useCentralStore, useDraftStore, useFloorStore, usePanelStore, usePlansStore, usePresenceStore, useReadinessStore, useSessionStore, useSettingsStore, useSetUpEdits, useSupervisionStore, useTalkStore, useToastStore, useUndoStore]) {
  (store as StoreApi<unknown>).setState((store as StoreApi<unknown>).getInitialState(), true);
}

afterEach(() => { cleanup(); });
