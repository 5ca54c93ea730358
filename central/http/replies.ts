import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parse } from '../../shared/language/parse.ts';
import { done, type HttpRefusal, type Outcome, refuse, refused } from '../services/refusals.ts';

/** Answers a refusal: status 4xx or 5xx with the shared body. */
export function sendRefusal(reply: FastifyReply, refusal: HttpRefusal): FastifyReply {
  return reply.code(refusal.status).send(refusal.body);
}

/** Answers JSON that the store already wrote as text. */
export function sendJsonText(reply: FastifyReply, text: string): FastifyReply {
  return reply.header('content-type', 'application/json; charset=utf-8').send(text);
}

/** The path of one record. */
export const idSchema = z.object({ id: z.uuid() });

/** Parses a body, query or path at the door. A fault names its field. */
export function readInput<S extends z.ZodType>(schema: S, raw: unknown): Outcome<z.output<S>> {
  const parsed = parse(schema, raw ?? {});
  if (parsed.ok) return done(parsed.value);
  const fault = parsed.faults[0];
  return refused(refuse(400, 'bad-request', fault?.field ?? '', fault?.code ?? null));
}

/** Parses path and body of a request; a fault of the path is told first. */
export function readBoth<P extends z.ZodType, B extends z.ZodType>(
  path: P, body: B, request: Pick<FastifyRequest, 'params' | 'body'>,
): Outcome<{ readonly path: z.output<P>; readonly body: z.output<B> }> {
  const which = readInput(path, request.params);
  if (!which.ok) return which;
  const input = readInput(body, request.body);
  return input.ok ? done({ path: which.value, body: input.value }) : input;
}
