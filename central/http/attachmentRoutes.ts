import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { editorRoles, mayEdit } from '../../shared/agents/roleRights.ts';
import { attachmentName, attachmentType, LARGEST_ATTACHMENT_BYTES } from '../../shared/knowledge/attachment.ts';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { addAttachment, readAttachment } from '../store/attachments.ts';
import { forDesks, forRoles } from './authenticate.ts';
import { idSchema, readInput, sendRefusal } from './replies.ts';

/** `id` is made by whoever sends it, so that it may be sent twice. */
export const newAttachmentSchema = z.object({ id: z.uuid(), name: z.string().trim().min(1).max(255) });

/** Files of articles: editors add them, everybody who is shown the article opens them. */
export function attachmentRoutes(app: FastifyInstance, central: Central): void {
  // The parser of octet-stream is that of lists (importRoutes.ts).
  app.post('/articles/attachments', { bodyLimit: LARGEST_ATTACHMENT_BYTES }, forRoles(central, editorRoles)(async (desk, request, reply) => {
    const input = readInput(newAttachmentSchema, request.query);
    if (!input.ok) return sendRefusal(reply, input.refused);
    if (!Buffer.isBuffer(request.body) || request.body.length === 0) return sendRefusal(reply, refuse(400, 'bad-request', 'body'));
    const type = attachmentType(request.body);
    if (type === null) return sendRefusal(reply, refuse(415, 'wrong-type', 'body'));
    if (await central.space.isLow()) return sendRefusal(reply, refuse(503, 'store-full'));
    const { id, name } = input.value;
    const added = await addAttachment(central.pool, { id, name: attachmentName(name, type), type }, request.body, desk.agent.id, central.clock.now());
    return added ?? sendRefusal(reply, refuse(409, 'conflict', 'id'));
  }));

  app.get('/articles/attachments/:id', forDesks(central, async (desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const found = await readAttachment(central.pool, which.value.id, mayEdit(desk.agent.role) ? null : desk.agent.id);
    if (found === null) return sendRefusal(reply, refuse(404, 'not-found', 'id'));
    return reply.type(found.type).header('x-content-type-options', 'nosniff').header('content-disposition', 'attachment').send(found.bytes);
  }));
}
