import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { OverruledDial } from '../../shared/sync/overruledDialMessages.ts';
import type { RefusedDial } from '../../shared/sync/refusedDialMessages.ts';
import { askDesk } from '../bridge/desk.ts';

/** Calls that only a named reason allowed, latest first: supervisors are told, others refused. */
export const readOverruledDials = (): Promise<CourierOutcome<readonly OverruledDial[]>> => askDesk('dials:overruled', null);

/** Calls that were dialled and might not, latest first. */
export const readRefusedDials = (): Promise<CourierOutcome<readonly RefusedDial[]>> => askDesk('dials:refused', null);
