import { z } from 'zod';

export const attachmentTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

export const LARGEST_ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const MOST_ATTACHMENTS = 10;
const NAME_LENGTH = 120;

/** A file that belongs to a version of an article. */
export const attachmentSchema = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(NAME_LENGTH),
  /** What it is by its content, whatever it was called. */
  type: z.enum(attachmentTypes),
  bytes: z.number().int().min(1).max(LARGEST_ATTACHMENT_BYTES),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** How far from its end a file's last mark may stand: programs write something behind it. */
const END_WITHIN_BYTES = 4096;

const startsWith = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean => wanted.every((byte, place) => bytes[at + place] === byte);
function endsWith(bytes: Uint8Array, wanted: readonly number[]): boolean {
  for (let at = bytes.length - wanted.length; at >= Math.max(0, bytes.length - END_WITHIN_BYTES); at -= 1) if (startsWith(bytes, at, wanted)) return true;
  return false;
}
const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

const marks: Readonly<Record<AttachmentType, { readonly start: readonly number[]; readonly end: readonly number[] }>> = {
  'application/pdf': { start: ascii('%PDF-'), end: ascii('%%EOF') },
  'image/png': { start: [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a, 0, 0, 0, 13, ...ascii('IHDR')], end: ascii('IEND') },
  'image/jpeg': { start: [0xff, 0xd8, 0xff], end: [0xff, 0xd9] },
};

/** What a file is, by what is in it; null: none of what an article may have, or only the beginning of it. */
export function attachmentType(bytes: Uint8Array): AttachmentType | null {
  return attachmentTypes.find((type) => startsWith(bytes, 0, marks[type].start) && endsWith(bytes, marks[type].end)) ?? null;
}

const extensions: Readonly<Record<AttachmentType, readonly [string, ...string[]]>> = { 'application/pdf': ['pdf'], 'image/png': ['png'], 'image/jpeg': ['jpg', 'jpeg'] };

/** What a file is called from now on: without folders and without signs a system may read as more than a name, its ending as its content says. */
export function attachmentName(given: string, type: AttachmentType): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}<>:"|?*%$`&;]/gu, ' ').replace(/\s+/g, ' ').trim();
  const ending = extensions[type].find((each) => plain.toLowerCase().endsWith(`.${each}`)) ?? extensions[type][0];
  const bare = (plain.toLowerCase().endsWith(`.${ending}`) ? plain.slice(0, -ending.length - 1) : plain).replace(/^[.\s-]+|[.\s]+$/g, '');
  return `${[...bare].slice(0, NAME_LENGTH - ending.length - 1).join('').slice(0, NAME_LENGTH - ending.length - 1) || 'file'}.${ending}`;
}
