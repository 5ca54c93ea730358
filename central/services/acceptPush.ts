import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import { type FieldFault, parse } from '../../shared/language/parse.ts';
import { type Op, type OpResult, opSchema } from '../../shared/sync/pushMessages.ts';
import { tellFault } from '../tellFault.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { beginOp, finishOp, type OpOutcome, storedOutcome } from '../store/opLog.ts';
import { recordsInScopes } from '../store/pull.ts';
import { touch } from '../store/touch.ts';
import { namesErased } from '../store/erasures.ts';
import { expectReceipts } from '../store/mirrors.ts';
import type { Connection } from '../store/pool.ts';
import type { Applied } from './applied.ts';
import { applyOp } from './applyOp.ts';
import type { Central } from './central.ts';
import { deskScopes } from './deskScopes.ts';
import { idsIn } from './followMerges.ts';
import type { Desk } from './sessions.ts';

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

interface Settled { readonly id: string; readonly outcome: OpOutcome; readonly repeated: boolean }

/**
 * Stores what a desktop pushed, op by op in its order, each in a transaction of its own: a refused or broken op does
 * not touch the others. An op that was stored before is answered with its first result.
 *
 * @returns a result for each op from the first on; ops that were not reached in time have none and are sent again.
 * @throws a database error of an op (disk full, server gone; not one of its data): the ops before it are stored, it and the rest are not,
 *         and pushing all of them again does no harm.
 */
export async function acceptPush(central: Central, desk: Desk, rawOps: readonly unknown[]): Promise<readonly OpResult[]> {
  const settled: Settled[] = [];
  const untilMs = performance.now() + ANSWER_AFTER_MS;
  try {
    for (const raw of rawOps) {
      settled.push(await acceptOp(central, desk, raw));
      if (performance.now() > untilMs) break;
    }
  } finally {
    central.bell.ring();
  }
  return await describe(central, desk, settled);
}

async function acceptOp(central: Central, desk: Desk, raw: unknown): Promise<Settled> {
  if (!mayPush(desk.agent, raw)) return { ...badOp(raw, []), outcome: refusal('not-allowed', 'kind') };
  const parsed = parse(opSchema, raw);
  if (!parsed.ok) return badOp(raw, parsed.faults);
  return { id: parsed.value.id, ...await storeOnce(central, parsed.value, desk.agent) };
}

/** The results, each record as it now stands beside the last op that was about it: read once, however many there are. */
async function describe(central: Central, desk: Desk, settled: readonly Settled[]): Promise<readonly OpResult[]> {
  const lastAbout = new Map<string, number>();
  for (const [at, { outcome }] of settled.entries()) for (const { table, id } of outcome.subjects) lastAbout.set(`${table} ${id}`, at);
  const subjects = [...new Map(settled.flatMap(({ outcome }) => outcome.subjects.map((one) => [`${one.table} ${one.id}`, one]))).values()];
  const changes = subjects.length === 0 ? [] : await recordsInScopes(central.pool, await deskScopes(central.pool, desk, 1, central.clock.now()), subjects, central.clock.now());
  return settled.map(({ id, outcome, repeated }, at) => ({
    id, ok: outcome.ok, repeated,
    refusal: outcome.refusal as OpResult['refusal'], field: outcome.field, standing: outcome.standing,
    changes: changes.filter((change) => lastAbout.get(`${change.t} ${change.id}`) === at),
  }));
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
      const applied = await applyOp(client, op, me, nowMs, begun.limited);
      if (!applied.ok) throw new NotStored({ ok: false, ...applied.refused, subjects: applied.subjects });
      const outcome: OpOutcome = { ok: true, refusal: null, field: null, standing: null, subjects: applied.subjects };
      await finishOp(client, op.id, outcome);
      await expectReceiptsOf(client, op, applied, nowMs);
      await touch(client, applied.touched);
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
const receiptKinds: Partial<Record<Op['kind'], 'correction' | 'opt-out'>> = { 'customer.patch': 'correction', 'child.patch': 'correction', 'household.patch': 'correction', 'opt-out.add': 'opt-out' };

async function expectReceiptsOf(on: Connection, op: Op, applied: Extract<Applied, { readonly ok: true }>, nowMs: number): Promise<void> {
  const kind = receiptKinds[op.kind];
  const household = applied.subjects.find((subject) => subject.table === 'household');
  if (kind !== undefined && household !== undefined) await expectReceipts(on, { eventId: op.id, kind, householdId: household.id, atMs: nowMs }, applied.touched, null);
}

/** What is about customers is for those who are shown them, whatever else is right or wrong with it. */
function mayPush(me: Agent, raw: unknown): boolean {
  const kind = typeof raw === 'object' && raw !== null && 'kind' in raw ? String(raw.kind) : '';
  return seesCustomers(me.role) || /^(gap|notice|article)\./.test(kind);
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
