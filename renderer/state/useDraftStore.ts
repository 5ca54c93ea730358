import { create } from 'zustand';
import type { StoreRefusal } from '../localdb/storeOutcome.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';

/** How much of what is on screen has reached the disk. */
export type DraftSave =
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly atMs: number }
  | { readonly state: 'failed'; readonly refusal: StoreRefusal };

/**
 * Drafts being written in this window, as the form shows them. The disk has each of them 250 ms later; the copy here is
 * what a full disk leaves on screen. The page is the only writer of drafts, so the two never disagree for longer.
 */
export const useDraftStore = create<{
  readonly drafts: Readonly<Record<string, WrapUpDraft>>;
  readonly saves: Readonly<Record<string, DraftSave>>;
  /** Calls whose wrap-up is on its way to the disk: its fields take nothing until that is over. */
  readonly finishing: readonly string[];
}>(() => ({ drafts: {}, saves: {}, finishing: [] }));

/** The draft of a call, for a screen; null when the call has none (not answered yet, or finished). */
export function useDraft(callId: string | null): WrapUpDraft | null {
  return useDraftStore((state) => (callId === null ? null : (state.drafts[callId] ?? null)));
}

/** For 「14:38:31 已存盘」 or 「没存上,已留在本机」. */
export function useDraftSave(callId: string | null): DraftSave | null {
  return useDraftStore((state) => (callId === null ? null : (state.saves[callId] ?? null)));
}

/** True while a wrap-up is being stored: its fields are read-only, so that no word lands behind it. */
export function useFinishing(callId: string): boolean {
  return useDraftStore((state) => state.finishing.includes(callId));
}

export function setFinishing(callId: string, on: boolean): void {
  useDraftStore.setState(({ finishing }) => ({ finishing: on ? [...finishing, callId] : finishing.filter((each) => each !== callId) }));
}

export function dropDraft(callId: string): void {
  useDraftStore.setState((state) => {
    const { [callId]: _draft, ...drafts } = state.drafts;
    const { [callId]: _save, ...saves } = state.saves;
    return { drafts, saves };
  });
}
