import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refreshRequestSchema, signInRequestSchema } from '../../shared/sync/sessionMessages.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { refreshSession, signOut } from '../services/sessions.ts';
import { signIn } from '../services/signIn.ts';
import { demoAccounts } from '../store/agents.ts';
import { isDemo } from '../store/meta.ts';
import { forDesks } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

/** Sign-ins of one number from one address in a minute. The account's own lock comes sooner; this bounds the work. */
const SIGN_INS_A_MINUTE = 30;
/** Sign-ins of any number from one address in a minute: a whole centre behind one address starts its shift within that. */
const ADDRESS_SIGN_INS_A_MINUTE = 600;
/** A desktop refreshes every nine minutes; one that starts again a few times more. */
const REFRESHES_A_MINUTE = 30;

/** Signing in, staying in, signing out. */
export async function sessionRoutes(app: FastifyInstance, central: Central): Promise<void> {
  await app.register(rateLimit, { global: false });
  const limited = { rateLimit: { max: SIGN_INS_A_MINUTE, timeWindow: '1 minute', hook: 'preHandler', keyGenerator: signInKey } } as const;

  const refreshing = { rateLimit: { max: REFRESHES_A_MINUTE, timeWindow: '1 minute', hook: 'preHandler', keyGenerator: refreshKey } } as const;
  const ofAddress = app.createRateLimit({ max: ADDRESS_SIGN_INS_A_MINUTE, timeWindow: '1 minute', keyGenerator: (request) => `sign-in ${request.ip}` });

  app.post('/session', { config: limited }, async (request, reply) => {
    const input = readInput(signInRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const address = await ofAddress(request);
    if (!address.isAllowed && address.isExceeded) return sendRefusal(reply, refuse(429, 'too-many'));
    const outcome = await signIn(central, input.value);
    return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused);
  });

  app.post('/session/refresh', { config: refreshing }, async (request, reply) => {
    const input = readInput(refreshRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const outcome = await refreshSession(central, input.value);
    return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused);
  });

  app.delete('/session', forDesks(central, async (desk, _request, reply) => {
    await signOut(central, desk);
    return reply.code(204).send();
  }));

  app.get('/demo/accounts', async (_request, reply) =>
    await isDemo(central.pool) ? await demoAccounts(central.pool) : sendRefusal(reply, refuse(404, 'not-found')));
}

function signInKey(request: FastifyRequest): string {
  const body = request.body;
  const number = typeof body === 'object' && body !== null && 'number' in body ? String(body.number).slice(0, 20) : '';
  return `${request.ip} ${number}`;
}

function refreshKey(request: FastifyRequest): string {
  const body = request.body;
  const device = typeof body === 'object' && body !== null && 'deviceId' in body ? String(body.deviceId).slice(0, 40) : '';
  return `refresh ${request.ip} ${device}`;
}
