import type { MergeComparison, MergeRequest, Merge, MergeProposal } from '../../shared/imports/mergeMessages.ts';
import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/*
 * Households that may be one. They are asked of central each time and kept nowhere here: whether two are still two is
 * true only there and only now.
 */

export const readProposals = (after: string | null): Promise<CourierOutcome<readonly MergeProposal[]>> => askDesk('merges:proposals', { after });
export const compareProposal = (id: string): Promise<CourierOutcome<MergeComparison>> => askDesk('merges:compare', { id });
export const dismissProposal = (id: string): Promise<CourierOutcome<null>> => askDesk('merges:dismiss', { id });
export const mergeHouseholds = (request: MergeRequest): Promise<CourierOutcome<{ readonly id: string }>> => askDesk('merges:merge', request);
export const readMerges = (): Promise<CourierOutcome<readonly Merge[]>> => askDesk('merges:list', null);
export const undoMerge = (id: string): Promise<CourierOutcome<{ readonly id: string }>> => askDesk('merges:undo', { id });
