import type { FastifyInstance } from 'fastify';
import { agentSkillsSchema, queueSchema, skillSchema } from '../../shared/sync/queueMessages.ts';
import type { Central } from '../services/central.ts';
import { changeAgentSkills, changeQueue } from '../services/queueSetUp.ts';
import { queueSetUp, setSkill } from '../store/queueRules.ts';
import { forRoles } from './authenticate.ts';
import { codeRef } from './organisationRoutes.ts';
import { idSchema, readInput, sendRefusal } from './replies.ts';

/** How queues are run and what agents are good at: for administrators. */
export function queueRoutes(app: FastifyInstance, central: Central): void {
  const forAdmins = forRoles(central, ['admin']);

  app.get('/queues', forAdmins(async () => await queueSetUp(central.pool)));

  app.put('/queues/:id', forAdmins(async (_desk, request, reply) => {
    const which = readInput(codeRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const input = readInput(queueSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeQueue(central, which.value.id, input.value);
    return changed.ok ? await queueSetUp(central.pool) : sendRefusal(reply, changed.refused);
  }));

  app.put('/skills/:id', forAdmins(async (_desk, request, reply) => {
    const which = readInput(codeRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const input = readInput(skillSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    await setSkill(central.pool, which.value.id, input.value.name);
    return await queueSetUp(central.pool);
  }));

  app.put('/agents/:id/skills', forAdmins(async (_desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const input = readInput(agentSkillsSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeAgentSkills(central, which.value.id, input.value.skills);
    return changed.ok ? await queueSetUp(central.pool) : sendRefusal(reply, changed.refused);
  }));
}
