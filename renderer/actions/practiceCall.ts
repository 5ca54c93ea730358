import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** A simulated caller rings (demo mode). `from` null: number withheld. */
export function practiceCall(from: string | null, dialled: string, persona: string): Promise<CourierOutcome<null>> {
  return askDesk('practice:ring', { from, dialled, persona });
}
