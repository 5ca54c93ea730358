import { create } from 'zustand';

/** A sentence that stands where it happened has a place of its own; this is for what has none (a fault, a finished deed). */
export interface Toast {
  readonly id: number;
  readonly tone: 'done' | 'soon' | 'overdue';
  readonly text: string;
}

let last = 0;
export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

const SHOWN_MS = 6000;

/** Shows a sentence at the foot of the window for 6 s. Never takes the focus. */
export function tellAgent(tone: Toast['tone'], text: string): void {
  last += 1;
  const id = last;
  useToastStore.setState((state) => ({ toasts: [...state.toasts.slice(-2), { id, tone, text }] }));
  setTimeout(() => { useToastStore.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })); }, SHOWN_MS);
}
