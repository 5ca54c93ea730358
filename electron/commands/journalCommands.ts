import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { DeskJournals } from '../journal/deskJournals.ts';

/** The second copy of what only this computer has. */
export function journalCommands(journals: DeskJournals): Pick<CommandHandlers, 'journal:read' | 'journal:write'> {
  return {
    'journal:read': ({ name }) => journals.read(name),
    'journal:write': (change) => journals.write(change),
  };
}
