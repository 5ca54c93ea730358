import type { FastifyReply, FastifyRequest } from 'fastify';
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
