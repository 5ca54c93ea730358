import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { agentChangeSchema, newAgentSchema } from '../../shared/sync/accountMessages.ts';
import { changeAccount, makeAgent, renewPassword, signOutEverywhere } from '../services/agentAccounts.ts';
import type { Central } from '../services/central.ts';
import { SIGNED_IN_MS } from '../services/signIn.ts';
import { agentAccounts } from '../store/agentAccounts.ts';
import { forRoles } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

const agentRef = z.object({ id: z.uuid() });

/** Accounts of colleagues, for administrators. */
export function agentRoutes(app: FastifyInstance, central: Central): void {
  const forAdmins = forRoles(central, ['admin']);

  app.get('/agents', forAdmins(async () => await agentAccounts(central.pool, central.clock.now() - SIGNED_IN_MS)));

  app.post('/agents', forAdmins(async (_desk, request, reply) => {
    const input = readInput(newAgentSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const made = await makeAgent(central, input.value);
    return made.ok ? made.value : sendRefusal(reply, made.refused);
  }));

  app.patch('/agents/:id', forAdmins(async (desk, request, reply) => {
    const who = readInput(agentRef, request.params);
    if (!who.ok) return sendRefusal(reply, who.refused);
    const input = readInput(agentChangeSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const changed = await changeAccount(central, who.value.id, input.value, desk.agent.id);
    return changed.ok ? changed.value : sendRefusal(reply, changed.refused);
  }));

  app.post('/agents/:id/password', forAdmins(async (_desk, request, reply) => {
    const who = readInput(agentRef, request.params);
    if (!who.ok) return sendRefusal(reply, who.refused);
    const renewed = await renewPassword(central, who.value.id);
    return renewed.ok ? renewed.value : sendRefusal(reply, renewed.refused);
  }));

  app.delete('/agents/:id/sessions', forAdmins(async (_desk, request, reply) => {
    const who = readInput(agentRef, request.params);
    if (!who.ok) return sendRefusal(reply, who.refused);
    const ended = await signOutEverywhere(central, who.value.id);
    return ended.ok ? reply.code(204).send() : sendRefusal(reply, ended.refused);
  }));
}
