import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parse } from '../../shared/language/parse.ts';
import { type CentralToLine, type LineToCentral, lineToCentralSchema } from '../../shared/line/lineMessages.ts';
import type { Line, Switchboard } from '../routing/switchboard.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { followExtensions } from './followExtensions.ts';
import { keepAlive, readFrame } from './frames.ts';
import { sendRefusal } from './replies.ts';

const BAD_MESSAGE = 1008;
const FAILED = 1011;
const NORMAL = 1000;

/** `/line`: the WebSocket a telephone line opens, with the secret both read from the data folder; `/healthz/line`: by which a load balancer finds the central that has it. */
export function lineRoute(app: FastifyInstance, central: Central, switchboard: Switchboard): void {
  app.get('/healthz/line', async (_request, reply) => {
    await central.pool.query('SELECT 1');
    return switchboard.hasLine() ? { ok: true } : sendRefusal(reply, refuse(503, 'line-away'));
  });
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
    const arrived: LineToCentral[] = [];
    let isHearing = false;
    let unfollow: (() => void) | null = null;
    socket.on('message', (data) => {
      const parsed = parse(lineToCentralSchema, readFrame(data));
      if (!parsed.ok) {
        line.send({ t: 'refused', why: `bad message: ${parsed.faults[0]?.field ?? ''}`.slice(0, 200) });
        return;
      }
      arrived.push(parsed.value);
      if (!isHearing) void hear();
    });
    /** What comes while something is being stored is stored together when that is done. */
    const hear = async (): Promise<void> => {
      isHearing = true;
      while (arrived.length > 0) {
        const together = arrived.splice(0);
        try {
          if (!await switchboard.hear(line, together)) socket.close(BAD_MESSAGE);
          // The practice line asks no list: there everybody is a guest.
          else if (together.some((each) => each.t === 'hello' && each.kind !== 'practice') && socket.readyState === socket.OPEN) unfollow ??= followExtensions(central.pool, line);
        } catch (error) {
          // Its calls stand: it says hello again, and all is built from that.
          request.log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'line message failed');
          socket.close(FAILED, 'internal');
        }
      }
      isHearing = false;
    };
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
