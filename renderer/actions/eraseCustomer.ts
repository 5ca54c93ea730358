import type { ErasureReply, ErasureRequest, Receipt } from '../../shared/customers/erasure.ts';
import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Erases a household or one of its people everywhere, for good. `detail` of a refusal: central's code ('bad-request': the reason names the person). */
export const eraseCustomer = (request: ErasureRequest): Promise<CourierOutcome<ErasureReply>> => askDesk('household:erase', request);

/** Which desktops have heard of a household's erasures, opt-outs and corrections; of one that is erased, too. */
export const readReceipts = (householdId: string): Promise<CourierOutcome<readonly Receipt[]>> => askDesk('household:receipts', { householdId });
