import { ipcMain, type WebFrameMain } from 'electron';
import type { z } from 'zod';
import type { Answer, IpcFault } from '../../shared/ipc/answer.ts';
import { commandNames } from '../../shared/ipc/channelNames.ts';
import { type CommandName, type CommandReply, commandSchemas } from '../../shared/ipc/commands.ts';
import { parse } from '../../shared/language/parse.ts';
import { logger } from '../logging/logger.ts';

export type CommandHandlers = {
  readonly [C in CommandName]: (request: z.output<(typeof commandSchemas)[C]>) => CommandReply<C> | Promise<CommandReply<C>>;
};

function refuse(code: IpcFault['code'], field: string | null, detail: string): { readonly ok: false; readonly fault: IpcFault } {
  return { ok: false, fault: { code, field, detail } };
}

async function answer<C extends CommandName>(name: C, raw: unknown, handlers: CommandHandlers): Promise<Answer<CommandReply<C>>> {
  try {
    const request = parse(commandSchemas[name], raw);
    if (!request.ok) {
      const fault = request.faults[0];
      logger.warn('ipc.bad-request', { command: name, field: fault?.field ?? '' });
      return refuse('bad-request', fault?.field ?? null, fault?.detail ?? '');
    }
    return { ok: true, value: await handlers[name](request.value as never) };
  } catch (error) {
    logger.error('ipc.failed', error, { command: name });
    return refuse('internal', null, name);
  }
}

/** Answers every command of the contract. A bad sender or a bad request never reaches a handler; nothing throws across. */
export function answerCommands(handlers: CommandHandlers, isTrusted: (frame: WebFrameMain | null) => boolean): void {
  for (const name of Object.keys(commandNames) as CommandName[]) {
    // The answer as JSON: see shared/ipc/deskBridge.ts.
    ipcMain.handle(name, async (event, raw: unknown) => {
      if (isTrusted(event.senderFrame)) return JSON.stringify(await answer(name, raw, handlers));
      logger.warn('ipc.untrusted-sender', { command: name });
      return JSON.stringify(refuse('untrusted-sender', null, name));
    });
  }
}
