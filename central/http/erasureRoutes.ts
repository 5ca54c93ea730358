import type { FastifyInstance } from 'fastify';
import { erasureRoles } from '../../shared/agents/roleRights.ts';
import { erasureRequestSchema } from '../../shared/customers/erasure.ts';
import type { Central } from '../services/central.ts';
import { eraseCustomer } from '../services/eraseCustomer.ts';
import { refuse } from '../services/refusals.ts';
import type { Desk } from '../services/sessions.ts';
import { householdExists } from '../store/households.ts';
import { isVisible } from '../store/remits.ts';
import { newestErasures } from '../store/erasures.ts';
import { receiptsOf } from '../store/mirrors.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readInput, sendRefusal } from './replies.ts';


/** Erasing what is kept of a customer, and which desktops have heard of an erasure, an opt-out or a correction. */
export function erasureRoutes(app: FastifyInstance, central: Central): void {
  app.post('/erasures', forRoles(central, erasureRoles)(async (desk, request, reply) => {
    const input = readInput(erasureRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    if (!await mayTouch(central, desk, input.value.householdId)) return sendRefusal(reply, refuse(404, 'not-found', 'householdId'));
    const outcome = await eraseCustomer(central, input.value, desk.agent);
    return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused);
  }));

  app.get('/erasures', forRoles(central, erasureRoles)(async () => await newestErasures(central.pool)));

  // Also of a household that is erased: then there is nothing left of it but this.
  app.get('/households/:id/receipts', forRoles(central, erasureRoles)(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    if (!await mayTouch(central, desk, input.value.id)) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    await central.mirrors.flush();
    return await receiptsOf(central.pool, input.value.id);
  }));
}

/** A household of another region or line is none to whoever works for theirs; of one that is erased there is nothing to hide. */
async function mayTouch(central: Central, desk: Desk, householdId: string): Promise<boolean> {
  return await isVisible(central.pool, householdId, desk.agent.id, central.clock.now()) || !await householdExists(central.pool, householdId);
}
