import type { Agent } from '../../shared/agents/agent.ts';
import { type FieldFault, parse } from '../../shared/language/parse.ts';
import type { Change } from '../../shared/sync/pullMessages.ts';
import { type Op, type OpResult, opSchema } from '../../shared/sync/pushMessages.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { beginOp, finishOp, type OpOutcome, storedOutcome } from '../store/opLog.ts';
import { recordsInScopes } from '../store/pull.ts';
import { touch } from '../store/touch.ts';
import { applyOp } from './applyOp.ts';
import { isRecord } from './isRecord.ts';
import { storeTogether } from './storeTogether.ts';
import type { Central } from './central.ts';
import type { Desk } from './sessions.ts';
import { deskScopes } from './deskScopes.ts';

/** What one call leaves are a handful of ops. More are not held in one transaction: it holds the rows of all of them. */
const MOST_TOGETHER = 10;

/** Thrown to roll an op back; never leaves this file. */
class NotStored extends Error {
  readonly outcome: OpOutcome;
  constructor(outcome: OpOutcome) {
    super('not stored');
    this.outcome = outcome;
  }
}

/**
 * Stores what a desktop pushed, op by op in its order, each in a transaction of its own: a refused or broken op does
 * not touch the others. An op that was stored before is answered with its first result.
 *
 * @throws a database error of an op (disk full, server gone): the ops before it are stored, it and the rest are not,
 *         and pushing all of them again does no harm.
 */
export async function acceptPush(central: Central, desk: Desk, rawOps: readonly unknown[]): Promise<readonly OpResult[]> {
  const results: OpResult[] = [];
  try {
    for (let at = 0; at < rawOps.length; at += MOST_TOGETHER) {
      const some = rawOps.slice(at, at + MOST_TOGETHER);
      const together = await acceptTogether(central, desk, some);
      if (together !== null) results.push(...together);
      else for (const raw of some) results.push(await acceptOp(central, desk, raw));
    }
  } finally {
    central.bell.ring();
  }
  return results;
}

/**
 * Stores what one call left in one transaction: the usual case costs one commit instead of one for each op.
 *
 * @returns null when not every one of them is new and taken: then nothing of it is stored, and each is tried by itself.
 */
async function acceptTogether(central: Central, desk: Desk, rawOps: readonly unknown[]): Promise<readonly OpResult[] | null> {
  if (rawOps.length < 2) return null;
  const ops: Op[] = [];
  for (const raw of rawOps) {
    const parsed = parse(opSchema, raw);
    if (!parsed.ok) return null;
    ops.push(parsed.value);
  }
  const outcomes = await storeTogether(central, ops, desk.agent);
  if (outcomes === null) return null;
  const subjects = [...new Map(outcomes.flatMap((outcome) => outcome.subjects).map((subject) => [`${subject.table} ${subject.id}`, subject])).values()];
  const changes = await standingChanges(central, desk, subjects);
  return outcomes.map((outcome, i) => ({
    id: ops[i]?.id ?? '', ok: true, repeated: false, refusal: null, field: null, standing: null,
    changes: changes.filter((change) => outcome.subjects.some((subject) => subject.table === change.t && subject.id === change.id)),
  }));
}

async function acceptOp(central: Central, desk: Desk, raw: unknown): Promise<OpResult> {
  const parsed = parse(opSchema, raw);
  if (!parsed.ok) return badOp(raw, parsed.faults);
  const op = parsed.value;
  const { outcome, repeated } = await storeOnce(central, op, desk.agent);
  return {
    id: op.id, ok: outcome.ok, repeated,
    refusal: outcome.refusal as OpResult['refusal'], field: outcome.field, standing: outcome.standing,
    changes: [...await standingChanges(central, desk, outcome.subjects)],
  };
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

async function standingChanges(central: Central, desk: Desk, subjects: OpOutcome['subjects']): Promise<readonly Change[]> {
  if (subjects.length === 0) return [];
  const scopes = await deskScopes(central.pool, desk);
  return await recordsInScopes(central.pool, scopes, subjects, central.clock.now());
}

function refusal(what: OpResult['refusal'], field: string): OpOutcome {
  return { ok: false, refusal: what, field, standing: null, subjects: [] };
}

function badOp(raw: unknown, faults: readonly FieldFault[]): OpResult {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : '';
  return { id, ok: false, repeated: false, refusal: 'bad-op', field: faults[0]?.field ?? '', standing: null, changes: [] };
}
