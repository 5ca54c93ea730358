import type { SetUpOutcome } from '../../shared/ipc/commands.ts';
import type { SetUpItem, SetUpKind } from '../../shared/sync/setUpMessages.ts';
import { askDesk } from '../bridge/desk.ts';

/*
 * How the floor is run. It is asked of central each time: two supervisors at once must see the same, so nothing of it is kept here
 * but what is being typed.
 */

export const readSetUp = (): Promise<SetUpOutcome> => askDesk('setup:read', null);
export const changeSetUp = (item: SetUpItem, basedOn: number): Promise<SetUpOutcome> => askDesk('setup:change', { item, basedOn });
export const undoSetUp = (kind: SetUpKind, id: string, version: number): Promise<SetUpOutcome> => askDesk('setup:undo', { kind, id, version });
export const tryWebhook = (id: string): Promise<SetUpOutcome> => askDesk('setup:trial', { id });
