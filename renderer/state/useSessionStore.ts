import { create } from 'zustand';
import type { DeskSession } from '../../shared/ipc/commands.ts';

export type SessionEnd = 'taken-over' | 'signed-out' | 'expired';

/** Who is signed in. `phase` 'starting' until main has said whether somebody is. */
export const useSessionStore = create<{
  readonly phase: 'starting' | 'signed-out' | 'signed-in';
  readonly session: DeskSession | null;
  /** Why the session ended without the agent asking; shown on the sign-in page, and on the desk while a call that is on keeps it there. */
  readonly ended: SessionEnd | null;
  /** Smallest version the centre still serves, when this desktop is older. */
  readonly outdatedMinimum: string | null;
  /** How far this computer's clock is off, milliseconds, when it is too far. */
  readonly skewMs: number | null;
}>(() => ({ phase: 'starting', session: null, ended: null, outdatedMinimum: null, skewMs: null }));
