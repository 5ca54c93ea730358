import type { FastifyInstance } from 'fastify';
import { editorRoles } from '../../shared/agents/roleRights.ts';
import { wordTableToStoreSchema } from '../../shared/knowledge/wordTable.ts';
import type { Central } from '../services/central.ts';
import { storeWordTable } from '../services/wordBook.ts';
import { wordTableVersions } from '../store/wordTable.ts';
import { forRoles } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

/** What the search is told about words, kept by editors. */
export function wordRoutes(app: FastifyInstance, central: Central): void {
  const forEditors = forRoles(central, editorRoles);

  app.get('/word-table/versions', forEditors(async () => await wordTableVersions(central.pool)));

  app.put('/word-table', forEditors(async (desk, request, reply) => {
    const input = readInput(wordTableToStoreSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const stored = await storeWordTable(central, desk.agent, input.value);
    return stored.ok ? stored.value : sendRefusal(reply, stored.refused);
  }));
}
