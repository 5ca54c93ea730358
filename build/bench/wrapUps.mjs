// What a finished call leaves: an interaction and the callback agreed in it, as a desktop pushes them.
import { v7 as uuidv7 } from 'uuid';
import { protocol } from './protocol.mjs';

const MINUTE_MS = 60_000;

/** Households with a person and a number each, drawn from all over the store. */
export async function someHouseholds(client, howMany) {
  // Ids are hashes: in their order the households come from all over the store.
  const { rows } = await client.query(`
    SELECT DISTINCT ON (c.household_id) c.household_id AS "householdId", c.id AS "customerId", (SELECT p.number FROM phone p WHERE p.household_id = c.household_id ORDER BY p.id LIMIT 1) AS number
    FROM customer c ORDER BY c.household_id, c.id LIMIT $1`, [howMany]);
  return rows;
}

/** The interaction and callback of one call. */
export function wrapUpOf({ householdId, customerId, number }, agent, callId) {
  const nowMs = Date.now();
  const interaction = {
    id: uuidv7(), householdId, customerId, kind: 'call-in', callId, number, dialled: '+868008201234', queue: '母婴800', startedAtMs: nowMs - 4 * MINUTE_MS, talkSeconds: 180,
    endReason: 'hung-up', hungUpBy: 'customer', outcome: 'callback-agreed', note: '妈妈问转奶，已按知识库答复，约好再打。', agentId: agent.id, agentName: agent.name, callbackId: null, articlesUsed: [], recordedAtMs: nowMs,
  };
  const callback = {
    id: uuidv7(), householdId, customerId, number, dueAtMs: nowMs + 24 * 60 * MINUTE_MS, zone: 'Asia/Shanghai', windowMinutes: 15, purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: agent.id,
    state: 'open', attempts: 0, maxAttempts: 3, agreedText: '明天下午3点 找妈妈 问转奶', agreedInInteractionId: interaction.id, agreedByAgentId: agent.id, agreedAtMs: nowMs, closedReason: null,
  };
  return { interaction, callback };
}

/** The body of the push that carries it. */
export async function pushBody({ interaction, callback }) {
  const { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } = await protocol();
  const op = (kind, data) => ({ id: uuidv7(), kind, v: RECORD_SCHEMA_VERSION, atMs: interaction.recordedAtMs, data });
  return { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, ops: [op('interaction.add', { interaction, questions: [] }), op('callback.add', { callback })] };
}
