import type { KeyboardEvent } from 'react';
import { isComposing } from '../../../keys/isComposing.ts';

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** On a box of buttons: the arrows go from one to the next, so that those without a key of their own are reached too. */
export function walkByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons: readonly HTMLElement[] = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = event.target instanceof HTMLElement ? buttons.indexOf(event.target) : -1;
  if (at < 0) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}
