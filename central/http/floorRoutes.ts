import type { FastifyInstance } from 'fastify';
import { floorRoles } from '../../shared/agents/roleRights.ts';
import { floorDeedSchema, handSchema } from '../../shared/sync/floorDeeds.ts';
import { changeAgentState } from '../services/agentStates.ts';
import type { Central } from '../services/central.ts';
import { doFloorDeed } from '../services/floorDeeds.ts';
import { floorDeedLog } from '../store/floorDeeds.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { forDesks, forRoles } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

/** A supervisor's hands on the floor, and the agent's that is raised. */
export function floorRoutes(app: FastifyInstance, central: Central): void {
  const forThem = forRoles(central, floorRoles);

  app.post('/floor/deeds', forThem(async (desk, request, reply) => {
    const input = readInput(floorDeedSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const did = await doFloorDeed(central, desk, input.value);
    return did.ok ? did.value : sendRefusal(reply, did.refused);
  }));

  app.get('/floor/deeds', forThem(async (desk) => await floorDeedLog(central.pool, desk.agent.id, central.clock.now())));

  app.put('/hand', forDesks(central, async (desk, request, reply) => {
    const input = readInput(handSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { presence } = await inTransaction(central.pool, (client) => changeAgentState(client, desk.agent.id, { kind: 'hand', up: input.value.up }, central.clock.now()));
    central.bell.ring();
    return { presence };
  }));
}
