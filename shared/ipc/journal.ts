import { z } from 'zod';
import type { Done, Refused } from './answer.ts';

/**
 * What this computer alone may have: finished contacts on their way to central, unfinished wrap-ups, calls without a record.
 * The page's database holds it; the journal is a second copy outside it, for a browser that throws its database away.
 */
export const journaledTables = ['outbox', 'drafts', 'callLog'] as const;
export type JournaledTable = (typeof journaledTables)[number];

const keySchema = z.union([z.number().int().min(0), z.string().min(1).max(200)]);
const placeSchema = z.object({ table: z.enum(journaledTables), key: keySchema });
export type JournalPlace = z.output<typeof placeSchema>;

/** Which row it is, as one text: the number 7 is not the text '7'. */
export const placeName = ({ table, key }: JournalPlace): string => `${table}/${typeof key}/${String(key)}`;

const journalRowSchema = placeSchema.extend({
  /** As it lies in the page's database, sealed; bytes as base64. */
  row: z.record(z.string().max(60), z.union([z.string(), z.number()])),
  /** The page's database did not take it: newer than what stands there. */
  ahead: z.boolean(),
});
export type JournalRow = z.output<typeof journalRowSchema>;

/** Name of the database that is followed: an agent's, under one key. */
const nameSchema = z.string().regex(/^sealed-[0-9a-f-]{36}-[0-9a-f]{8}$/);
const MOST_ROWS = 50_000;

export const journalReadSchema = z.object({ name: nameSchema });
export const journalWriteSchema = z.object({
  name: nameSchema,
  /** Which making of the database: another one when the browser made it anew. */
  lineage: z.uuid(),
  /** True: these rows are all there are. */
  whole: z.boolean(),
  puts: z.array(journalRowSchema).max(MOST_ROWS),
  drops: z.array(placeSchema).max(MOST_ROWS),
});
export type JournalWrite = z.output<typeof journalWriteSchema>;

export interface KeptJournal {
  readonly lineage: string;
  readonly rows: readonly JournalRow[];
}

/** Null: there is none yet. */
export type JournalReadOutcome = Done<KeptJournal | null> | Refused<'store-failed'>;
/** `detail` 'other-lineage': the whole must be written first. */
export type JournalWriteOutcome = Done<null> | Refused<'store-full' | 'store-failed'>;

export const journalLineSchema = journalWriteSchema.omit({ name: true });
export type JournalLine = z.output<typeof journalLineSchema>;
