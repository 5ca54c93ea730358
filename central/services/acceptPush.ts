import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import { type FieldFault, parse } from '../../shared/language/parse.ts';
import { withoutCards } from '../../shared/language/plainText.ts';
import { type Op, type OpResult, opSchema } from '../../shared/sync/pushMessages.ts';
import { configuredChannels } from '../messages/messageSenders.ts';
import { tellFault } from '../tellFault.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { beginOp, finishOp, type OpOutcome, storedOutcome } from '../store/opLog.ts';
import { changesIn } from '../store/pull.ts';
import { isOutOfTheOrdinary, storeContact } from '../store/storeContact.ts';
import { deskScope, mergeTouched, touch } from '../store/touch.ts';
import { namesErased } from '../store/erasures.ts';
import { expectReceipts } from '../store/mirrors.ts';
import type { Connection } from '../store/pool.ts';
import type { Applied } from './applied.ts';
import { applyOp } from './applyOp.ts';
import type { Central } from './central.ts';
import { contactOf, contactsAhead, outcomeOf } from './contactOps.ts';
import { deskScopes, knownScopes } from './deskScopes.ts';
import { idsIn } from './followMerges.ts';
import type { Desk } from './sessions.ts';
import { tellOfOp } from './tellFollowers.ts';

/** Thrown to roll an op back; never leaves this file. */
class NotStored extends Error {
  readonly outcome: OpOutcome;
  constructor(outcome: OpOutcome) {
    super('not stored');
    this.outcome = outcome;
  }
}

/**
 * A desktop waits ten seconds for an answer and then sends all of it again. So a long push on a busy store is answered
 * in parts: what was stored by now, and the desktop goes on with the rest. Without this every desktop that has much to
 * send after an outage would send it again and again, and none would ever finish.
 */
const ANSWER_AFTER_MS = 3000;

interface Settled {
  readonly id: string;
  readonly outcome: OpOutcome;
  readonly repeated: boolean;
  /** The store was asked with it: its agent is shown everybody. */
  readonly shownAll?: true;
}

/**
 * Stores what a desktop pushed, in its order. What one call leaves in one household is stored at once when nothing about it
 * is out of the ordinary; all else op by op, each in a transaction of its own: a refused or broken op does not touch the
 * others. An op that was stored before is answered with its first result.
 *
 * @param schema record schema of the desktop.
 * @returns the reply as JSON text (shape: pushReplySchema): a result for each op from the first on; ops that were not reached
 *          in time have none and are sent again.
 * @throws a database error of an op (disk full, server gone; not one of its data): the ops before it are stored, it and the rest are not,
 *         and pushing all of them again does no harm.
 */
export async function acceptPush(central: Central, desk: Desk, rawOps: readonly unknown[], schema: number): Promise<string> {
  const read = rawOps.map((raw) => readOp(desk.agent, raw));
  const settled: Settled[] = [];
  const untilMs = performance.now() + ANSWER_AFTER_MS;
  try {
    while (settled.length < read.length && performance.now() <= untilMs) settled.push(...await settleNext(central, desk.agent, read.slice(settled.length)));
    return await describe(central, desk, settled, schema);
  } finally {
    central.bell.ring();
  }
}

type ReadOp = { readonly op: Op } | { readonly op: null; readonly refused: Settled };

function readOp(me: Agent, raw: unknown): ReadOp {
  if (!mayPush(me, raw)) return { op: null, refused: { ...badOp(raw, []), outcome: refusal('not-allowed', 'kind') } };
  const parsed = parse(opSchema, raw);
  // Desktops mask card numbers before they store them; one that does not is no reason to keep any.
  return parsed.ok ? { op: withoutCards(parsed.value) } : { op: null, refused: badOp(raw, parsed.faults) };
}

/** Stores the first of some ops, and those after it that can be stored with it. */
async function settleNext(central: Central, me: Agent, left: readonly ReadOp[]): Promise<readonly Settled[]> {
  const [first] = left;
  if (first === undefined) return [];
  if (first.op === null) return [first.refused];
  const firstBad = left.findIndex(({ op }) => op === null);
  const ops = (firstBad < 0 ? left : left.slice(0, firstBad)).flatMap(({ op }) => op ?? []);
  const together = ops.slice(0, contactsAhead(ops, me));
  if (await storeTogether(central, me, together)) return together.map((op) => ({ id: op.id, outcome: outcomeOf(op), repeated: false, shownAll: true }));
  return [{ id: first.op.id, ...await storeOnce(central, first.op, me) }];
}

async function storeTogether(central: Central, me: Agent, ops: readonly Op[]): Promise<boolean> {
  if (ops.length === 0) return false;
  const nowMs = central.clock.now();
  try {
    return await storeContact(central.pool, me.id, contactOf(ops, me, nowMs), nowMs);
  } catch (error) {
    if (isOutOfTheOrdinary(error)) return false;
    throw error;
  }
}

/** The results, each record as it now stands beside the last op that was about it: read once, however many there are. */
async function describe(central: Central, desk: Desk, settled: readonly Settled[], schema: number): Promise<string> {
  const lastAbout = new Map<string, number>();
  for (const [at, { outcome }] of settled.entries()) for (const { table, id } of outcome.subjects) lastAbout.set(`${table} ${id}`, at);
  const subjects = [...new Map(settled.flatMap(({ outcome }) => outcome.subjects.map((one) => [`${one.table} ${one.id}`, one]))).values()];
  const [scopes, records] = subjects.length === 0 ? [[], []] : await Promise.all([scopesToDescribe(central, desk, settled), central.crowd.records(subjects)]);
  const changes = changesIn(scopes, records);
  central.fresh.note(records);
  central.answered.note(desk.sessionId, changes);
  const results = settled.map(({ id, outcome: { ok, refusal, field, standing }, repeated }, at) => {
    const beside = changes.filter((change) => lastAbout.get(`${change.table} ${change.id}`) === at).map(({ text }) => text);
    return `${JSON.stringify({ id, ok, repeated, refusal: refusalOf(refusal, schema), field, standing }).slice(0, -1)},"changes":[${beside.join(',')}]}`;
  });
  return `{"results":[${results.join(',')}]}`;
}

/**
 * The scopes an answer may show records of. Not the desktop's own: one of the version before cannot read its name, and what stands
 * there is told as every change is. Whoever was shown everybody when all of this was stored a moment ago needs not be asked for again.
 */
async function scopesToDescribe(central: Central, desk: Desk, settled: readonly Settled[]): Promise<readonly string[]> {
  const connected = settled.every((one) => one.shownAll === true) ? central.connected.get(desk.sessionId) : undefined;
  const known = connected === undefined ? null : knownScopes(central, desk, connected.schema);
  if (known === null) return await deskScopes(central.crowd, desk, 1);
  return known.scopes.filter((scope) => scope !== deskScope(desk.mirrorId));
}

/** A word a desktop of the version before does not know would spoil the whole answer. */
function refusalOf(refusal: string | null, schema: number): string | null {
  return refusal === 'erased' && schema < 2 ? 'not-found' : refusal;
}

async function storeOnce(central: Central, op: Op, me: Agent): Promise<{ outcome: OpOutcome; repeated: boolean }> {
  const nowMs = central.clock.now();
  try {
    return await inTransaction(central.pool, async (client) => {
      const begun = await beginOp(client, op, me.id, nowMs, isRecord(op) ? null : op.data, [...idsIn(op.data)]);
      if (begun === null) {
        const stored = await storedOutcome(client, op.id);
        if (stored?.agentId === me.id && stored.outcome !== null) return { outcome: stored.outcome, repeated: true };
        return { outcome: refusal('conflict', 'id'), repeated: false };
      }
      if (begun.erased) throw new NotStored(ERASED);
      const applied = await applyOp(client, op, me, nowMs, begun.limited, configuredChannels(central.config));
      if (!applied.ok) throw new NotStored({ ok: false, ...applied.refused, subjects: applied.subjects });
      const outcome: OpOutcome = { ok: true, refusal: null, field: null, standing: null, subjects: applied.subjects };
      await finishOp(client, op.id, outcome);
      await expectReceiptsOf(client, op, applied, nowMs);
      await touch(client, mergeTouched([applied.touched, await tellOfOp(client, op, applied, me, nowMs)]));
      return { outcome, repeated: false };
    });
  } catch (error) {
    if (isDataError(error)) {
      // Erased while the op was at it: what it refers to went from under it.
      if (await namesErased(central.pool, [...idsIn(op.data)])) return { outcome: await keepRefusal(central, op, me, ERASED), repeated: false };
      tellFault(`an op ${op.kind} is refused: the store cannot take its data`, error);
      return { outcome: refusal('bad-op', ''), repeated: false };
    }
    if (!(error instanceof NotStored)) throw error;
    return { outcome: await keepRefusal(central, op, me, error.outcome), repeated: false };
  }
}

/**
 * A refusal is final and kept, so that its repeat is not decided anew on other facts: a claim sent twice must not win
 * the second time. Only 'not-found' is not kept: what was missing may be the next op in somebody's outbox.
 */
async function keepRefusal(central: Central, op: Op, me: Agent, outcome: OpOutcome): Promise<OpOutcome> {
  if (outcome.refusal === 'not-found') return outcome;
  return await inTransaction(central.pool, async (client) => {
    // Of somebody who is erased not even what an op wanted is kept.
    if (await beginOp(client, op, me.id, central.clock.now(), outcome.refusal === 'erased' ? null : op.data, []) !== null) {
      await finishOp(client, op.id, outcome);
      return outcome;
    }
    return (await storedOutcome(client, op.id))?.outcome ?? outcome;
  });
}

/** Ops whose arrival on every desktop that has the household is wanted to be known. */
const receiptKinds: Partial<Record<Op['kind'], 'correction' | 'opt-out'>> = { 'customer.patch': 'correction', 'child.patch': 'correction', 'household.patch': 'correction', 'phone.patch': 'correction', 'opt-out.add': 'opt-out' };

async function expectReceiptsOf(on: Connection, op: Op, applied: Extract<Applied, { readonly ok: true }>, nowMs: number): Promise<void> {
  const kind = receiptKinds[op.kind];
  const household = applied.subjects.find((subject) => subject.table === 'household');
  if (kind !== undefined && household !== undefined) await expectReceipts(on, { eventId: op.id, kind, householdId: household.id, atMs: nowMs }, applied.touched, null);
}

/** What is about customers is for those who are shown them, whatever else is right or wrong with it. */
function mayPush(me: Agent, raw: unknown): boolean {
  const kind = typeof raw === 'object' && raw !== null && 'kind' in raw ? String(raw.kind) : '';
  return seesCustomers(me.role) || /^(gap|notice|article|expert-question)\./.test(kind);
}

/** SQLSTATE classes 22 and 23: what is to be stored is at fault, not the store. Tried again it would fail again. */
function isDataError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]...$/.test(error.code);
}

/** Ops that leave a record of their own need no copy in the log. A number that was there already leaves none. */
function isRecord(op: Op): boolean {
  return op.kind.endsWith('.add') && op.kind !== 'phone.add';
}

/** It is about somebody who was erased at their demand: final, and nothing of it is stored. */
const ERASED: OpOutcome = { ok: false, refusal: 'erased', field: null, standing: null, subjects: [] };

function refusal(what: OpResult['refusal'], field: string): OpOutcome {
  return { ok: false, refusal: what, field, standing: null, subjects: [] };
}

function badOp(raw: unknown, faults: readonly FieldFault[]): Settled {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : '';
  return { id, outcome: refusal('bad-op', faults[0]?.field ?? ''), repeated: false };
}
