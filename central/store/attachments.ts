import type { Attachment, AttachmentType } from '../../shared/knowledge/attachment.ts';
import { type Connection, row, run, statement } from './pool.ts';

const add = statement(`
  INSERT INTO article_attachment (id, name, type, size, bytes, added_by_agent_id, added_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`);
const same = statement('SELECT bytes = $2 AND added_by_agent_id = $3 AS same, name, type, size AS bytes FROM article_attachment WHERE id = $1');
/** Stores a file, whole or not at all. @returns as it stands; null when something else stands under this id. */
export async function addAttachment(on: Connection, { id, name, type }: Omit<Attachment, 'bytes'>, bytes: Buffer, agentId: string, nowMs: number): Promise<Attachment | null> {
  await run(on, add, [id, name, type, bytes.length, bytes, agentId, nowMs]);
  const found = await row<{ same: boolean; name: string; type: AttachmentType; bytes: number }>(on, same, [id, bytes, agentId]);
  return found?.same === true ? { id, name: found.name, type: found.type, bytes: found.bytes } : null;
}

// Of an editor who saves and a sweep at the same moment the second waits for the first.
const use = statement('UPDATE article_attachment SET used = true WHERE id = $1 AND name = $2 AND type = $3 AND size = $4');
/** Says that a version names these. @returns the place of the first that is not there, or is another than it says; null: all are. */
export async function markAttachments(on: Connection, attachments: readonly Attachment[]): Promise<number | null> {
  for (const [at, { id, name, type, bytes }] of attachments.entries()) if (await run(on, use, [id, name, type, bytes]) !== 1) return at;
  return null;
}

// What was out was for its regions alone; an editor ($2 null) is shown all.
const read = statement(`
  SELECT a.name, a.type, a.bytes FROM article_attachment a WHERE a.id = $1 AND ($2::uuid IS NULL OR EXISTS (
    SELECT 1 FROM article_version v WHERE v.published_at_ms IS NOT NULL AND v.content->'attachments' @> jsonb_build_array(jsonb_build_object('id', a.id::text))
      AND (coalesce(jsonb_array_length(v.content->'regions'), 0) = 0 OR NOT EXISTS (SELECT 1 FROM agent_region WHERE agent_id = $2::uuid)
        OR EXISTS (SELECT 1 FROM agent_region r WHERE r.agent_id = $2::uuid AND v.content->'regions' ? r.region_id))))`);
/** @param viewer null: one who is shown all. @returns null too for what the viewer is not shown. */
export async function readAttachment(on: Connection, id: string, viewer: string | null): Promise<{ readonly name: string; readonly type: AttachmentType; readonly bytes: Buffer } | null> {
  return await row<{ name: string; type: AttachmentType; bytes: Buffer }>(on, read, [id, viewer]);
}

const drop = statement('DELETE FROM article_attachment WHERE NOT used AND added_at_ms < $1');
/** Takes out files that no version ever named. */
export async function dropUnusedAttachments(on: Connection, addedBeforeMs: number): Promise<void> {
  await run(on, drop, [addedBeforeMs]);
}
