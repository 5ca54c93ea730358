import type { FrailWire } from '../frailWire.ts';
import type { DeskReport } from './chaosMessages.ts';

/** A desktop of the chaos run as its conductor sees it: somebody at work, and the wire between them and central. */
export interface ChaosDesk {
  readonly wire: FrailWire;
  readonly seat: { readonly agentId: string };
  /** No further deed; resolves when the one under way is done. */
  rest(): Promise<void>;
  report(): Promise<DeskReport>;
  leave(): Promise<void>;
}
