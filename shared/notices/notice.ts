import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

/**
 * Something a colleague has to know, as their desktop mirrors it (table name 'notice').
 * `kind` is open: a desktop words the kinds it knows and says the rest in general.
 */
export const noticeSchema = z.object({
  id: z.uuid(),
  kind: z.string().max(40),
  /** The household it is about; null: none, or it is erased. */
  householdId: z.uuid().nullable(),
  /** Whom it is about, as they are called now; null when nobody may be named. */
  who: z.string().nullable(),
  /** When the callback it is about was due, and the zone of that wall time. */
  dueAtMs: utcMsSchema.nullable(),
  zone: z.string().nullable(),
  /** Kinds of an agent's own ops that came to nothing; only of notices a desktop makes itself. */
  ops: z.array(z.string().max(40)).max(100).optional(),
  madeAtMs: utcMsSchema,
  readAtMs: utcMsSchema.nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** Kinds there are words for. 'work-erased' is made by the desktop itself: what waited there about somebody who was erased. */
export const noticeKinds = ['callback-opted-out', 'callback-erased', 'work-erased'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export function isKnownKind(kind: string): kind is NoticeKind {
  return (noticeKinds as readonly string[]).includes(kind);
}
