import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { FloorDeed, FloorDone } from '../../shared/sync/floorDeeds.ts';
import { askDesk } from '../bridge/desk.ts';

/** A supervisor lays hands on an agent's work: central judges it, tells the agent and writes it down. */
export const actOnFloor = (deed: FloorDeed): Promise<CourierOutcome<FloorDone>> => askDesk('floor:act', deed);
