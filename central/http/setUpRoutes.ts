import type { FastifyInstance } from 'fastify';
import { floorRoles } from '../../shared/agents/roleRights.ts';
import { changeSetUpSchema, undoSetUpSchema } from '../../shared/sync/setUpMessages.ts';
import type { Central } from '../services/central.ts';
import { changeSetUp, undoSetUp } from '../services/queueSetUp.ts';
import { tryWebhook } from '../services/webhookKeeper.ts';
import { readSetUp } from '../store/setUpChanges.ts';
import { forRoles } from './authenticate.ts';
import { codeRef } from './organisationRoutes.ts';
import { readInput, sendRefusal } from './replies.ts';

/** How the floor is run, one thing at a time, each change on top of a version that was seen: for supervisors and administrators. */
export function setUpRoutes(app: FastifyInstance, central: Central): void {
  const forThem = forRoles(central, floorRoles);

  app.get('/set-up', forThem(async () => await readSetUp(central.pool)));

  app.put('/set-up', forThem(async (desk, request, reply) => {
    const input = readInput(changeSetUpSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeSetUp(central, desk, input.value.item, input.value.basedOn);
    return changed.ok ? await readSetUp(central.pool) : sendRefusal(reply, changed.refused);
  }));

  app.post('/set-up/undo', forThem(async (desk, request, reply) => {
    const input = readInput(undoSetUpSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const undone = await undoSetUp(central, desk, input.value);
    return undone.ok ? await readSetUp(central.pool) : sendRefusal(reply, undone.refused);
  }));

  app.post('/webhooks/:id/trial', forRoles(central, ['admin'])(async (_desk, request, reply) => {
    const which = readInput(codeRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const tried = await tryWebhook(central, which.value.id);
    return tried.ok ? await readSetUp(central.pool) : sendRefusal(reply, tried.refused);
  }));
}
