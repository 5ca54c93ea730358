import type { FastifyInstance } from 'fastify';
import { auditRoles } from '../../shared/agents/roleRights.ts';
import { workListChangeSchema, workListConditions, workListPreviewRequestSchema } from '../../shared/callbacks/workList.ts';
import type { Central } from '../services/central.ts';
import { changeSetUp } from '../services/queueSetUp.ts';
import { refuse } from '../services/refusals.ts';
import { previewWorkList } from '../services/workLists.ts';
import { allWorkLists, workList } from '../store/workLists.ts';
import { forRoles } from './authenticate.ts';
import { codeRef } from './organisationRoutes.ts';
import { readBoth, readInput, sendRefusal } from './replies.ts';

/** The work lists, their conditions, and whether they run: for supervisors and administrators. */
export function workListRoutes(app: FastifyInstance, central: Central): void {
  const forSupervisors = forRoles(central, auditRoles);

  app.get('/work-lists', forSupervisors(async () => await allWorkLists(central.pool)));

  app.put('/work-lists/:id', forSupervisors(async (desk, request, reply) => {
    const input = readBoth(codeRef, workListChangeSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { path: { id }, body } = input.value;
    const changed = await changeSetUp(central, desk, { kind: 'work-list', id, value: body }, null);
    return changed.ok ? await allWorkLists(central.pool) : sendRefusal(reply, changed.refused);
  }));

  app.post('/work-lists/:id/preview', forSupervisors(async (desk, request, reply) => {
    const input = readBoth(codeRef, workListPreviewRequestSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { path: { id }, body } = input.value;
    const list = await workList(central.pool, id);
    if (list === null) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    const conditions = readInput(workListConditions[list.rule], body.conditions);
    if (!conditions.ok) return sendRefusal(reply, { ...conditions.refused, body: { ...conditions.refused.body, field: `conditions.${conditions.refused.body.field ?? ''}` } });
    return await previewWorkList(central.pool, { ...list, conditions: conditions.value, mostOpen: body.mostOpen }, central.clock.now(), desk.agent.id);
  }));
}
