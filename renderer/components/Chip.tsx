import type { ReactNode } from 'react';
import './Chip.css';

export type Tone = 'quiet' | 'accent' | 'ringing' | 'talking' | 'hold' | 'wrap-up' | 'overdue' | 'soon' | 'paused';

/** States a fact: filled, no edge. What can be pressed is a button and has an edge. Never colour alone: it holds a word. */
export function Chip({ tone = 'quiet', icon, children }: { readonly tone?: Tone; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return <span className={`desk-chip desk-chip-${tone}`}>{icon}{children}</span>;
}
