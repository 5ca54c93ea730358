import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusalSchema } from '../../shared/sync/sessionMessages.ts';
import { apiDescriptions, type RouteDescription } from './apiDescriptions.ts';
import { apiPage } from './apiPage.ts';

const BEARER = [{ session: [] }];
const LINE = [{ line: [] }];

/**
 * `/openapi.json` and `/api`. To be registered before the routes it describes. Only the description is made from the
 * schemas: routes go on parsing with zod, which words faults the way desktops expect them.
 */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Careline central', version: '1', description: 'What desktops, lines and other programs may ask of central. Every refusal is 4xx or 5xx with {refusal, field, detail}.' },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' }, line: { type: 'apiKey', in: 'header', name: 'authorization' } } },
    },
    exposeHeadRoutes: false,
    transform: ({ url, route }) => ({ url, schema: describe(apiDescriptions[`${[route.method].flat()[0] ?? ''} ${url}`]) }),
  });
  app.get('/openapi.json', async () => app.swagger());
  app.get('/api', async (_request, reply) => reply.type('text/html; charset=utf-8').header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'").send(apiPage(app.swagger())));
}

function describe(about: RouteDescription | undefined): object {
  if (about === undefined) return {};
  const refusal = { description: 'Refused', content: json(refusalSchema) };
  return {
    summary: about.summary,
    ...(about.who === 'desk' || about.who === 'supervisor' ? { security: BEARER } : about.who === 'line' ? { security: LINE } : {}),
    ...(about.query === undefined ? {} : { querystring: jsonSchema(about.query, 'input') }),
    ...(about.params === undefined ? {} : { params: jsonSchema(about.params, 'input') }),
    ...(about.body === undefined ? {} : { body: jsonSchema(about.body, 'input') }),
    ...(about.file === undefined ? {} : { body: { content: Object.fromEntries(about.file.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) } }),
    response: {
      '2xx': {
        description: 'Done',
        ...(about.reply !== undefined ? { content: json(about.reply) } : about.replyType !== undefined ? { content: { [about.replyType]: { schema: { type: 'string' } } } } : { type: 'null' }),
      },
      '4xx': refusal,
    },
  };
}

const json = (schema: z.ZodType) => ({ 'application/json': { schema: jsonSchema(schema, 'output') } });

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Record<string, unknown>;
  return rest;
}
