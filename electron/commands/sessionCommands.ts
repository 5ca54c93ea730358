import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { SessionKeeper } from '../session/sessionKeeper.ts';
import type { SettingsFile } from '../settings/settingsFile.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type SessionCommands = Pick<CommandHandlers, 'session:accounts' | 'session:signIn' | 'session:signOut' | 'agent:choose' | 'agent:finished' | 'agent:reopened'>;

/** Signing in and out, and the agent's own state. */
export function sessionCommands(keeper: SessionKeeper, central: CentralClient, settings: SettingsFile): SessionCommands {
  return {
    'session:accounts': () => central.demoAccounts(),
    'session:signIn': async ({ number, password, takeOver, newPassword }) => {
      const outcome = await keeper.signIn(number.trim(), password, takeOver, newPassword);
      if (outcome.ok) await settings.change({ lastAgentNumber: outcome.value.agent.number });
      return outcome;
    },
    'session:signOut': async () => { await keeper.signOut(); return null; },
    'agent:choose': ({ state, next }) => { keeper.choose(state, next); return null; },
    'agent:finished': ({ callId }) => { keeper.finished(callId); return null; },
    'agent:reopened': ({ callId }) => { keeper.reopened(callId); return null; },
  };
}
