import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Switchboard } from '../routing/switchboard.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { isDemo } from '../store/meta.ts';
import { forDesks } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

export const ringSchema = z.object({
  /** Null: withheld. */
  from: z.string().max(64).nullable(),
  dialled: z.string().min(1).max(64),
  persona: z.string().max(40).default('talker'),
  keys: z.string().max(40).nullable().default(null),
});

/** 「练习来电」: a simulated caller rings. While demo data is loaded only. */
export function practiceRoutes(app: FastifyInstance, central: Central, switchboard: Switchboard): void {
  app.post('/practice/ring', forDesks(central, async (_desk, request, reply) => {
    if (!await isDemo(central.pool)) return sendRefusal(reply, refuse(404, 'not-found'));
    const input = readInput(ringSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const callId = switchboard.simulate(input.value);
    return callId === null ? sendRefusal(reply, refuse(503, 'line-away')) : { callId };
  }));
}
