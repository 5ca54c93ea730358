import { type RefObject, useEffect } from 'react';
import { isTyping, typedAgoMs } from './typing.ts';

/** A ring may cover the form somebody is typing in. So long after the last key, space and Enter are meant for the button. */
const SETTLED_MS = 1500;

/** Gives the focus to the button that answers a ring, unless somebody is typing: then it waits, or stays away from a field. */
export function useRingFocus(button: RefObject<HTMLButtonElement | null>, callId: string, wanted = true): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call rings, so the focus goes to its button.
  useEffect(() => {
    if (!wanted) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const takeFocus = (): void => {
      const settlesInMs = SETTLED_MS - typedAgoMs();
      if (isTyping()) return;
      if (settlesInMs > 0) timer = setTimeout(takeFocus, settlesInMs);
      else button.current?.focus();
    };
    takeFocus();
    return () => { clearTimeout(timer); };
  }, [callId, wanted]);
}
