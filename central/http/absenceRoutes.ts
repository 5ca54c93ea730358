import type { FastifyInstance } from 'fastify';
import { auditRoles } from '../../shared/agents/roleRights.ts';
import { absenceRequestSchema, promisesQuerySchema } from '../../shared/sync/absenceMessages.ts';
import type { Central } from '../services/central.ts';
import { endAbsence, handOverForAbsence, promisesMeanwhile } from '../services/handOverForAbsence.ts';
import { refuse } from '../services/refusals.ts';
import { comingAbsences } from '../store/absences.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readBoth, readInput, sendRefusal } from './replies.ts';

/** A colleague who is away, and who keeps their promises meanwhile: for supervisors and administrators. */
export function absenceRoutes(app: FastifyInstance, central: Central): void {
  const forSupervisors = forRoles(central, auditRoles);

  app.get('/agents/:id/promises', forSupervisors(async (desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const span = readInput(promisesQuerySchema, request.query);
    if (!span.ok) return sendRefusal(reply, span.refused);
    return await promisesMeanwhile(central, which.value.id, span.value.fromMs, span.value.untilMs, desk.agent) ?? sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));

  app.post('/agents/:id/absences', forSupervisors(async (desk, request, reply) => {
    const input = readBoth(idSchema, absenceRequestSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const outcome = await handOverForAbsence(central, input.value.path.id, input.value.body, desk.agent);
    return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused);
  }));

  app.get('/absences', forSupervisors(async () => await comingAbsences(central.pool, central.clock.now())));

  app.delete('/absences/:id', forSupervisors(async (_desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    return await endAbsence(central, which.value.id) ? reply.code(204).send() : sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));
}
