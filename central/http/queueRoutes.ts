import type { FastifyInstance } from 'fastify';
import { holidaySchema } from '../../shared/routing/holidays.ts';
import { agentSkillsSchema, queueSchema, skillSchema } from '../../shared/sync/queueMessages.ts';
import type { Central } from '../services/central.ts';
import { changeSetUp } from '../services/queueSetUp.ts';
import { allHolidays } from '../store/holidays.ts';
import { queueSetUp } from '../store/queueRules.ts';
import { forRoles } from './authenticate.ts';
import { codeRef } from './organisationRoutes.ts';
import { idSchema, readBoth, readInput, sendRefusal } from './replies.ts';

/** How queues are run, the holiday calendar, and what agents are good at: for administrators and their programs. The desktop uses `/set-up`. */
export function queueRoutes(app: FastifyInstance, central: Central): void {
  const forAdmins = forRoles(central, ['admin']);

  app.get('/queues', forAdmins(async () => await queueSetUp(central.pool)));

  app.put('/queues/:id', forAdmins(async (desk, request, reply) => {
    const input = readBoth(codeRef, queueSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeSetUp(central, desk, { kind: 'queue', id: input.value.path.id, value: input.value.body }, null);
    return changed.ok ? await queueSetUp(central.pool) : sendRefusal(reply, changed.refused);
  }));

  app.get('/holidays', forAdmins(async () => await allHolidays(central.pool)));

  app.put('/holidays/:id', forAdmins(async (desk, request, reply) => {
    const input = readBoth(codeRef, holidaySchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeSetUp(central, desk, { kind: 'holiday', id: input.value.path.id, value: input.value.body }, null);
    return changed.ok ? await allHolidays(central.pool) : sendRefusal(reply, changed.refused);
  }));

  app.delete('/holidays/:id', forAdmins(async (desk, request, reply) => {
    const which = readInput(codeRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const removed = await changeSetUp(central, desk, { kind: 'holiday', id: which.value.id, value: null }, null);
    return removed.ok ? reply.code(204).send() : sendRefusal(reply, removed.refused);
  }));

  app.put('/skills/:id', forAdmins(async (desk, request, reply) => {
    const input = readBoth(codeRef, skillSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeSetUp(central, desk, { kind: 'skill', id: input.value.path.id, value: input.value.body }, null);
    return changed.ok ? await queueSetUp(central.pool) : sendRefusal(reply, changed.refused);
  }));

  app.put('/agents/:id/skills', forAdmins(async (desk, request, reply) => {
    const input = readBoth(idSchema, agentSkillsSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeSetUp(central, desk, { kind: 'agent-skills', id: input.value.path.id, value: input.value.body }, null);
    return changed.ok ? await queueSetUp(central.pool) : sendRefusal(reply, changed.refused);
  }));
}
