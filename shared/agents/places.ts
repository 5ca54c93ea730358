import { z } from 'zod';
import { codeSchema } from './remit.ts';

const MOST_PLACES = 200;

/**
 * Where colleagues sit (a site), or under whom they work (a team). Its id stays when it is renamed. One that is not active any more is
 * offered for no new account; who is there stays there.
 */
export const placeSchema = z.object({
  id: codeSchema,
  name: z.string().trim().min(1).max(40),
  /** Of a site: the part of the country it lies in, whose supervisors read its figures. Null: none; of a team always. */
  regionId: codeSchema.nullable(),
  active: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

/** All of them, those out of use too. No two have one name: agents are told apart by it. */
export const placesSchema = z.array(placeSchema).max(MOST_PLACES).superRefine((places, context) => {
  for (const [at, { id, name }] of places.entries()) {
    if (places.some((other, place) => place < at && other.id === id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'twice' });
    if (places.some((other, place) => place < at && other.name === name)) context.addIssue({ code: 'custom', path: [at, 'name'], message: 'twice' });
  }
});

/** The site and the team of one colleague, by their ids; null: none. */
export const agentPlaceSchema = z.object({ siteId: codeSchema.nullable(), teamId: codeSchema.nullable() });
export type AgentPlace = z.infer<typeof agentPlaceSchema>;
