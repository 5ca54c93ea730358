import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { exportRequestSchema } from '../../shared/exports/exportMessages.ts';
import type { Central } from '../services/central.ts';
import { exportCustomers } from '../services/exportCustomers.ts';
import { exportsBefore } from '../store/exports.ts';
import { forRoles } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

export const logQuerySchema = z.object({ beforeMs: z.coerce.number().int().min(0).nullable().default(null) });
const roles = ['supervisor', 'admin'] as const;

/** Lists of customers out, and the log of them: for supervisors and administrators. */
export function exportRoutes(app: FastifyInstance, central: Central): void {
  app.post('/exports', forRoles(central, roles)(async (desk, request, reply) => {
    const input = readInput(exportRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const made = await exportCustomers(central, desk, input.value);
    return reply.header('x-export-id', made.id).header('cache-control', 'no-store').header('content-disposition', `attachment; filename="customers.${input.value.format}"`).type(made.contentType).send(made.body);
  }));

  app.get('/exports', forRoles(central, roles)(async (_desk, request, reply) => {
    const input = readInput(logQuerySchema, request.query);
    return input.ok ? await exportsBefore(central.pool, input.value.beforeMs) : sendRefusal(reply, input.refused);
  }));
}
