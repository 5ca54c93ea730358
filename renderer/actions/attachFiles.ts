import type { CourierOutcome, OpenedAttachment } from '../../shared/ipc/commands.ts';
import { type Attachment, attachmentType, LARGEST_ATTACHMENT_BYTES } from '../../shared/knowledge/attachment.ts';
import { askDesk } from '../bridge/desk.ts';
import { newId } from '../localdb/newId.ts';

/** Sends a file to central, to belong to a version that names it. What is too large, or no PDF and no picture, is refused here already. */
export async function addAttachment(file: File): Promise<CourierOutcome<Attachment>> {
  if (file.size > LARGEST_ATTACHMENT_BYTES) return { ok: false, refusal: 'refused', detail: 'too-large' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (attachmentType(bytes) === null) return { ok: false, refusal: 'refused', detail: 'wrong-type' };
  return await askDesk('attachments:add', { id: newId(), name: file.name, bytes });
}

/** A picture comes back as an address the page may show; a PDF is opened by the system. */
export const openAttachment = (attachment: Attachment): Promise<OpenedAttachment> => askDesk('attachments:open', attachment);
