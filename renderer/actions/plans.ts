import type { FallbackOwner } from '../../shared/callbacks/fallbackOwner.ts';
import type { WorkListPreview } from '../../shared/callbacks/workList.ts';
import type { CommandRequest, CourierOutcome } from '../../shared/ipc/commands.ts';
import type { Absence, AbsenceReply, AbsenceRequest, AgentPromises } from '../../shared/sync/absenceMessages.ts';
import { askDesk } from '../bridge/desk.ts';

/*
 * Who is to be rung without having been promised, and who keeps the promises of a colleague who is away. Asked of central each
 * time: only it knows every household.
 */

/** What a work list would do now with these figures. */
export const previewWorkList = (id: string, request: CommandRequest<'worklist:preview'>['request']): Promise<CourierOutcome<WorkListPreview>> => askDesk('worklist:preview', { id, request });

/** Who has a callback when its owner does not keep it. */
export const fallbackOf = (callbackId: string): Promise<CourierOutcome<FallbackOwner>> => askDesk('callbacks:fallback', { id: callbackId });

export const listAbsences = (): Promise<CourierOutcome<readonly Absence[]>> => askDesk('absences:list', null);
/** What a colleague has to keep within a time. */
export const promisesMeanwhile = (agentId: string, fromMs: number, untilMs: number): Promise<CourierOutcome<AgentPromises>> => askDesk('absences:promises', { agentId, fromMs, untilMs });
export const addAbsence = (agentId: string, request: AbsenceRequest): Promise<CourierOutcome<AbsenceReply>> => askDesk('absences:add', { agentId, request });
export const endAbsence = (id: string): Promise<CourierOutcome<null>> => askDesk('absences:end', { id });
