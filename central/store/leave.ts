import type { z } from 'zod';
import type { consentSchema, OptOut } from '../../shared/customers/consent.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

type Consent = z.infer<typeof consentSchema>;

const addConsentStatement = statement(`
  INSERT INTO consent (id, household_id, customer_id, channel, purpose, given_at_ms, until_ms, proof_kind, proof, recorded_by_agent_id, recorded_by_name)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`);

/** @returns whether it was new. */
export async function addConsent(on: Connection, consent: Consent, agentId: string, agentName: string): Promise<boolean> {
  const { id, householdId, customerId, channel, purpose, givenAtMs, untilMs, proofKind, proof } = consent;
  return (await run(on, addConsentStatement, [id, householdId, customerId, channel, purpose, givenAtMs, untilMs, proofKind, proof, agentId, agentName])) === 1;
}

const outSince = statement(`
  SELECT said_at_ms AS "saidAtMs" FROM opt_out WHERE household_id = $1 AND channel = ANY ($2::text[]) AND said_at_ms >= $3
    AND (customer_id IS NULL OR $4::uuid IS NULL OR customer_id = $4) ORDER BY said_at_ms DESC LIMIT 1`);

/** @returns when these people opted out of a channel, at or after an instant; null when they did not. */
export async function optedOutSince(on: Connection, householdId: string, customerId: string | null, channel: string, sinceMs: number): Promise<number | null> {
  return (await row<{ saidAtMs: number }>(on, outSince, [householdId, [channel, 'all'], sinceMs, customerId]))?.saidAtMs ?? null;
}

const allowPhone = statement(`
  UPDATE household SET phone_consent_until_ms = greatest(phone_consent_until_ms, $2::bigint) WHERE id = $1`);
const allowChannel = statement(`
  UPDATE customer SET channel_attitude = channel_attitude || jsonb_build_object($2::text, 'allow') WHERE id = $1 AND channel_attitude->>$2 = 'refuse'`);

/** What consent changes where desktops look: the household's own leave to be rung, and a person's refusal of the channel. */
export async function grantLeave(on: Connection, { householdId, customerId, channel, untilMs }: Consent): Promise<void> {
  if (channel === 'phone' && untilMs !== null && customerId === null) await run(on, allowPhone, [householdId, untilMs]);
  if (customerId !== null) await run(on, allowChannel, [customerId, channel]);
}

const queued = statement(`
  UPDATE callback SET state = 'cancelled', closed_reason = $4, closed_at_ms = $5
  WHERE household_id = $1 AND state = 'open' AND agreed_at_ms <= $3 AND ($2::uuid IS NULL OR customer_id IS NULL OR customer_id = $2)
  RETURNING id, owner_agent_id AS "ownerAgentId"`);
const withdraw = statement(`
  UPDATE consent SET withdrawn_at_ms = $4, withdrawn_by_opt_out_id = $5
  WHERE household_id = $1 AND ($2::uuid IS NULL OR customer_id = $2) AND channel = ANY ($3::text[]) AND withdrawn_at_ms IS NULL AND given_at_ms <= $4 RETURNING id`);
const noPhoneLeave = statement('UPDATE household SET phone_consent_until_ms = NULL WHERE id = $1');
const refuseChannels = statement(`
  UPDATE customer SET channel_attitude = channel_attitude || (SELECT jsonb_object_agg(c, 'refuse') FROM unnest($3::text[]) c)
  WHERE household_id = $1 AND ($2::uuid IS NULL OR id = $2)`);
const addOptOutStatement = statement(`
  INSERT INTO opt_out (id, household_id, customer_id, channel, said_at_ms, stored_at_ms, words, interaction_id, agent_id, agent_name, cancelled)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '[]') ON CONFLICT (id) DO NOTHING`);
const proof = statement('UPDATE opt_out SET cancelled = $2 WHERE id = $1');

/** Why a callback was cancelled by an opt-out. A code: screens word it. */
const OPTED_OUT_REASON = 'opted-out';

export interface CancelledCallback { readonly id: string; readonly ownerAgentId: string | null }

/**
 * Stores an opt-out with all it does: what is queued by the channel is cancelled, consent withdrawn, the channel refused,
 * and what was cancelled is written down with it.
 *
 * @param channels the channels it speaks of.
 * @returns the callbacks it cancelled; null when it was stored before.
 */
export async function addOptOut(
  on: Connection, optOut: OptOut, channels: readonly string[], agent: { readonly id: string; readonly name: string }, nowMs: number,
): Promise<readonly CancelledCallback[] | null> {
  const { id, householdId, customerId, channel, saidAtMs, words, interactionId } = optOut;
  if (await run(on, addOptOutStatement, [id, householdId, customerId, channel, saidAtMs, nowMs, words, interactionId, agent.id, agent.name]) !== 1) return null;
  const isPhone = channels.includes('phone');
  const callbacks = isPhone ? await rows<CancelledCallback>(on, queued, [householdId, customerId, saidAtMs, OPTED_OUT_REASON, nowMs]) : [];
  const consents = await rows<{ id: string }>(on, withdraw, [householdId, customerId, channels, saidAtMs, id]);
  if (isPhone && customerId === null) await run(on, noPhoneLeave, [householdId]);
  await run(on, refuseChannels, [householdId, customerId, channels]);
  const cancelled = [...callbacks.map((each) => ({ what: 'callback', id: each.id })), ...consents.map((each) => ({ what: 'consent', id: each.id }))];
  await run(on, proof, [id, JSON.stringify(cancelled)]);
  return callbacks;
}
