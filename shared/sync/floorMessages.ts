import { z } from 'zod';
import { agentStateSchema, chosenStateSchema } from '../agents/agentState.ts';
import { floorTiles } from '../routing/floorFigures.ts';
import { floorTargetsSchema } from '../routing/floorTargets.ts';
import { utcMsSchema } from '../time/utcMs.ts';

const count = z.number().int().min(0);
const sumsSchema = z.object({ waiting: count, longestWaitSeconds: count, counted: count, inTarget: count, abandoned: count });
const promisesSchema = z.object({ due: count, kept: count });

/** One queue on the board: its sums now and a quarter of an hour ago (shared/routing/floorFigures.ts). */
export const floorQueueSchema = z.object({
  queue: z.string(), name: z.string(), targetSeconds: count, targetPercent: z.number().int().min(1).max(100), now: sumsSchema, before: sumsSchema,
  /** What the forecast goes by: callers of the last quarter and the last whole hour, and how long a call took in it and its wrap-up may take. Absent from an older central. */
  pace: z.object({ countedLast15Minutes: count, inTargetLast15Minutes: count, callersLast15Minutes: count, callersLastHour: count, talkSeconds: count, wrapUpSeconds: count }).optional(),
});
export type FloorQueue = z.infer<typeof floorQueueSchema>;

/** An agent on the board. The name is what the desktop knows them by: it is not sent. Nothing here tells who the caller is. */
export const floorAgentSchema = z.object({
  id: z.uuid(),
  state: agentStateSchema,
  sinceMs: utcMsSchema,
  /** False: their desktop has not been heard of for 15 s. */
  deskUp: z.boolean(),
  /** Queue and tier of the caller they have; null: none, or not known. */
  queue: z.string().nullable(),
  tier: z.string().nullable(),
  /** Their open callbacks that are due within the hour, or late. */
  promisesDue: count,
  /** Their calls of the last day of which no summary has arrived. */
  unfinished: count,
  /** Names of the queues whose callers they may be given. Absent from an older central: all. */
  serves: z.array(z.string()).optional(),
  /** Since when their hand is up; null: it is down. Absent from an older central. */
  handSinceMs: utcMsSchema.nullish(),
  /** What comes when their call and its wrap-up are over; null: available. Absent from an older central. */
  next: chosenStateSchema.nullish(),
  /** The last message a supervisor sent them in the last two hours, and when they said they had read it. */
  told: z.object({ atMs: utcMsSchema, readAtMs: utcMsSchema.nullable() }).nullish(),
  /** The mean of their calls scored in the last days (the quality sheet says how many), in per cent; null: none was. Absent from an older central. */
  quality: z.object({ meanPercent: z.number(), scored: count, days: count }).nullish(),
});
export type FloorAgent = z.infer<typeof floorAgentSchema>;

export const floorItemKinds = ['caller', 'abandoned', 'promise', 'complaint', 'request', 'gap', 'expert'] as const;
export type FloorItemKind = (typeof floorItemKinds)[number];
/** Something that is to be done by an instant. */
export const floorItemSchema = z.object({
  id: z.uuid().or(z.string().max(128)),
  kind: z.enum(floorItemKinds),
  /** From when it counts: the caller came, the call was agreed for, the complaint was made. */
  sinceMs: utcMsSchema,
  /** The last instant at which it is still in time. */
  breachAtMs: utcMsSchema,
  queue: z.string().nullable(),
  tier: z.string().nullable(),
  /** What it is about: a household, a title, a question. Null: a caller who waits. */
  about: z.string().nullable(),
  householdId: z.uuid().nullable(),
  /** Whose it is; null: nobody's. */
  ownerId: z.uuid().nullable(),
  /** Who has it in hand, where only the name is known. */
  handler: z.string().nullable(),
});
export type FloorItem = z.infer<typeof floorItemSchema>;

/** An alert that is raised. */
export const floorAlertSchema = z.object({
  id: z.string(),
  name: z.string(),
  figure: z.enum(floorTiles),
  /** Name of the queue; null: the whole floor. */
  queue: z.string().nullable(),
  sinceMs: utcMsSchema,
});
export type FloorAlert = z.infer<typeof floorAlertSchema>;

/** The floor as it stands at an instant. */
export const floorSchema = z.object({
  atMs: utcMsSchema,
  queues: z.array(floorQueueSchema),
  promisesNow: promisesSchema,
  promisesBefore: promisesSchema,
  agents: z.array(floorAgentSchema),
  items: z.array(floorItemSchema),
  /** Summaries missing in all, also of agents who are not here any more. */
  unfinished: count,
  /** What the tiles are measured by; absent from an older central: the usual. */
  targets: floorTargetsSchema.optional(),
  /** Those of the queues shown here, and of the whole floor for whoever is shown all of it, the longest first; absent from an older central. */
  alerts: z.array(floorAlertSchema).optional(),
});
export type Floor = z.infer<typeof floorSchema>;

/** What is different from the floor told before; with `whole` all of it, whatever was told before. */
export const floorNewsSchema = floorSchema.extend({ whole: z.boolean(), goneAgents: z.array(z.string()), goneItems: z.array(z.string()) });
export type FloorNews = z.infer<typeof floorNewsSchema>;

interface Row { readonly id: string }
const changedRows = <R extends Row>(before: readonly R[], after: readonly R[]): readonly R[] => {
  const known = new Map(before.map((row) => [row.id, JSON.stringify(row)]));
  return after.filter((row) => known.get(row.id) !== JSON.stringify(row));
};
const goneRows = (before: readonly Row[], after: readonly Row[]): string[] => {
  const left = new Set(after.map((row) => row.id));
  return before.filter((row) => !left.has(row.id)).map((row) => row.id);
};

/** @param before what was told last; null: nothing. */
export function floorNews(before: Floor | null, after: Floor): FloorNews {
  if (before === null) return { ...after, whole: true, goneAgents: [], goneItems: [] };
  return {
    ...after, whole: false,
    agents: [...changedRows(before.agents, after.agents)], goneAgents: goneRows(before.agents, after.agents),
    items: [...changedRows(before.items, after.items)], goneItems: goneRows(before.items, after.items),
  };
}

function mergeRows<R extends Row>(before: readonly R[], changed: readonly R[], gone: readonly string[]): R[] {
  const out = new Set(gone);
  const merged = new Map(before.filter((row) => !out.has(row.id)).map((row) => [row.id, row]));
  for (const row of changed) merged.set(row.id, row);
  return [...merged.values()];
}

/** @returns the floor after the news; null: they tell differences, and from what is not known. Rows that did not change are the same objects. */
export function withFloorNews(before: Floor | null, { whole, goneAgents, goneItems, ...news }: FloorNews): Floor | null {
  if (whole) return news;
  if (before === null) return null;
  return { ...news, agents: mergeRows(before.agents, news.agents, goneAgents), items: mergeRows(before.items, news.items, goneItems) };
}
