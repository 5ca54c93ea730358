import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../../shared/agents/agent.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { type Desk, deskOf } from '../services/sessions.ts';
import { sendRefusal } from './replies.ts';

type DeskHandler = (desk: Desk, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Lets only a signed-in desk reach a handler; anybody else is answered 401 'signed-out'. */
export function forDesks(central: Central, handler: DeskHandler): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return async (request, reply) => {
    const desk = await deskOf(central, request.headers.authorization);
    return desk === null ? sendRefusal(reply, refuse(401, 'signed-out')) : await handler(desk, request, reply);
  };
}

/** Lets only signed-in desks of certain roles reach a handler; another colleague is answered 403 'not-allowed', anybody else 401. */
export function forRoles(central: Central, roles: readonly Role[]): (handler: DeskHandler) => ReturnType<typeof forDesks> {
  return (handler) => forDesks(central, async (desk, request, reply) =>
    roles.includes(desk.agent.role) ? await handler(desk, request, reply) : sendRefusal(reply, refuse(403, 'not-allowed')));
}
