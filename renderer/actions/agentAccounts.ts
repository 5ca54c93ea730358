import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { AgentAccount, AgentChange, ChangedAgent, NewAgent, OneTimePassword } from '../../shared/sync/accountMessages.ts';
import type { Organisation } from '../../shared/sync/organisationMessages.ts';
import { askDesk } from '../bridge/desk.ts';

/*
 * Accounts of colleagues. They are asked of central each time and kept nowhere here: a one-time password stands on
 * screen until the page is left, and that is all.
 */

export const readAccounts = (): Promise<CourierOutcome<readonly AgentAccount[]>> => askDesk('agents:list', null);
export const readOrganisation = (): Promise<CourierOutcome<Organisation>> => askDesk('agents:organisation', null);
export const addAgent = (agent: NewAgent): Promise<CourierOutcome<OneTimePassword>> => askDesk('agents:add', agent);
export const changeAgent = (id: string, change: AgentChange): Promise<CourierOutcome<ChangedAgent>> => askDesk('agents:change', { id, change });
export const renewPassword = (id: string): Promise<CourierOutcome<OneTimePassword>> => askDesk('agents:password', { id });
export const signOutEverywhere = (id: string): Promise<CourierOutcome<null>> => askDesk('agents:signOut', { id });
