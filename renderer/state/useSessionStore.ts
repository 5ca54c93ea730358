import { create } from 'zustand';
import type { DeskSession } from '../../shared/ipc/commands.ts';
import type { OutdatedDesktop } from '../../shared/ipc/facts.ts';

export type SessionEnd = 'taken-over' | 'signed-out' | 'expired';

/** Who is signed in. `phase` 'starting' until main has said whether somebody is. */
export const useSessionStore = create<{
  readonly phase: 'starting' | 'signed-out' | 'signed-in';
  readonly session: DeskSession | null;
  /** Why the session ended without the agent asking; shown on the sign-in page, and on the desk while a call that is on keeps it there. */
  readonly ended: SessionEnd | null;
  /** What the centre asks for, when this desktop is older. */
  readonly outdated: OutdatedDesktop | null;
  /** How far this computer's clock is off, milliseconds, when it is too far. */
  readonly skewMs: number | null;
}>(() => ({ phase: 'starting', session: null, ended: null, outdated: null, skewMs: null }));
