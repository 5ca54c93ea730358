import type { AgentPresence } from '../agents/agentState.ts';
import type { PauseReason } from '../agents/pauseReason.ts';
import type { CallSnapshot } from '../calls/callSnapshot.ts';
import type { Obstacle } from '../calls/obstacle.ts';
import type { OutcomeBook } from '../calls/outcomeCode.ts';
import type { SupervisionState } from '../calls/supervision.ts';
import type { HouseholdFile } from '../customers/household.ts';
import type { FloorNews } from '../sync/floorMessages.ts';
import type { QueueFigure } from '../sync/liveMessages.ts';
import type { CallingPolicy } from '../sync/sessionMessages.ts';
import type { CentreRules } from '../sync/setUpMessages.ts';
import type { Change } from '../sync/pullMessages.ts';
import type { DeskSession, NotificationOpens } from './commands.ts';
import type { Readiness } from './readiness.ts';

/** A program older than central asks for. `minimum`: 'major.minor.patch'; `isServed`: what is written is still taken, only the next sign-in is refused. */
export interface OutdatedDesktop {
  readonly minimum: string;
  readonly isServed: boolean;
}

/** What main tells the page, unasked. Each fact is the whole present truth of its subject, never a difference, but for rows (the store's, the floor's). */
export interface Facts {
  /** Every live call, and those that ended less than a minute ago. */
  'calls:changed': readonly CallSnapshot[];
  /** The call of an agent that this supervisor is in; null: none. */
  'supervision:changed': SupervisionState | null;
  /** Central's answer for a ringing or dialled number: empty = unknown number; null = central could not be asked. */
  'pop:arrived': { readonly callId: string; readonly households: readonly HouseholdFile[] | null };
  'readiness:changed': Readiness;
  /** `ended` says why a session is over that the agent did not end; with a session, it is over at central and stays here until the call that is on has ended. */
  'session:changed': { readonly session: DeskSession | null; readonly ended: 'taken-over' | 'signed-out' | 'expired' | null };
  'presence:changed': AgentPresence;
  /** `centre`, `calling`, `pauseReasons`, `outcomeCodes`, `obstacles`: as they are in force now; null: central did not say. */
  'queues:changed': { readonly queues: readonly QueueFigure[]; readonly atMs: number; readonly centre: CentreRules | null; readonly calling: CallingPolicy | null; readonly pauseReasons: readonly PauseReason[] | null; readonly outcomeCodes: OutcomeBook | null; readonly obstacles: readonly Obstacle[] | null };
  /** What changed on the floor while it is on screen, as central tells it; `atMs`: when it arrived. */
  'floor:changed': { readonly news: FloorNews; readonly atMs: number };
  /** Rows central sent by itself: apply, or pull when a version is missing. */
  'records:changed': { readonly changes: readonly Change[] };
  'records:poked': { readonly scope: string; readonly v: number };
  /** Central can be reached again (or not): push the outbox, pull. */
  'central:changed': { readonly up: boolean; readonly sinceMs: number };
  /** Central's clock minus this computer's; `isWrong`: by so much that the agent is told. */
  'clock:skewed': { readonly skewMs: number; readonly isWrong: boolean };
  /** Null: not, or no longer. */
  'desktop:outdated': { readonly outdated: OutdatedDesktop | null };
  'notification:clicked': NotificationOpens;
  'key:pressed': { readonly key: 'F2' | 'F3' | 'F4' | 'F8' };
  /** The computer was locked, is going to sleep, or is back. */
  'power:changed': { readonly state: 'locked' | 'unlocked' | 'asleep' | 'awake' };
  /** The agent asked to close the window while something is unfinished. */
  'close:asked': { readonly why: 'window' | 'quit' };
}
export type FactName = keyof Facts;
