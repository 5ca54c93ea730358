import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mergeRoles } from '../../shared/agents/roleRights.ts';
import { mergeRequestSchema } from '../../shared/imports/mergeMessages.ts';
import type { Central } from '../services/central.ts';
import { mergeHouseholds, undoMerge } from '../services/mergeHouseholds.ts';
import { refuse } from '../services/refusals.ts';
import { householdFile } from '../store/householdFile.ts';
import { dismissProposal, newestMerges, openProposals, proposalById } from '../store/merges.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readInput, sendJsonText, sendRefusal } from './replies.ts';

export const proposalsQuerySchema = z.object({ after: z.uuid().default('00000000-0000-0000-0000-000000000000') });

/** Households that may be the same: for supervisors and administrators; an editor is shown no customers. */
export function mergeRoutes(app: FastifyInstance, central: Central): void {
  app.get('/merges/proposals', forRoles(central, mergeRoles)(async (desk, request, reply) => {
    const input = readInput(proposalsQuerySchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const proposals = await openProposals(central.pool, input.value.after, desk.agent.id, central.clock.now());
    central.access.note(desk.agent.id, proposals.flatMap(({ a, b }) => [a.id, b.id]), 'search');
    return proposals;
  }));

  app.get('/merges/proposals/:id', forRoles(central, mergeRoles)(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const proposal = await proposalById(central.pool, input.value.id, desk.agent.id, central.clock.now());
    if (proposal === null) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    const [a, b] = await Promise.all([proposal.a, proposal.b].map((id) => householdFile(central.pool, id, central.clock.now(), desk.agent.id)));
    if (a == null || b == null) return sendRefusal(reply, refuse(409, 'merged-already', 'id'));
    central.access.note(desk.agent.id, [proposal.a, proposal.b], 'open');
    return sendJsonText(reply, `{"id":${JSON.stringify(proposal.id)},"reasons":${JSON.stringify(proposal.reasons)},"state":${JSON.stringify(proposal.state)},"a":${a},"b":${b}}`);
  }));

  app.post('/merges/proposals/:id/dismiss', forRoles(central, mergeRoles)(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const there = await proposalById(central.pool, input.value.id, desk.agent.id, central.clock.now());
    if (there === null) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    if (await dismissProposal(central.pool, input.value.id, desk.agent.id, central.clock.now())) return reply.code(204).send();
    const decided = await proposalById(central.pool, input.value.id, desk.agent.id, central.clock.now());
    return sendRefusal(reply, refuse(409, 'already-decided', 'id', decided?.state ?? null));
  }));

  app.post('/merges', forRoles(central, mergeRoles)(async (desk, request, reply) => {
    const input = readInput(mergeRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const outcome = await mergeHouseholds(central, input.value, desk.agent.id);
    return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused);
  }));

  app.get('/merges', forRoles(central, mergeRoles)(async (desk) => await newestMerges(central.pool, desk.agent.id, central.clock.now())));

  app.post('/merges/:id/undo', forRoles(central, mergeRoles)(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const outcome = await undoMerge(central, input.value.id, desk.agent.id);
    return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused);
  }));
}
