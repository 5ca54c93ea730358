import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import { type FieldFault, parse } from '../../shared/language/parse.ts';
import { type Op, type OpResult, opSchema } from '../../shared/sync/pushMessages.ts';
import { tellFault } from '../tellFault.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { beginOp, finishOp, type OpOutcome, storedOutcome } from '../store/opLog.ts';
import { recordsInScopes } from '../store/pull.ts';
import { isOutOfTheOrdinary, storeContact } from '../store/storeContact.ts';
import { touch } from '../store/touch.ts';
import { applyOp } from './applyOp.ts';
import type { Central } from './central.ts';
import { contactOf, contactsAhead, outcomeOf } from './contactOps.ts';
import { deskScopes } from './deskScopes.ts';
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
 * Stores what a desktop pushed, in its order. What one call leaves in one household is stored at once when nothing about it
 * is out of the ordinary; all else op by op, each in a transaction of its own: a refused or broken op does not touch the
 * others. An op that was stored before is answered with its first result.
 *
 * @returns the reply as JSON text (shape: pushReplySchema): a result for each op from the first on; ops that were not reached
 *          in time have none and are sent again.
 * @throws a database error of an op (disk full, server gone; not one of its data): the ops before it are stored, it and the rest are not,
 *         and pushing all of them again does no harm.
 */
export async function acceptPush(central: Central, desk: Desk, rawOps: readonly unknown[]): Promise<string> {
  const read = rawOps.map((raw) => readOp(desk.agent, raw));
  const settled: Settled[] = [];
  const untilMs = performance.now() + ANSWER_AFTER_MS;
  try {
    while (settled.length < read.length && performance.now() <= untilMs) settled.push(...await settleNext(central, desk.agent, read.slice(settled.length)));
    return await describe(central, desk, settled);
  } finally {
    central.bell.ring();
  }
}

type ReadOp = { readonly op: Op } | { readonly op: null; readonly refused: Settled };

function readOp(me: Agent, raw: unknown): ReadOp {
  if (!mayPush(me, raw)) return { op: null, refused: { ...badOp(raw, []), outcome: refusal('not-allowed', 'kind') } };
  const parsed = parse(opSchema, raw);
  return parsed.ok ? { op: parsed.value } : { op: null, refused: badOp(raw, parsed.faults) };
}

/** Stores the first of some ops, and those after it that can be stored with it. */
async function settleNext(central: Central, me: Agent, left: readonly ReadOp[]): Promise<readonly Settled[]> {
  const [first] = left;
  if (first === undefined) return [];
  if (first.op === null) return [first.refused];
  const firstBad = left.findIndex(({ op }) => op === null);
  const ops = (firstBad < 0 ? left : left.slice(0, firstBad)).flatMap(({ op }) => op ?? []);
  const together = ops.slice(0, contactsAhead(ops, me));
  if (await storeTogether(central, me, together)) return together.map((op) => ({ id: op.id, outcome: outcomeOf(op), repeated: false }));
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
async function describe(central: Central, desk: Desk, settled: readonly Settled[]): Promise<string> {
  const lastAbout = new Map<string, number>();
  for (const [at, { outcome }] of settled.entries()) for (const { table, id } of outcome.subjects) lastAbout.set(`${table} ${id}`, at);
  const subjects = [...new Map(settled.flatMap(({ outcome }) => outcome.subjects.map((one) => [`${one.table} ${one.id}`, one]))).values()];
  const changes = subjects.length === 0 ? [] : await recordsInScopes(central.pool, await deskScopes(central, desk), subjects, central.clock.now());
  central.answered.note(desk.sessionId, changes);
  const results = settled.map(({ id, outcome: { ok, refusal, field, standing }, repeated }, at) => {
    const beside = changes.filter((change) => lastAbout.get(`${change.table} ${change.id}`) === at).map(({ text }) => text);
    return `${JSON.stringify({ id, ok, repeated, refusal, field, standing }).slice(0, -1)},"changes":[${beside.join(',')}]}`;
  });
  return `{"results":[${results.join(',')}]}`;
}

async function storeOnce(central: Central, op: Op, me: Agent): Promise<{ outcome: OpOutcome; repeated: boolean }> {
  const nowMs = central.clock.now();
  try {
    return await inTransaction(central.pool, async (client) => {
      if (!await beginOp(client, op, me.id, nowMs, isRecord(op) ? null : op.data)) {
        const stored = await storedOutcome(client, op.id);
        if (stored?.agentId === me.id && stored.outcome !== null) return { outcome: stored.outcome, repeated: true };
        return { outcome: refusal('conflict', 'id'), repeated: false };
      }
      const applied = await applyOp(client, op, me, nowMs);
      if (!applied.ok) throw new NotStored({ ok: false, ...applied.refused, subjects: applied.subjects });
      const outcome: OpOutcome = { ok: true, refusal: null, field: null, standing: null, subjects: applied.subjects };
      await finishOp(client, op.id, outcome);
      await touch(client, applied.touched);
      return { outcome, repeated: false };
    });
  } catch (error) {
    if (isDataError(error)) {
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
    if (await beginOp(client, op, me.id, central.clock.now(), op.data)) {
      await finishOp(client, op.id, outcome);
      return outcome;
    }
    return (await storedOutcome(client, op.id))?.outcome ?? outcome;
  });
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

function refusal(what: OpResult['refusal'], field: string): OpOutcome {
  return { ok: false, refusal: what, field, standing: null, subjects: [] };
}

function badOp(raw: unknown, faults: readonly FieldFault[]): Settled {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : '';
  return { id, outcome: refusal('bad-op', faults[0]?.field ?? ''), repeated: false };
}
