import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../../shared/agents/agent.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import type { Desk } from '../services/sessions.ts';
import { forDesks } from './authenticate.ts';
import { sendRefusal } from './replies.ts';

/** Lets only signed-in people of some roles reach a handler; others are answered 401 'signed-out' or 403 'not-allowed'. */
export function forRoles(
  central: Central, roles: readonly Role[], handler: (desk: Desk, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return forDesks(central, async (desk, request, reply) =>
    roles.includes(desk.agent.role) ? await handler(desk, request, reply) : sendRefusal(reply, refuse(403, 'not-allowed')));
}
