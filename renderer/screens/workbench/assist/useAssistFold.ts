import { create } from 'zustand';
import { useKey } from '../../../keys/useKey.ts';

const useFoldStore = create<{ readonly folded: boolean }>(() => ({ folded: false }));

/** Whether the answers are folded away to give the customer the width (Ctrl+.); the summary never folds. */
export function useAssistFold(): boolean {
  useKey('assist.fold', () => { useFoldStore.setState(({ folded }) => ({ folded: !folded })); });
  return useFoldStore((state) => state.folded);
}
