import type { FastifyInstance } from 'fastify';
import { floorRoles } from '../../shared/agents/roleRights.ts';
import type { Central } from '../services/central.ts';
import { mayCoach } from '../services/coachingOps.ts';
import { refuse } from '../services/refusals.ts';
import { callsOf } from '../store/coaching.ts';
import { standingSheet } from '../store/qualitySheet.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readInput, sendRefusal } from './replies.ts';

/** What a supervisor needs to speak with an agent about their calls. */
export function coachingRoutes(app: FastifyInstance, central: Central): void {
  const forThem = forRoles(central, floorRoles);

  app.get('/quality-sheet', forThem(async () => await standingSheet(central.pool)));

  app.get('/agents/:id/calls', forThem(async (desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    if (!await mayCoach(central.pool, desk.agent, which.value.id)) return sendRefusal(reply, refuse(403, 'not-yours', 'id'));
    const calls = await callsOf(central.pool, which.value.id, desk.agent.id, central.clock.now());
    central.access.note(desk.agent.id, calls.flatMap(({ householdId }) => householdId ?? []), 'search');
    return calls;
  }));
}
