import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type AgentCommands = Pick<CommandHandlers, 'agents:list' | 'agents:organisation' | 'agents:add' | 'agents:change' | 'agents:password' | 'agents:signOut'>;

/** Accounts of colleagues: central decides who may. */
export function agentCommands(central: CentralClient): AgentCommands {
  return {
    'agents:list': () => central.agentAccounts(),
    'agents:organisation': () => central.organisation(),
    'agents:add': (agent) => central.addAgent(agent),
    'agents:change': ({ id, change }) => central.changeAgent(id, change),
    'agents:password': ({ id }) => central.renewPassword(id),
    'agents:signOut': ({ id }) => central.signOutEverywhere(id),
  };
}
