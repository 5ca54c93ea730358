import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parse } from '../../shared/language/parse.ts';
import { type CentralToLine, lineToCentralSchema } from '../../shared/line/lineMessages.ts';
import type { Line, Switchboard } from '../routing/switchboard.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { followExtensions } from './followExtensions.ts';
import { keepAlive, readFrame } from './frames.ts';
import { sendRefusal } from './replies.ts';

const BAD_MESSAGE = 1008;
const FAILED = 1011;
const NORMAL = 1000;

/** `/line`: the WebSocket a telephone line opens, with the secret both read from the data folder. */
export function lineRoute(app: FastifyInstance, central: Central, switchboard: Switchboard): void {
  app.get('/line', {
    websocket: true,
    preValidation: async (request, reply) => {
      if (!isSecret(request.headers.authorization, central.config.lineSecret)) return sendRefusal(reply, refuse(401, 'not-a-line'));
    },
  }, (socket, request) => {
    const line: Line = {
      send: (message: CentralToLine) => { if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message)); },
      close: (why) => socket.close(NORMAL, why),
    };
    keepAlive(socket);
    let turn = Promise.resolve();
    let unfollow: (() => void) | null = null;
    socket.on('message', (data) => {
      const parsed = parse(lineToCentralSchema, readFrame(data));
      if (!parsed.ok) {
        line.send({ t: 'refused', why: `bad message: ${parsed.faults[0]?.field ?? ''}`.slice(0, 200) });
        return;
      }
      turn = turn
        .then(async () => {
          if (!await switchboard.hear(line, parsed.value)) socket.close(BAD_MESSAGE);
          // The practice line asks no list: there everybody is a guest.
          else if (parsed.value.t === 'hello' && parsed.value.kind !== 'practice' && socket.readyState === socket.OPEN) unfollow ??= followExtensions(central.pool, line);
        })
        // Its calls stand: it says hello again, and all is built from that.
        .catch((error: unknown) => {
          request.log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'line message failed');
          socket.close(FAILED, 'internal');
        });
    });
    socket.on('close', () => {
      unfollow?.();
      switchboard.lost(line);
    });
    socket.on('error', () => socket.terminate());
  });
}

function isSecret(authorization: string | undefined, secret: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Line ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
