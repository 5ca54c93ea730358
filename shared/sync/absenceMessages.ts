import { z } from 'zod';
import { permissionReasons } from '../callbacks/callback.ts';
import { DAY_MS, utcMsSchema } from '../time/utcMs.ts';
import { zoneSchema } from '../time/zone.ts';

/** Longer than anybody is away. */
const LONGEST_MS = 400 * DAY_MS;
const span = { fromMs: utcMsSchema, untilMs: utcMsSchema };
const inOrder = ({ fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }): boolean => fromMs < untilMs && untilMs - fromMs <= LONGEST_MS;

/** `GET /agents/:id/promises`: which of an agent's callbacks are due while they are away. */
export const promisesQuerySchema = z.object({ fromMs: z.coerce.number().pipe(utcMsSchema), untilMs: z.coerce.number().pipe(utcMsSchema) }).refine(inOrder, { path: ['untilMs'], message: 'not after fromMs' });

const someoneSchema = z.object({ id: z.uuid(), name: z.string() });
export const agentPromisesSchema = z.object({
  promises: z.array(z.object({
    callbackId: z.uuid(), householdId: z.uuid(), householdName: z.string(), customerName: z.string().nullable(), dueAtMs: utcMsSchema, zone: zoneSchema, purpose: z.string(),
    permissionReason: z.enum(permissionReasons),
    /** Who gets it when nobody is named; null: it becomes unclaimed. */
    fallback: someoneSchema.nullable(),
  })),
  /** Callbacks of households that whoever asks is not shown: they go to their fallback owners. */
  hidden: z.number().int().min(0),
});
export type AgentPromises = z.infer<typeof agentPromisesSchema>;

/** `POST /agents/:id/absences`: they are away, and who gets what is due meanwhile. What is not named goes to its fallback owner, or else becomes unclaimed. */
export const absenceRequestSchema = z.object({
  ...span,
  /** Null: nobody; it stands under 无人认领. */
  to: z.array(z.object({ callbackId: z.uuid(), toAgentId: z.uuid().nullable() })).max(2000).default([]),
}).refine(inOrder, { path: ['untilMs'], message: 'not after fromMs' });
export type AbsenceRequest = z.infer<typeof absenceRequestSchema>;

/** `GET /absences`: who is away or will be, who comes back first above. */
export const absenceSchema = z.object({ id: z.uuid(), agentId: z.uuid(), agentName: z.string(), ...span, toldByName: z.string(), toldAtMs: utcMsSchema });
export type Absence = z.infer<typeof absenceSchema>;

/** `before` is `handedOver` and `unclaimed` together. */
export const absenceReplySchema = z.object({ id: z.uuid(), before: z.number().int(), handedOver: z.number().int(), unclaimed: z.number().int() });
export type AbsenceReply = z.infer<typeof absenceReplySchema>;
