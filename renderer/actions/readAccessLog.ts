import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { AccessEntry } from '../../shared/sync/accessMessages.ts';
import { askDesk } from '../bridge/desk.ts';

/** Who saw a household. Asking is written down with its purpose, and the answer is kept nowhere here. */
export const readAccessLog = (householdId: string, purpose: string): Promise<CourierOutcome<readonly AccessEntry[]>> => askDesk('household:access', { householdId, purpose });
