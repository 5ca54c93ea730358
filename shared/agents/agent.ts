import { z } from 'zod';

export const roles = ['agent', 'supervisor', 'editor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A colleague as every desktop knows them (table name 'agent', scope 'all'). */
export const agentSchema = z.object({
  id: z.uuid(),
  /** 工号, what they sign in with. */
  number: z.string().regex(/^\d{3,8}$/),
  name: z.string().min(1).max(40),
  /** 分机, their SIP user name. */
  extension: z.string().regex(/^\d{3,8}$/),
  role: z.enum(roles),
  team: z.string().max(40),
  site: z.string().max(40),
  active: z.boolean(),
});
export type Agent = z.infer<typeof agentSchema>;

/** A colleague with what they are an expert in, by the names of those skills; none, or absent from an older central: no expert. */
export const colleagueSchema = agentSchema.extend({ expertIn: z.array(z.string()).optional() });
export type Colleague = z.infer<typeof colleagueSchema>;
