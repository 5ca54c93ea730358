import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { householdFile, householdFilesByNumber } from '../store/householdFile.ts';
import { searchCustomers } from '../store/searchCustomers.ts';
import { forDesks } from './authenticate.ts';
import { readInput, sendJsonText, sendRefusal } from './replies.ts';

export const popSchema = z.object({ number: z.string().min(1).max(64) });
export const householdSchema = z.object({ id: z.uuid() });
export const searchSchema = z.object({ q: z.string().trim().min(1).max(80) });

/** Looking people up: by the number that rings, by id, by what an agent types. */
export function customerRoutes(app: FastifyInstance, central: Central): void {
  app.get('/pop', forDesks(central, async (_desk, request, reply) => {
    const input = readInput(popSchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const startedMs = performance.now();
    const { number } = storePhone(input.value.number);
    const files = number === null ? [] : await householdFilesByNumber(central.pool, number, central.clock.now());
    const tookMs = Math.round((performance.now() - startedMs) * 100) / 100;
    return sendJsonText(reply, `{"households":[${files.join(',')}],"tookMs":${tookMs}}`);
  }));

  app.get('/households/:id', forDesks(central, async (_desk, request, reply) => {
    const input = readInput(householdSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const file = await householdFile(central.pool, input.value.id, central.clock.now());
    return file === null ? sendRefusal(reply, refuse(404, 'not-found', 'id')) : sendJsonText(reply, file);
  }));

  app.get('/search', forDesks(central, async (_desk, request, reply) => {
    const input = readInput(searchSchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    return await searchCustomers(central.pool, input.value.q);
  }));
}
