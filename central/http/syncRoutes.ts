import type { FastifyInstance, FastifyReply } from 'fastify';
import { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import { pullRequestSchema } from '../../shared/sync/pullMessages.ts';
import { pushRequestSchema } from '../../shared/sync/pushMessages.ts';
import { acceptPush } from '../services/acceptPush.ts';
import type { Central } from '../services/central.ts';
import { recordsSince } from '../services/recordsSince.ts';
import { type HttpRefusal, refuse } from '../services/refusals.ts';
import { forDesks } from './authenticate.ts';
import { readInput, sendJsonText, sendRefusal } from './replies.ts';

/** Records in and out. */
export function syncRoutes(app: FastifyInstance, central: Central): void {
  app.post('/sync/pull', forDesks(central, async (desk, request, reply) => {
    const input = readInput(pullRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const old = refuseOld(central, input.value);
    return old === null ? sendJsonText(reply, await recordsSince(central, desk, input.value)) : sendRefusal(reply, old);
  }));

  app.post('/sync/push', forDesks(central, async (desk, request, reply) => {
    const input = readInput(pushRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    // A desktop newer than central may read, but what it pushes could lose fields central does not know yet.
    if (input.value.proto > PROTOCOL_VERSION || input.value.schema > RECORD_SCHEMA_VERSION) return sendRefusal(reply, refuse(409, 'central-too-old', 'proto'));
    const old = refuseOld(central, input.value);
    if (old !== null) return sendRefusal(reply, old);
    if (await central.space.isLow()) return storeFull(reply);
    return sendJsonText(reply, await acceptPush(central, desk, input.value.ops, input.value.schema));
  }));
}

/** Central serves this protocol and the one before. */
function refuseOld(central: Central, request: { readonly proto: number; readonly schema: number }): HttpRefusal | null {
  const served = request.proto >= PROTOCOL_VERSION - 1 && request.schema >= RECORD_SCHEMA_VERSION - 1;
  return served ? null : refuse(426, 'desktop-too-old', 'proto', central.config.minimumDesktop);
}

function storeFull(reply: FastifyReply): FastifyReply {
  return sendRefusal(reply, refuse(503, 'store-full'));
}
