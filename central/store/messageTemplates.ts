import { type MessageTemplate, messageTemplateSchema, type TemplateText, templateTextSchema } from '../../shared/messages/messageTemplate.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordColumns, recordJson } from './recordColumns.ts';

const all = statement(`SELECT ${recordJson('message_template', 't')} AS template FROM message_template t ORDER BY t.name, t.id`);
/** Every template, by name. */
export async function allTemplates(on: Connection): Promise<readonly MessageTemplate[]> {
  return (await rows<{ template: unknown }>(on, all)).map((found) => messageTemplateSchema.parse(found.template));
}

const put = statement(`
  INSERT INTO message_template (${recordColumns('message_template').join(', ')}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
  ON CONFLICT (id) DO UPDATE SET name = $1, channel = $2, language = $3, reason = $4, subject = $5, body = $6, state = $7, version = message_template.version + 1, updated_at_ms = $9
  RETURNING version`);
const keep = statement('INSERT INTO message_template_version (template_id, version, template) VALUES ($1, $2, $3)');
/** Stores a template as its next version. Desktops are told by whoever calls. */
export async function setTemplate(on: Connection, id: string, { name, channel, language, reason, subject, body, state }: TemplateText, nowMs: number): Promise<void> {
  const stored = await row<{ version: number }>(on, put, [name, channel, language, reason, subject, body, state, id, nowMs]);
  await run(on, keep, [id, stored?.version ?? 1, JSON.stringify({ name, channel, language, reason, subject, body, state })]);
}

const dropUnused = statement('DELETE FROM message_template t WHERE t.id = $1 AND NOT EXISTS (SELECT 1 FROM message m WHERE m.template_id = t.id) RETURNING id');
/** @returns false when something was sent by it. */
export async function dropUnusedTemplate(on: Connection, id: string): Promise<boolean> {
  return (await row(on, dropUnused, [id])) !== null;
}

const version = statement(`
  SELECT v.template, t.state FROM message_template_version v JOIN message_template t ON t.id = v.template_id WHERE v.template_id = $1 AND v.version = $2`);
/** A version of a template, and how the template stands now; null: there is none. */
export async function templateVersion(on: Connection, id: string, of: number): Promise<{ readonly template: TemplateText; readonly state: TemplateText['state'] } | null> {
  const found = await row<{ template: unknown; state: TemplateText['state'] }>(on, version, [id, of]);
  return found === null ? null : { template: templateTextSchema.parse(found.template), state: found.state };
}
