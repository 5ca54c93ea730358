import type { FastifyInstance } from 'fastify';
import type { StoreSpace } from '../services/storeSpace.ts';
import { type HttpRefusal, refuse } from '../services/refusals.ts';
import { sendRefusal } from './replies.ts';

/** PostgreSQL's words for: no room on disk. */
const STORE_FULL = new Set(['53100', '53000']);
/** Connection lost, server starting or stopping, too many connections. */
const STORE_AWAY = /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/;

/**
 * Turns whatever goes wrong outside a handler's own refusals into the one body all refusals have. Causes go to the
 * log, without anything a caller said; the reply carries a code only.
 */
export function refuseFaults(app: FastifyInstance, space: StoreSpace): void {
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse(404, 'not-found')));
  app.setErrorHandler(async (error, request, reply) => {
    const refusal = await describe(error, space);
    if (refusal.status >= 500) request.log.error({ code: codeOf(error), name: nameOf(error), stack: stackOf(error) }, 'request failed');
    return sendRefusal(reply, refusal);
  });
}

async function describe(error: unknown, space: StoreSpace): Promise<HttpRefusal> {
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY': case 'FST_ERR_CTP_EMPTY_JSON_BODY': return refuse(400, 'bad-json', '');
    case 'FST_ERR_CTP_BODY_TOO_LARGE': return refuse(413, 'too-large', '');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': return refuse(415, 'not-json', '');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH': return refuse(400, 'bad-request', '');
    case 'FST_ERR_BAD_URL': return refuse(400, 'bad-request', '');
    case 'FST_ERR_RATE_LIMIT': return refuse(429, 'too-many', null, null);
    default: break;
  }
  if (error instanceof SyntaxError && statusOf(error) === 400) return refuse(400, 'bad-json', '');
  if (statusOf(error) === 429) return refuse(429, 'too-many');
  return await storeFault(error, space) ?? refuse(500, 'internal');
}

/** @returns what to answer when the store cannot write or cannot be reached, null when the fault is another. */
export async function storeFault(error: unknown, space: StoreSpace): Promise<HttpRefusal | null> {
  const code = codeOf(error) ?? '';
  if (STORE_FULL.has(code)) return refuse(503, 'store-full');
  const message = error instanceof Error ? error.message : '';
  if (!STORE_AWAY.test(code) && !/Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(message)) return null;
  return refuse(503, await space.isLow() ? 'store-full' : 'store-away');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
/** Frames only: a database error's message can quote what was being stored. */
const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).join('\n') : '');
