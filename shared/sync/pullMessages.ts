import { z } from 'zod';
import { mirrorTables } from './mirrorTables.ts';

/**
 * A scope is what one desktop mirrors: 'all', 'agent:<id>', 'pool:all' (unclaimed callbacks) or the parts of it an agent is shown, 'pool:<part>', 'open:<household id>'
 * (a household on screen; central adds it while it is watched), 'desk:<mirror id>' (what was handed
 * to this desktop for a call or a look, and has changed since). Central computes the list from the sign-in.
 */
export const scopeNameSchema = z.string().regex(/^(all|(agent|pool|open|desk):[\w-]{1,64})$/);

/** Last (version, row id) seen in a scope. One transaction's rows share a version, so the row id is part of it. */
export const cursorSchema = z.tuple([z.number().int().min(0), z.string()]);
export type Cursor = z.infer<typeof cursorSchema>;

export const pullRequestSchema = z.object({
  proto: z.number().int(),
  schema: z.number().int(),
  /** Central's epoch as last seen; null on first use. Another one means: restored, start again from 0. */
  epoch: z.string().max(80).nullable(),
  cursors: z.record(scopeNameSchema, cursorSchema),
  limit: z.number().int().min(1).max(1000),
  /** The cursors are further than the disk: of a page that is still being written. */
  ahead: z.boolean().optional(),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

export const changeSchema = z.object({
  /** scope, version, table, row id, gone, row (null when gone) */
  s: scopeNameSchema,
  v: z.number().int().min(1),
  t: z.enum(mirrorTables),
  id: z.string(),
  g: z.boolean(),
  r: z.unknown(),
});
export type Change = z.infer<typeof changeSchema>;

export const pullReplySchema = z.object({
  epoch: z.string(),
  /** Scopes this desktop may mirror now; rows of a scope that is no longer here are dropped. */
  scopes: z.array(scopeNameSchema),
  /** Of an agent who works for some regions or lines only: another text than before means that they may be shown others now. Files kept from look-ups are dropped then. */
  remit: z.string().max(40).optional(),
  changes: z.array(changeSchema),
  more: z.boolean(),
  /** Scopes to be pulled again from 0, rows not seen again are dropped. */
  reset: z.array(scopeNameSchema),
});
export type PullReply = z.infer<typeof pullReplySchema>;
