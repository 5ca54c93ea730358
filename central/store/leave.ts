import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { consentSchema, OptOut, StandingConsent } from '../../shared/customers/consent.ts';
import { type RecordLeave, attitudeTurned, coversLeave, leaveOfPeople } from '../../shared/customers/leaveOfRecord.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import { cancelMessages, queueAgain } from './messages.ts';
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

const addRecordLeaveStatement = statement(`
  INSERT INTO consent (id, household_id, customer_id, channel, purpose, given_at_ms, until_ms, proof_kind, proof, recorded_by_agent_id, recorded_by_name)
  SELECT x.id, x."householdId", x."customerId", x.channel, x.purpose, x."givenAtMs", x."untilMs", x."proofKind", x.proof, $2, $3
  FROM jsonb_to_recordset($1::jsonb) x (id uuid, "householdId" uuid, "customerId" uuid, channel text, purpose text, "givenAtMs" bigint, "untilMs" bigint, "proofKind" text, proof text)`);

/** Writes down leave that came with a record, and who brought it. */
export async function addRecordLeave(on: Connection, said: readonly RecordLeave[], agentId: string, agentName: string): Promise<void> {
  if (said.length > 0) await run(on, addRecordLeaveStatement, [JSON.stringify(said.map((each) => ({ ...each, id: uuidv7() }))), agentId, agentName]);
}

const standingOf = statement(`
  SELECT customer_id AS "customerId", channel, until_ms AS "untilMs", withdrawn_at_ms AS "withdrawnAtMs" FROM consent WHERE customer_id = $1 AND withdrawn_at_ms IS NULL`);
const endRecordLeave = statement(`
  UPDATE consent SET withdrawn_at_ms = $3 WHERE customer_id = $1 AND channel = ANY ($2::text[]) AND proof_kind = 'record' AND withdrawn_at_ms IS NULL`);

/** Keeps the rows beside what a person's field says of channels: what it newly allows has one, what it no longer allows has none that stands. */
export async function turnRecordLeave(on: Connection, person: Customer, after: Customer['channelAttitude'], agent: { readonly id: string; readonly name: string }, atMs: number): Promise<void> {
  const { given, ended } = attitudeTurned(person.channelAttitude, after);
  if (ended.length > 0) await run(on, endRecordLeave, [person.id, ended, atMs]);
  if (given.length === 0) return;
  const standing = await rows<Pick<StandingConsent, 'customerId' | 'channel' | 'untilMs' | 'withdrawnAtMs'>>(on, standingOf, [person.id]);
  const said = leaveOfPeople([{ ...person, channelAttitude: after }], atMs).filter((each) => given.includes(each.channel) && !standing.some((there) => coversLeave(there, each)));
  await addRecordLeave(on, said, agent.id, agent.name);
}

const standingIn = statement(`SELECT id FROM consent WHERE household_id = $1 AND ($2::uuid IS NULL OR customer_id = $2) AND channel = ANY ($3::text[]) AND withdrawn_at_ms IS NULL ORDER BY id`);
/** @param customerId null: everybody's of the household. @returns consents that were not withdrawn. */
export async function standingConsents(on: Connection, householdId: string, customerId: string | null, channels: readonly string[]): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, standingIn, [householdId, customerId, channels])).map((found) => found.id);
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
const phoneLeave = statement(`SELECT phone_consent_until_ms AS "untilMs" FROM household WHERE id = $1`);
const noPhoneLeave = statement('UPDATE household SET phone_consent_until_ms = NULL WHERE id = $1');
const attitudes = statement(`SELECT id, channel_attitude AS attitude FROM customer WHERE household_id = $1 AND ($2::uuid IS NULL OR id = $2) ORDER BY id FOR UPDATE`);
const refuseChannels = statement(`
  UPDATE customer SET channel_attitude = channel_attitude || (SELECT jsonb_object_agg(c, 'refuse') FROM unnest($3::text[]) c)
  WHERE household_id = $1 AND ($2::uuid IS NULL OR id = $2)`);
const addOptOutStatement = statement(`
  INSERT INTO opt_out (id, household_id, customer_id, channel, said_at_ms, stored_at_ms, words, interaction_id, agent_id, agent_name, cancelled)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '[]') ON CONFLICT (id) DO NOTHING`);
const proof = statement('UPDATE opt_out SET cancelled = $2 WHERE id = $1');

/** Why a callback was cancelled by an opt-out. A code: screens word it. */
const OPTED_OUT_REASON = 'opted-out';

/** What an opt-out did, written down with it: what is taken back with its interaction is as it was. */
type Cancelled =
  | { readonly what: 'callback' | 'consent' | 'message'; readonly id: string }
  | { readonly what: 'attitude'; readonly id: string; readonly before: Readonly<Record<string, string>> }
  | { readonly what: 'phone-leave'; readonly id: string; readonly untilMs: number };

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
  const messages = await cancelMessages(on, { householdId, customerId }, channels, nowMs);
  const consents = await rows<{ id: string }>(on, withdraw, [householdId, customerId, channels, saidAtMs, id]);
  const untilMs = isPhone && customerId === null ? ((await row<{ untilMs: number | null }>(on, phoneLeave, [householdId]))?.untilMs ?? null) : null;
  if (untilMs !== null) await run(on, noPhoneLeave, [householdId]);
  const before = await rows<{ id: string; attitude: Record<string, string> }>(on, attitudes, [householdId, customerId]);
  await run(on, refuseChannels, [householdId, customerId, channels]);
  const cancelled: readonly Cancelled[] = [
    ...callbacks.map((each) => ({ what: 'callback', id: each.id } as const)), ...messages.map((message) => ({ what: 'message', id: message } as const)), ...consents.map((each) => ({ what: 'consent', id: each.id } as const)),
    ...before.map((each) => ({ what: 'attitude', id: each.id, before: Object.fromEntries(channels.flatMap((one) => (each.attitude[one] === undefined ? [] : [[one, each.attitude[one]]]))) } as const)),
    ...(untilMs === null ? [] : [{ what: 'phone-leave', id: householdId, untilMs } as const]),
  ];
  await run(on, proof, [id, JSON.stringify(cancelled)]);
  return callbacks;
}

export interface TakenBackOptOut {
  readonly optOut: OptOut;
  /** Who had written it down. */
  readonly by: { readonly id: string; readonly name: string };
  /** Callbacks that are open again. */
  readonly callbacks: readonly CancelledCallback[];
}

const saidIn = statement(`
  SELECT id, household_id AS "householdId", customer_id AS "customerId", channel, said_at_ms AS "saidAtMs", words, interaction_id AS "interactionId", agent_id AS "agentId", agent_name AS "agentName", cancelled
  FROM opt_out WHERE interaction_id = $1 ORDER BY id FOR UPDATE`);
const reopen = statement(`
  UPDATE callback SET state = 'open', closed_reason = NULL, closed_at_ms = NULL
  WHERE id = ANY ($1::uuid[]) AND state = 'cancelled' AND closed_reason = '${OPTED_OUT_REASON}' RETURNING id, owner_agent_id AS "ownerAgentId"`);
const giveBack = statement('UPDATE consent SET withdrawn_at_ms = NULL, withdrawn_by_opt_out_id = NULL WHERE withdrawn_by_opt_out_id = $1');
// A channel that is refused no longer was allowed anew meanwhile: that stands.
const restoreAttitude = statement(`
  UPDATE customer SET channel_attitude = (SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(channel_attitude) WHERE NOT (key = ANY ($2::text[]) AND value = '"refuse"'))
    || (SELECT coalesce(jsonb_object_agg(b.key, b.value), '{}'::jsonb) FROM jsonb_each($3::jsonb) b WHERE customer.channel_attitude->>b.key = 'refuse')
  WHERE id = $1`);
const restoreLeave = statement('UPDATE household SET phone_consent_until_ms = coalesce(phone_consent_until_ms, $2::bigint) WHERE id = $1');
const forget = statement('DELETE FROM opt_out WHERE id = $1');

/**
 * Takes back what was opted out of in an interaction, because it was written down by mistake: callbacks, consents and
 * channels are as they were before.
 *
 * @param allChannels what 'all' spoke of.
 * @param isTaken which of them; left out: all.
 */
export async function takeBackOptOuts(on: Connection, interactionId: string, allChannels: readonly string[], isTaken: (optOut: OptOut) => boolean = () => true): Promise<readonly TakenBackOptOut[]> {
  const found = await rows<OptOut & { agentId: string; agentName: string; cancelled: readonly Cancelled[] }>(on, saidIn, [interactionId]);
  const taken: TakenBackOptOut[] = [];
  for (const { cancelled, agentId, agentName, ...optOut } of found) {
    if (!isTaken(optOut)) continue;
    const callbacks = await rows<CancelledCallback>(on, reopen, [cancelled.flatMap((each) => (each.what === 'callback' ? [each.id] : []))]);
    await queueAgain(on, cancelled.flatMap((each) => (each.what === 'message' ? [each.id] : [])));
    await run(on, giveBack, [optOut.id]);
    for (const each of cancelled) {
      if (each.what === 'attitude') await run(on, restoreAttitude, [each.id, optOut.channel === 'all' ? allChannels : [optOut.channel], JSON.stringify(each.before)]);
      if (each.what === 'phone-leave') await run(on, restoreLeave, [each.id, each.untilMs]);
    }
    await run(on, forget, [optOut.id]);
    taken.push({ optOut, by: { id: agentId, name: agentName }, callbacks });
  }
  return taken;
}
