import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { codeSchema } from '../../shared/agents/remit.ts';
import { businessLineSchema, householdLinesSchema, regionSchema } from '../../shared/sync/organisationMessages.ts';
import type { Central } from '../services/central.ts';
import { changeHouseholdLines, changeRegion, removeBusinessLine, removeRegion } from '../services/organisation.ts';
import { refuse } from '../services/refusals.ts';
import { householdLines, organisation, setBusinessLine } from '../store/organisation.ts';
import { isVisible } from '../store/remits.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readBoth, readInput, sendRefusal } from './replies.ts';

export const codeRef = z.object({ id: codeSchema });

/** Regions with their cities, lines of business, and which of them a household has to do with: for administrators. */
export function organisationRoutes(app: FastifyInstance, central: Central): void {
  const forAdmins = forRoles(central, ['admin']);

  app.get('/organisation', forAdmins(async () => await organisation(central.pool)));

  app.put('/regions/:id', forAdmins(async (_desk, request, reply) => {
    const input = readBoth(codeRef, regionSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    await changeRegion(central, input.value.path.id, input.value.body);
    return await organisation(central.pool);
  }));

  app.delete('/regions/:id', forAdmins(async (_desk, request, reply) => {
    const which = readInput(codeRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const removed = await removeRegion(central, which.value.id);
    return removed.ok ? reply.code(204).send() : sendRefusal(reply, removed.refused);
  }));

  app.put('/business-lines/:id', forAdmins(async (_desk, request, reply) => {
    const input = readBoth(codeRef, businessLineSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    await setBusinessLine(central.pool, input.value.path.id, input.value.body.name);
    return await organisation(central.pool);
  }));

  app.delete('/business-lines/:id', forAdmins(async (_desk, request, reply) => {
    const which = readInput(codeRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const removed = await removeBusinessLine(central, which.value.id);
    return removed.ok ? reply.code(204).send() : sendRefusal(reply, removed.refused);
  }));

  app.get('/households/:id/business-lines', forAdmins(async (desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    if (!await isVisible(central.pool, which.value.id, desk.agent.id, central.clock.now())) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    return { lineIds: await householdLines(central.pool, which.value.id) };
  }));

  app.put('/households/:id/business-lines', forAdmins(async (desk, request, reply) => {
    const input = readBoth(idSchema, householdLinesSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeHouseholdLines(central, desk, input.value.path.id, input.value.body.lineIds);
    return changed.ok ? { lineIds: changed.value } : sendRefusal(reply, changed.refused);
  }));
}
