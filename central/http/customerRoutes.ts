import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { auditRoles, customerRoles } from '../../shared/agents/roleRights.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import { accessQuerySchema } from '../../shared/sync/accessMessages.ts';
import type { Central } from '../services/central.ts';
import { popFiles } from '../services/popFiles.ts';
import { refuse } from '../services/refusals.ts';
import { householdFile } from '../store/householdFile.ts';
import { whereMerged } from '../store/merges.ts';
import { isVisible } from '../store/remits.ts';
import { searchCustomers } from '../store/searchCustomers.ts';
import { forRoles } from './authenticate.ts';
import { accessesOf, addAccesses } from '../store/accessLog.ts';
import { idSchema, readInput, sendJsonText, sendRefusal } from './replies.ts';

export const popSchema = z.object({ number: z.string().min(1).max(64) });
export const searchSchema = z.object({ q: z.string().trim().min(1).max(80) });

/** Looking people up: by the number that rings, by id, by what an agent types. */
export function customerRoutes(app: FastifyInstance, central: Central): void {
  const forThem = forRoles(central, customerRoles);

  app.get('/pop', forThem(async (desk, request, reply) => {
    const input = readInput(popSchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const startedMs = performance.now();
    const { number } = storePhone(input.value.number);
    const files = number === null ? [] : await popFiles(central, desk, number);
    const ids = files.flatMap(householdIdOf);
    central.access.note(desk.agent.id, ids, 'pop');
    central.mirrors.handed(desk.mirrorId, ids);
    const tookMs = Math.round((performance.now() - startedMs) * 100) / 100;
    return sendJsonText(reply, `{"households":[${files.join(',')}],"tookMs":${tookMs}}`);
  }));

  app.get('/households/:id', forThem(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { id } = input.value;
    const nowMs = central.clock.now();
    const file = await householdFile(central.pool, id, nowMs, desk.agent.id);
    // A desktop that has it on screen is led to the household it became a part of.
    const merged = file === null ? await whereMerged(central.pool, id) : null;
    const shown = merged === null ? file : await householdFile(central.pool, merged.keptId, nowMs, desk.agent.id);
    if (shown === null) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    const shownId = merged?.keptId ?? id;
    central.access.note(desk.agent.id, [shownId], 'open');
    central.mirrors.handed(desk.mirrorId, [shownId]);
    return sendJsonText(reply, merged === null ? shown : `{"mergedFrom":${JSON.stringify({ name: merged.name, ids: merged.ids })},${shown.trimStart().slice(1)}`);
  }));

  app.get('/search', forThem(async (desk, request, reply) => {
    const input = readInput(searchSchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const hits = await searchCustomers(central.pool, input.value.q, central.clock.now(), desk.agent.id);
    central.access.note(desk.agent.id, hits.map((hit) => hit.householdId), 'search');
    return hits;
  }));
  // Who asks stands in the log first: nobody looks over colleagues' shoulders unseen.
  app.get('/households/:id/access', forRoles(central, auditRoles)(async (desk, request, reply) => {
    const household = readInput(idSchema, request.params);
    if (!household.ok) return sendRefusal(reply, household.refused);
    const why = readInput(accessQuerySchema, request.query);
    if (!why.ok) return sendRefusal(reply, why.refused);
    if (!await isVisible(central.pool, household.value.id, desk.agent.id, central.clock.now())) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    await central.access.flush();
    await addAccesses(central.pool, [{ atMs: central.clock.now(), agentId: desk.agent.id, householdId: household.value.id, why: 'audit', purpose: why.value.purpose }]);
    return await accessesOf(central.pool, household.value.id);
  }));
}

/** A file begins with its household's id: the store wrote it so, and parsing it all for that would cost more than the rest. */
function householdIdOf(file: string): readonly string[] {
  return /"id"\s*:\s*"([0-9a-f-]{36})"/.exec(file)?.slice(1, 2) ?? [];
}
