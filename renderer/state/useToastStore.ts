import { create } from 'zustand';

/** What can be done about a message, on the message itself. */
export interface ToastDeed {
  /** Key of the button's words. */
  readonly key: string;
  readonly run: () => void;
}

/**
 * A sentence that stands where it happened has a place of its own; this is for what has none (a fault, a finished deed).
 * Kept as a key, not as text: a message on screen speaks the language that is chosen now.
 */
export interface Toast {
  readonly id: number;
  readonly tone: 'done' | 'soon' | 'overdue';
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly deed: ToastDeed | null;
}

export interface ToastOptions {
  readonly params?: Toast['params'];
  readonly deed?: ToastDeed;
  /** How long it stands; an error stands until it is closed or mended, whatever is said here. */
  readonly shownMs?: number;
}

const SHOWN_MS = 5000;
/** The eldest go first. */
const MOST_AT_ONCE = 3;

let last = 0;
export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

export function closeToast(id: number): void {
  useToastStore.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}

/** What these messages told of is mended: they go by themselves. */
export function takeBackToasts(keys: readonly string[]): void {
  if (!useToastStore.getState().toasts.some((toast) => keys.includes(toast.key))) return;
  useToastStore.setState((state) => ({ toasts: state.toasts.filter((toast) => !keys.includes(toast.key)) }));
}

/**
 * Shows a sentence at the foot of the window: an error ('overdue') until it is closed or mended, anything else for 5 s.
 * The same sentence again takes the place of the first. Never takes the focus.
 *
 * @returns its id, for `closeToast`.
 */
export function tellAgent(tone: Toast['tone'], key: string, { params = {}, deed, shownMs = SHOWN_MS }: ToastOptions = {}): number {
  last += 1;
  const toast: Toast = { id: last, tone, key, params, deed: deed ?? null };
  const isSame = (other: Toast): boolean => other.key === key && JSON.stringify(other.params) === JSON.stringify(params);
  useToastStore.setState((state) => ({ toasts: [...state.toasts.filter((other) => !isSame(other)), toast].slice(-MOST_AT_ONCE) }));
  if (tone !== 'overdue') setTimeout(() => { closeToast(toast.id); }, shownMs);
  return toast.id;
}
