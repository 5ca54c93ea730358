import { create } from 'zustand';

/** A hand-over that is being planned: it stays when a call takes the screen, and goes with the session. */
export interface AbsencePlan {
  readonly agentId: string | null;
  /** As typed, days of our own zone, both included. */
  readonly fromDay: string;
  readonly untilDay: string;
  /** Who is to have which callback instead of its fallback owner; null: nobody. */
  readonly to: Readonly<Record<string, string | null>>;
}

export const emptyPlan: AbsencePlan = { agentId: null, fromDay: '', untilDay: '', to: {} };

/** `at`: what is open, 'list:<id>', 'absence:<id>' or 'hand-over'; null: the first list. */
export const usePlansStore = create<{ readonly at: string | null; readonly plan: AbsencePlan }>(() => ({ at: null, plan: emptyPlan }));

export const openPlan = (at: string): void => { usePlansStore.setState({ at }); };
export function changePlan(patch: Partial<AbsencePlan>): void {
  usePlansStore.setState(({ plan }) => ({ plan: { ...plan, ...patch } }));
}
