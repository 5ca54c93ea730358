import type { FastifyInstance } from 'fastify';
import { inRemit } from '../../shared/agents/remit.ts';
import { importRequestSchema, rejectionQuerySchema } from '../../shared/imports/importMessages.ts';
import { rejectionColumns, wordRejection } from '../../shared/imports/importWords.ts';
import type { Central } from '../services/central.ts';
import { keepImport, runImport } from '../services/importFile.ts';
import { refuse } from '../services/refusals.ts';
import { importStatus, newestImports, rejectionsAfter } from '../store/imports.ts';
import { belongingOf, remitOf } from '../store/remits.ts';
import { csvLine } from '../exports/csvLine.ts';
import { forRoles } from './authenticate.ts';
import { idSchema, readInput, sendRefusal } from './replies.ts';

const LARGEST_LIST_BYTES = 64 * 1024 * 1024;
const MOST_REJECTIONS = 100_000;
const roles = ['supervisor', 'admin'] as const;

/** Lists of customers in: for supervisors and administrators. */
export function importRoutes(app: FastifyInstance, central: Central): void {
  app.addContentTypeParser(['application/octet-stream', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], { parseAs: 'buffer', bodyLimit: LARGEST_LIST_BYTES }, (_request, body, done) => done(null, body));

  app.post('/imports', { bodyLimit: LARGEST_LIST_BYTES }, forRoles(central, roles)(async (desk, request, reply) => {
    const input = readInput(importRequestSchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    if (!Buffer.isBuffer(request.body) || request.body.length === 0) return sendRefusal(reply, refuse(400, 'bad-request', 'body'));
    // Who works for some regions only brings lists of those.
    if (!inRemit(await remitOf(central.pool, desk.agent.id), await belongingOf(central.pool, input.value.city))) return sendRefusal(reply, refuse(403, 'not-allowed', 'city'));
    if (await central.space.isLow()) return sendRefusal(reply, refuse(503, 'store-full'));
    const { id, state } = await keepImport(central, { ...input.value, startedByAgentId: desk.agent.id }, request.body);
    if (state === 'done') return sendRefusal(reply, refuse(409, 'already-imported', 'body', id));
    // Whoever asked need not wait: progress is at GET /imports/:id.
    runImport(central, id).catch((error: unknown) => request.log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'import stopped'));
    return reply.code(202).send({ id });
  }));

  app.get('/imports', forRoles(central, roles)(async (desk) => await newestImports(central.pool, desk.agent.id)));

  app.get('/imports/:id', forRoles(central, roles)(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    if (!input.ok) return sendRefusal(reply, input.refused);
    return await importStatus(central.pool, input.value.id, desk.agent.id) ?? sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));

  app.get('/imports/:id/rejections', forRoles(central, roles)(async (desk, request, reply) => {
    const input = readInput(idSchema, request.params);
    const query = readInput(rejectionQuerySchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    if (!query.ok) return sendRefusal(reply, query.refused);
    if (await importStatus(central.pool, input.value.id, desk.agent.id) === null) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    const rejections = await rejectionsAfter(central.pool, input.value.id, { row: 0, field: '' }, MOST_REJECTIONS);
    const { language } = query.value;
    const lines = [rejectionColumns(language), ...rejections.map((each) => wordRejection(each, language))];
    // The mark tells spreadsheets that this is UTF-8.
    return reply.type('text/csv; charset=utf-8').send(`\ufeff${lines.map(csvLine).join('')}`);
  }));
}
