import type { FastifyInstance } from 'fastify';
import type { Central } from '../services/central.ts';
import { colleaguesOnDesks } from '../store/agentStandings.ts';
import { forDesks } from './authenticate.ts';

/** Who of the colleagues is there and free, for whoever passes a call on. */
export function colleagueRoutes(app: FastifyInstance, central: Central): void {
  app.get('/colleagues', forDesks(central, async () => await colleaguesOnDesks(central.pool)));
}
