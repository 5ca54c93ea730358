import type { FastifyInstance } from 'fastify';
import { callbackLoadQuerySchema } from '../../shared/callbacks/callbackLoad.ts';
import { customerRoles } from '../../shared/agents/roleRights.ts';
import type { Central } from '../services/central.ts';
import { fallbackOwnerOf } from '../services/fallbackOwner.ts';
import { refuse } from '../services/refusals.ts';
import { colleaguesOnDesks } from '../store/agentStandings.ts';
import { callbackLoadOf } from '../store/callbackLoad.ts';
import { forDesks, forRoles } from './authenticate.ts';
import { idSchema, readInput, sendRefusal } from './replies.ts';

/** Who of the colleagues is there and free, for whoever passes a call on; and what the agent's team has promised, for whoever moves a promise. */
export function colleagueRoutes(app: FastifyInstance, central: Central): void {
  app.get('/colleagues', forDesks(central, async () => await colleaguesOnDesks(central.pool)));

  app.get('/callbacks/load', forDesks(central, async (desk, request, reply) => {
    const input = readInput(callbackLoadQuerySchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    return await callbackLoadOf(central.pool, desk.agent.id, input.value.fromMs, input.value.toMs);
  }));

  app.get('/callbacks/:id/fallback', forRoles(central, customerRoles)(async (desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    return await fallbackOwnerOf(central.pool, which.value.id, desk.agent.id, central.clock.now()) ?? sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));
}
