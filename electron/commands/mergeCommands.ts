import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type MergeCommands = Pick<CommandHandlers, 'merges:proposals' | 'merges:compare' | 'merges:dismiss' | 'merges:merge' | 'merges:list' | 'merges:undo'>;

/** Households that may be one: central decides who may, and whether it still can. */
export function mergeCommands(central: CentralClient): MergeCommands {
  return {
    'merges:proposals': ({ after }) => central.mergeProposals(after),
    'merges:compare': ({ id }) => central.mergeComparison(id),
    'merges:dismiss': ({ id }) => central.dismissMerge(id),
    'merges:merge': (request) => central.mergeHouseholds(request),
    'merges:list': () => central.merges(),
    'merges:undo': ({ id }) => central.undoMerge(id),
  };
}
