import type { Socket } from 'node:net';
import process from 'node:process';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { parse } from '../../shared/language/parse.ts';
import { liveToCentralSchema, type LiveToDesk, SCHEMA_HEADER } from '../../shared/sync/liveMessages.ts';
import type { Central } from '../services/central.ts';
import type { Live, LiveDesk } from '../services/live.ts';
import { greetDesk, hearDesk, type Probe } from '../services/liveDesk.ts';
import { refuse } from '../services/refusals.ts';
import { type Desk, deskOf } from '../services/sessions.ts';
import { keepAlive, readFrame } from './frames.ts';
import { sendRefusal } from './replies.ts';

/** WebSocket close codes: a message that breaks the protocol; something failed here. */
const BAD_MESSAGE = 1008;
const FAILED = 1011;
const NORMAL = 1000;
const AS_TEXT = { binary: false };

/** `/live`: one WebSocket for each signed-in desktop. Refused with 401 before it opens when the access token is not good. */
export function liveRoute(app: FastifyInstance, central: Central, live: Live, probe: Probe): void {
  const admitted = new WeakMap<FastifyRequest, Desk>();
  app.get('/live', {
    websocket: true,
    preValidation: async (request, reply) => {
      const desk = await deskOf(central, request.headers.authorization);
      if (desk === null) return sendRefusal(reply, refuse(401, 'signed-out'));
      admitted.set(request, desk);
    },
  }, (socket, request) => {
    const desk = admitted.get(request);
    if (desk === undefined) socket.close(BAD_MESSAGE);
    else serve(socket, desk, central, live, probe, request);
  });
}

function serve(socket: WebSocket, who: Desk, central: Central, live: Live, probe: Probe, request: FastifyRequest): void {
  const schema = schemaOf(request);
  const desk: LiveDesk = {
    ...who, schema, scopes: new Set(), limited: false, remitsVersion: -1, presenceSeq: -1,
    isOpen: () => socket.readyState === socket.OPEN,
    send: (message: LiveToDesk | Buffer) => {
      if (socket.readyState !== socket.OPEN) return;
      together(request.raw.socket);
      socket.send(Buffer.isBuffer(message) ? message : JSON.stringify(message), AS_TEXT);
    },
    close: (why) => socket.close(NORMAL, why),
  };
  const fail = (error: unknown) => {
    request.log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'live connection failed');
    socket.close(FAILED, 'internal');
  };
  keepAlive(socket);
  // Strictly in the order they came: a choice after another must win.
  let turn = greetDesk(central, live, desk).catch(fail);
  socket.on('message', (data) => {
    const parsed = parse(liveToCentralSchema, readFrame(data));
    if (!parsed.ok) return socket.close(BAD_MESSAGE, `bad message: ${parsed.faults[0]?.field ?? ''}`.slice(0, 120));
    turn = turn.then(() => hearDesk(central, live, desk, parsed.value, probe)).catch(fail);
  });
  socket.on('close', () => live.leave(desk));
  socket.on('error', () => socket.terminate());
}

/** What is sent in one turn leaves in one write: a desktop that comes back is told several things at once, and a thousand may come. */
function together(raw: Socket): void {
  if (raw.writableCorked > 0) return;
  raw.cork();
  process.nextTick(() => { raw.uncork(); });
}

/** The record schema a desktop told; one that tells none is of the first. */
function schemaOf(request: FastifyRequest): number {
  const told = Number(request.headers[SCHEMA_HEADER]);
  return Number.isInteger(told) && told > 0 ? told : 1;
}
