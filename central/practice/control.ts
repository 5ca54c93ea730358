import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { parse } from '../../shared/language/parse.ts';
import { faultWords } from './faultWords.ts';
import type { PracticeLine } from './practiceLine.ts';
import type { PracticeSwitch } from './switch.ts';

const LARGEST_BODY_BYTES = 300 * 1024;

const ringSchema = z.object({
  from: z.string().min(1).max(64).nullable(),
  dialled: z.string().min(1).max(64),
  persona: z.string().max(40).default('talker'),
  keys: z.string().max(40).nullable().default(null),
});
const keysSchema = z.object({ keys: z.string().regex(/^[0-9*#A-D]{1,16}$/) });
const rawSchema = z.object({ extension: z.string().regex(/^\d{3,8}$/), message: z.string().max(LARGEST_BODY_BYTES) });

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const refusal = (status: number, why: string, field: string | null = null): Reply => ({ status, body: { refusal: why, field, detail: null } });

/**
 * The hand on the practice line: who rings, who hangs up, what is heard. HTTP on this machine only, with the line's secret.
 * `POST /ring`, `GET /calls`, `POST /calls/:id/hangup`, `POST /calls/:id/keys`, `POST /raw`.
 *
 * @param log is told what broke in here; who asked hears only that something did.
 */
export function createControl(line: PracticeLine, exchange: PracticeSwitch, lineSecret: string, log: (what: string) => void): Server {
  return createServer((request, response) => {
    answer(request, line, exchange, lineSecret)
      .catch((error: unknown) => {
        log(`control door: ${faultWords(error)}`);
        return refusal(500, 'internal');
      })
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
}

async function answer(request: IncomingMessage, line: PracticeLine, exchange: PracticeSwitch, lineSecret: string): Promise<Reply> {
  if (!isAllowed(request.headers.authorization, lineSecret)) return refusal(401, 'unauthorized');
  const { pathname } = new URL(request.url ?? '/', 'http://line');
  const route = `${request.method} ${pathname}`;
  if (route === 'GET /calls') return { status: 200, body: line.view() };
  const hangUp = /^POST \/calls\/([^/]{1,128})\/hangup$/.exec(route);
  if (hangUp) return line.hangUp(decodeURIComponent(hangUp[1] ?? '')) ? { status: 200, body: { ok: true } } : refusal(404, 'no-such-call');
  const press = /^POST \/calls\/([^/]{1,128})\/keys$/.exec(route);
  if (press) {
    const keys = parse(keysSchema, await readJson(request));
    if (!keys.ok) return refusal(400, 'bad-request', keys.faults[0]?.field ?? null);
    return line.press(decodeURIComponent(press[1] ?? ''), keys.value.keys) ? { status: 200, body: { ok: true } } : refusal(404, 'no-such-call');
  }
  if (route !== 'POST /ring' && route !== 'POST /raw') return refusal(404, 'not-found');
  const body = await readJson(request);
  if (body === undefined) return refusal(400, 'bad-request');
  if (route === 'POST /ring') {
    const parsed = parse(ringSchema, body);
    if (!parsed.ok) return refusal(400, 'bad-request', parsed.faults[0]?.field ?? null);
    const reply = line.ring(parsed.value);
    return reply.ok ? { status: 200, body: { callId: reply.callId } } : refusal(400, reply.why, 'persona');
  }
  const parsed = parse(rawSchema, body);
  if (!parsed.ok) return refusal(400, 'bad-request', parsed.faults[0]?.field ?? null);
  return exchange.sendRaw(parsed.value.extension, parsed.value.message) ? { status: 200, body: { ok: true } } : refusal(404, 'not-registered', 'extension');
}

function isAllowed(header: string | undefined, lineSecret: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Line ${lineSecret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(reply.body));
}
