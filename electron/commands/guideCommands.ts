import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { CentralClient } from '../sync/centralClient.ts';

/** What to say, as its keepers write it: central decides who may, and whether it still is what was on screen. */
export function guideCommands(central: CentralClient): Pick<CommandHandlers, 'guides:list' | 'guides:store' | 'guides:versions'> {
  return {
    'guides:list': () => central.guides(),
    'guides:store': ({ id, ...save }) => central.storeGuide(id, save),
    'guides:versions': ({ id }) => central.guideVersions(id),
  };
}
