import { z } from 'zod';
import { alertWordSchema } from '../alerts/alertNews.ts';
import { chosenStateSchema } from '../agents/agentState.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/** `text` is what the supervisor wrote: the message, or why. */
export const floorWordSchema = z.object({
  by: z.string(),
  text: z.string(),
  /** The state that was chosen for the agent. */
  state: chosenStateSchema.nullish(),
  /** What changed hands, and to whom. */
  what: z.enum(['callback', 'complaint', 'request']).nullish(),
  to: z.string().nullish(),
});
export type FloorWord = z.infer<typeof floorWordSchema>;

/** What an agent can follow. A household is followed with all that is about it. */
export const followedKinds = ['household', 'callback', 'article', 'case'] as const;
export const aboutSchema = z.object({ kind: z.enum(followedKinds), id: z.uuid() });
export type About = z.infer<typeof aboutSchema>;

/** What of that changed, each a word of a sentence that begins with who did it. */
export const followedDeeds = [
  'contact', 'contact-moved', 'contact-retracted', 'call-missed',
  'callback-agreed', 'callback-listed', 'callback-claimed', 'callback-done', 'callback-retried', 'callback-moved', 'callback-handed', 'callback-cancelled', 'callback-passed-on', 'callback-unclaimed',
  'promise-made', 'promise-kept', 'promise-broken', 'case-opened', 'case-answered', 'case-closed', 'case-given',
  'data-corrected', 'consent-given', 'opted-out', 'message-written', 'merged',
  'article-published', 'article-retired', 'article-answered',
] as const;
export type FollowedDeed = (typeof followedDeeds)[number];

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
  /** What a supervisor did or said; of their notices only. */
  floor: floorWordSchema.nullish(),
  /** What is followed, of 'following' and 'followed' only. `title`: of an article or a case; null when it is there no more. */
  about: aboutSchema.extend({ title: z.string().nullable() }).nullish(),
  /** Who changed it; null: central itself. Of 'followed' only, as is what was done (`followedDeeds`; another is passed over). */
  by: z.string().nullish(),
  deeds: z.array(z.string().max(40)).max(100).nullish(),
  /** The note on a call that there is something to read in. */
  coachingId: z.uuid().nullish(),
  /** Of an alert's notices only. */
  alert: alertWordSchema.nullish(),
  /** Kinds of an agent's own ops that came to nothing; only of notices a desktop makes itself. */
  ops: z.array(z.string().max(40)).max(100).optional(),
  madeAtMs: utcMsSchema,
  readAtMs: utcMsSchema.nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** Kinds there are words for. 'work-erased' is made by the desktop itself: what waited there about somebody who was erased. */
export const noticeKinds = ['callback-opted-out', 'callback-child-lost', 'callback-erased', 'work-erased', 'promise-due', 'promise-yours', 'promise-passed-on', 'promise-late', 'promise-unclaimed', 'promises-handed', 'expert-asked', 'expert-returned', 'expert-answered', 'expert-late', 'floor-message', 'floor-state', 'floor-finish', 'floor-given', 'floor-taken', 'followed', 'coaching', 'coaching-answered', 'alert-raised', 'alert-cleared', 'webhook-given-up'] as const;
/** The kind of a notice that stands for what its agent follows. It is in no list of notices and is never read. */
export const FOLLOWING = 'following';
/** Kinds that lead to what a supervisor and an agent say about a call. */
export const coachingNoticeKinds: readonly string[] = ['coaching', 'coaching-answered'] satisfies readonly (typeof noticeKinds)[number][];
/** Kinds that are a supervisor's own word: they are put before the agent's eyes until they are read. */
export const floorNoticeKinds: readonly string[] = ['floor-message', 'floor-state', 'floor-finish', 'floor-given', 'floor-taken'] satisfies readonly (typeof noticeKinds)[number][];
/** Kinds that are said aloud by the system too, at a supervisor's or an administrator's desk. */
export const alertNoticeKinds: readonly string[] = ['alert-raised', 'alert-cleared', 'webhook-given-up'] satisfies readonly (typeof noticeKinds)[number][];
export type NoticeKind = (typeof noticeKinds)[number];

export function isFollowedDeed(deed: string): deed is FollowedDeed {
  return (followedDeeds as readonly string[]).includes(deed);
}

export function isKnownKind(kind: string): kind is NoticeKind {
  return (noticeKinds as readonly string[]).includes(kind);
}
