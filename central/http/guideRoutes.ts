import type { FastifyInstance } from 'fastify';
import { guideRoles } from '../../shared/agents/roleRights.ts';
import { guideToStoreSchema } from '../../shared/sync/guideMessages.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import type { Central } from '../services/central.ts';
import { storeGuide } from '../services/guideBook.ts';
import { refuse } from '../services/refusals.ts';
import { guideStandings, guideVersions } from '../store/guides.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readBoth, readInput, sendRefusal } from './replies.ts';

/** Marks as old as that say little of a guide as it reads now. */
const MARKS_OF_MS = 30 * DAY_MS;

/** What to say, kept by editors and supervisors. */
export function guideRoutes(app: FastifyInstance, central: Central): void {
  const forKeepers = forRoles(central, guideRoles);

  app.get('/guides', forKeepers(async () => await guideStandings(central.pool, central.clock.now() - MARKS_OF_MS)));

  app.get('/guides/:id/versions', forKeepers(async (_desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const found = await guideVersions(central.pool, which.value.id);
    return found.length > 0 ? found : sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));

  app.put('/guides/:id', forKeepers(async (desk, request, reply) => {
    const input = readBoth(idSchema, guideToStoreSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const stored = await storeGuide(central, input.value.path.id, input.value.body, desk.agent);
    return stored.ok ? stored.value : sendRefusal(reply, stored.refused);
  }));
}
