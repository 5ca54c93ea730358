import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { OpenedAttachment } from '../../shared/ipc/commands.ts';
import { type Attachment, attachmentName, attachmentType } from '../../shared/knowledge/attachment.ts';
import type { CommandHandlers } from '../ipc/answerCommands.ts';
import { logger } from '../logging/logger.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type AttachmentCommands = Pick<CommandHandlers, 'attachments:add' | 'attachments:open'>;
/** Hands a file to the system. @returns '' or why it could not. */
export type OpenPath = (file: string) => Promise<string>;

/**
 * Opens a file of an article. A picture goes to the page as it is; a PDF is written to a folder of this session that only this
 * user reads, and handed to the system's own program. What it is its content says once more: nothing else is ever handed over.
 */
async function openAttachment(central: CentralClient, openPath: OpenPath, folder: () => Promise<string>, { id, name }: Attachment): Promise<OpenedAttachment> {
  const file = await central.attachment(id);
  if (!file.ok) return file;
  const type = attachmentType(file.value);
  if (type === null) return { ok: false, refusal: 'refused', detail: 'wrong-type' };
  if (type !== 'application/pdf') return { ok: true, value: { picture: `data:${type};base64,${Buffer.from(file.value).toString('base64')}` } };
  try {
    const at = path.join(await mkdtemp(path.join(await folder(), 'file-')), attachmentName(name, type));
    await writeFile(at, file.value, { mode: 0o600, flag: 'wx' });
    const why = await openPath(at);
    if (why === '') return { ok: true, value: { picture: null } };
    logger.warn('attachment.not-opened', { why: why.slice(0, 80) });
  } catch (error) {
    logger.error('attachment.not-written', error);
  }
  return { ok: false, refusal: 'not-opened', detail: null };
}

/** Files of articles: central says who may add and who is shown them. `close` takes away what was written to be opened. */
export function attachmentCommands(central: CentralClient, openPath: OpenPath, tempFolder: string = os.tmpdir()): { readonly commands: AttachmentCommands; readonly close: () => Promise<void> } {
  let made: Promise<string> | null = null;
  const folder = (): Promise<string> => { made ??= mkdtemp(path.join(tempFolder, 'careline-attachments-')); return made; };
  return {
    commands: {
      'attachments:add': (added) => central.addAttachment(added),
      'attachments:open': (attachment) => openAttachment(central, openPath, folder, attachment),
    },
    close: async () => { if (made !== null) await rm(await made, { recursive: true, force: true }); },
  };
}
