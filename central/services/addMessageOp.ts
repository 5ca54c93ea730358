import type { Agent } from '../../shared/agents/agent.ts';
import type { MessageChannel } from '../../shared/messages/messageTemplate.ts';
import { mayWrite } from '../../shared/messages/mayWrite.ts';
import { fillTemplate } from '../../shared/messages/placeholders.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { readPolicy } from '../store/agents.ts';
import { lockCallback } from '../store/callbacks.ts';
import { linkAnswerOfCall } from '../store/gaps.ts';
import { readHouseholdFile } from '../store/householdFile.ts';
import { customerIsOf, lockHousehold } from '../store/households.ts';
import { addMessage } from '../store/messages.ts';
import { templateVersion } from '../store/messageTemplates.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';

/** Nobody schedules a message further ahead. */
const FURTHEST_MS = 62 * DAY_MS;

/**
 * A message to a customer. Central fills the template's version itself: a text that is another than the agent read, or that is no
 * template's, is refused. What a rule is against is stored as refused, with the rule, so that everybody sees it was not sent.
 *
 * @param configured by what this central can send.
 */
export async function addMessageOp(client: Connection, { message }: OpData<'message.add'>, me: Agent, nowMs: number, configured: readonly MessageChannel[]): Promise<Applied> {
  const { householdId, customerId, templateId } = message;
  if (!await lockHousehold(client, householdId)) return refusedOp('not-found', 'message.householdId');
  if (!await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'message.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  const found = await templateVersion(client, templateId, message.templateVersion);
  if (found === null) return refusedOp('not-found', 'message.templateId', null, subjects);
  const { template } = found;
  if (found.state === 'retired') return refusedOp('already-closed', 'message.templateId', template.name, subjects);
  if (template.channel !== message.channel) return refusedOp('bad-op', 'message.channel', null, subjects);
  if (message.sendAtMs > nowMs + FURTHEST_MS) return refusedOp('bad-op', 'message.sendAtMs', null, subjects);
  const filled = fillTemplate(template, message.values);
  if (!filled.ok || filled.value.text !== message.text || filled.value.subject !== message.subject) return refusedOp('conflict', 'message.text', null, subjects);
  const kept = message.answersCallbackId === undefined ? null : await lockCallback(client, message.answersCallbackId);
  if (message.answersCallbackId !== undefined && (kept?.callback.householdId !== householdId || kept.callback.permissionReason !== 'answer-promised' || template.reason !== 'answer')) return refusedOp('not-found', 'message.answersCallbackId', null, subjects);
  const file = await readHouseholdFile(client, householdId, nowMs);
  if (file === null) return refusedOp('not-found', 'message.householdId');
  const judged = mayWrite({ ...message, file, reason: template.reason, configured, nowMs, hours: await readPolicy(client, nowMs) });
  const isNew = await addMessage(client, {
    ...message, reason: template.reason, templateName: template.name, agentId: me.id, agentName: me.name, createdAtMs: nowMs,
    state: judged.ok ? 'queued' : 'refused', why: judged.ok ? null : judged.why, nextTryAtMs: judged.ok ? judged.goesAtMs : nowMs,
  });
  if (!isNew) return refusedOp('conflict', 'message.id', null, subjects);
  if (kept !== null && judged.ok) await linkAnswerOfCall(client, kept.callback.id, message.id);
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects };
}
