import type { FastifyInstance } from 'fastify';
import type { Central } from '../services/central.ts';
import { auditRoles } from '../../shared/agents/roleRights.ts';
import { newestOverruledDials } from '../store/overruledDials.ts';
import { newestRefusedDials } from '../store/refusedDials.ts';
import { forRoles } from './authenticate.ts';

/** Calls that were dialled and might not, and calls that only a named reason allowed: for supervisors and administrators. */
export function refusedDialRoutes(app: FastifyInstance, central: Central): void {
  app.get('/refused-dials', forRoles(central, auditRoles)(async () => await newestRefusedDials(central.pool)));
  app.get('/overruled-dials', forRoles(central, auditRoles)(async () => await newestOverruledDials(central.pool)));
}
