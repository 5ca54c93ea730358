import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { holidaySchema } from '../routing/holidays.ts';
import { queueRulesSchema, skillLevelSchema } from '../routing/queueRules.ts';

const nameSchema = z.string().trim().min(1).max(40);
/** An 800 or 400 number as digits, without the country. */
const queueNumberSchema = z.string().regex(/^\d{3,15}$/);

/** `PUT /queues/:id`: the queue as it is from now on. A number named here leaves the queue it led to; rules left out have their usual values. */
export const queueSchema = z.object({
  name: nameSchema,
  /** Its order on screen. A number nobody set up leads to the first. */
  place: z.number().int().min(1).max(999),
  businessLineId: codeSchema.nullable(),
  numbers: z.array(queueNumberSchema).max(50),
  rules: queueRulesSchema,
});
export type Queue = z.infer<typeof queueSchema>;

/** `PUT /skills/:id`: a topic or a language. `isExpert`: whoever has it may be handed customers' questions. */
export const skillSchema = z.object({ name: nameSchema, isExpert: z.boolean().default(false) });

/** `PUT /agents/:id/skills`: what an agent is good at from now on, by skill, 1 to 5. */
export const agentSkillsSchema = z.object({ skills: z.record(codeSchema, skillLevelSchema) });

/** `GET /holidays`, for administrators: by their first day. */
export const holidaysSchema = z.array(holidaySchema.safeExtend({ id: codeSchema }));
export type Holidays = z.infer<typeof holidaysSchema>;

/** `GET /queues`, for administrators. */
export const queuesSchema = z.object({
  queues: z.array(queueSchema.extend({ id: codeSchema })),
  skills: z.array(skillSchema.extend({ id: codeSchema })),
  /** Agents who have any. */
  agentSkills: z.array(z.object({ agentId: z.uuid(), skills: z.record(codeSchema, skillLevelSchema) })),
});
export type Queues = z.infer<typeof queuesSchema>;
