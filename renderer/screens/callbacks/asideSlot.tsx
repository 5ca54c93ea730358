import type { ReactNode } from 'react';
import { create } from 'zustand';

/** The place beside the page that the callback preview may stand in; null: there is none, and it stands in the page. */
const useAsideSlotStore = create<{ readonly element: HTMLElement | null }>(() => ({ element: null }));

export function useAsideSlot(): HTMLElement | null {
  return useAsideSlotStore((state) => state.element);
}

/** Put where there is room for the preview (the call column while no call needs it): the list then has the page to itself. */
export function CallbackAsideSlot(): ReactNode {
  return <div className="cb-slot" ref={(element) => { useAsideSlotStore.setState({ element }); }} />;
}
