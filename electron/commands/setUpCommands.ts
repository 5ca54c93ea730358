import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type SetUpCommands = Pick<CommandHandlers, 'setup:read' | 'setup:change' | 'setup:undo' | 'setup:trial' | 'worklist:preview' | 'callbacks:fallback' | 'absences:list' | 'absences:promises' | 'absences:add' | 'absences:end'>;

/** How the floor is run, and who is away: central decides who may, and who was first. */
export function setUpCommands(central: CentralClient): SetUpCommands {
  return {
    'setup:read': () => central.setUp(),
    'setup:change': (request) => central.changeSetUp(request),
    'setup:undo': (request) => central.undoSetUp(request),
    'setup:trial': ({ id }) => central.tryWebhook(id),
    'worklist:preview': ({ id, request }) => central.previewWorkList(id, request),
    'callbacks:fallback': ({ id }) => central.fallbackOf(id),
    'absences:list': () => central.absences(),
    'absences:promises': ({ agentId, fromMs, untilMs }) => central.promisesOf(agentId, fromMs, untilMs),
    'absences:add': ({ agentId, request }) => central.addAbsence(agentId, request),
    'absences:end': ({ id }) => central.endAbsence(id),
  };
}
