import { create } from 'zustand';
import type { SupervisionState } from '../../shared/calls/supervision.ts';

/** The call of an agent that this supervisor is in, as main last told it; null: none. */
export const useSupervisionStore = create<{ readonly own: SupervisionState | null }>(() => ({ own: null }));
