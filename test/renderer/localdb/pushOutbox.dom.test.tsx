import { v7 } from 'uuid';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { backOffMs, startCourierLoop } from '../../../renderer/localdb/courierLoop.ts';
import { enqueueOps, makeOp } from '../../../renderer/localdb/outbox.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { clearFaults, usePushFaults } from '../../../renderer/localdb/pushFaults.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import { letGoRows, outboxCounts } from '../../../renderer/localdb/queries.ts';
import { courier } from '../../../renderer/actions/openDesk.ts';
import { forgetOp, letGoOp, resendOp } from '../../../renderer/actions/settleRefusedOp.ts';
import { must } from '../../../shared/language/must.ts';
import { CENTRAL_FAULT } from '../../../shared/ipc/commands.ts';
import type { Op, OpResult } from '../../../shared/sync/pushMessages.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  clearFaults();
});

const done = (op: Op, over: Partial<OpResult> = {}): OpResult => ({ id: op.id, ok: true, repeated: false, refusal: null, field: null, standing: null, changes: [], ...over });
const someOps = (count: number): readonly Op[] => Array.from({ length: count }, () => makeOp('callback.add', { callback: sampleCallback() }, SAMPLE_NOW_MS));
const wait = (ops: readonly Op[]) => sample.database.transaction('rw', sample.database.outbox, () => enqueueOps(sample.database, ops));

describe('pushing the outbox', () => {
  it('sends in the order of the deeds, at most 100 at a time, until nothing waits', async () => {
    const ops = someOps(230);
    await wait(ops);
    const sizes: number[] = [];
    const sent: string[] = [];
    sample.desk.reply('outbox:push', (request) => {
      const batch = request.ops as readonly Op[];
      sizes.push(batch.length);
      sent.push(...batch.map((op) => op.id));
      return { ok: true, value: batch.map((op) => done(op)) };
    });
    expect(await pushOutbox()).toBe('done');
    expect(sizes).toEqual([100, 100, 30]);
    expect(sent).toEqual(ops.map((op) => op.id));
    expect(await outboxCounts(sample.database)).toEqual({ waiting: 0, refused: 0 });
  });

  it('writes central’s rows in the transaction that drops the op', async () => {
    const file = sampleHousehold();
    await wait(someOps(1));
    sample.desk.reply('outbox:push', (request) => ({
      ok: true, value: (request.ops as readonly Op[]).map((op) => done(op, { changes: [{ s: 'agent:a', v: 3, t: 'household', id: file.household.id, g: false, r: file }] })),
    }));
    await pushOutbox();
    expect((await sample.database.households.get(file.household.id))?.file.household.name).toBe('陈女士家');
  });

  it('keeps a refused op with its reason until the agent decides, and goes on with the rest', async () => {
    const [bad, good] = someOps(2) as [Op, Op];
    await wait([bad, good]);
    sample.desk.reply('outbox:push', (request) => ({
      ok: true, value: (request.ops as readonly Op[]).map((op) => (op.id === bad.id ? done(op, { ok: false, refusal: 'already-claimed', standing: '李娜' }) : done(op))),
    }));
    expect(await pushOutbox()).toBe('done');
    const [row] = await sample.database.outbox.toArray();
    expect(row).toMatchObject({ id: bad.id, state: 'refused', refusal: 'already-claimed', standing: '李娜' });

    await resendOp(row?.seq ?? 0);
    const [again] = await sample.database.outbox.toArray();
    expect(again?.state).toBe('waiting');
    expect(again?.op.id).not.toBe(bad.id);
    await pushOutbox();
    expect(await outboxCounts(sample.database)).toEqual({ waiting: 0, refused: 0 });
  });

  it('lets the agent discard what was refused, and only that', async () => {
    await wait(someOps(1));
    const [row] = await sample.database.outbox.toArray();
    const { seq } = must(row, 'nothing waits');
    for (const settle of [letGoOp, forgetOp]) {
      await settle(must(seq, 'no number'));
      expect((await sample.database.outbox.toArray())[0]?.state).toBe('waiting');
    }
    await sample.database.outbox.update(must(seq, 'no number'), { state: 'refused' });
    await letGoOp(must(seq, 'no number'));
    expect((await sample.database.outbox.toArray())[0]).toMatchObject({ state: 'let-go', op: row?.op });
    expect(await outboxCounts(sample.database)).toEqual({ waiting: 0, refused: 0 });
    await forgetOp(must(seq, 'no number'));
    expect(await sample.database.outbox.count()).toBe(0);
  });

  it('lets the agent give up what central fails at again and again: it is not sent any more, and its words stay', async () => {
    const [bad] = someOps(1) as [Op];
    await wait([bad]);
    sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: CENTRAL_FAULT });
    for (let at = 0; at < 4; at += 1) await pushOutbox();
    const row = must((await sample.database.outbox.toArray())[0], 'nothing waits');
    await letGoOp(must(row.seq, 'no number'));
    expect(await outboxCounts(sample.database)).toEqual({ waiting: 0, refused: 0 });
    const asked = sample.desk.asked('outbox:push').length;
    expect(await pushOutbox()).toBe('done');
    expect(sample.desk.asked('outbox:push')).toHaveLength(asked);
    expect((await letGoRows(sample.database)).map((each) => each.op.id)).toEqual([bad.id]);
    clearFaults();
  });

  it('leaves everything waiting while central is away, and sends the same ops later', async () => {
    const ops = someOps(3);
    await wait(ops);
    expect(await pushOutbox()).toBe('away');
    expect((await outboxCounts(sample.database)).waiting).toBe(3);
    sample.desk.reply('outbox:push', (request) => ({ ok: true, value: (request.ops as readonly Op[]).map((op) => done(op)) }));
    expect(await pushOutbox()).toBe('done');
    expect(sample.desk.asked('outbox:push').at(-1)).toEqual({ ops });
  });

  it('goes on with the rest when central answers a long push in parts', async () => {
    const ops = someOps(5);
    await wait(ops);
    const sizes: number[] = [];
    sample.desk.reply('outbox:push', (request) => {
      const batch = request.ops as readonly Op[];
      sizes.push(batch.length);
      return { ok: true, value: batch.slice(0, 2).map((op) => done(op)) };
    });
    expect(await pushOutbox()).toBe('done');
    expect(sizes).toEqual([5, 3, 1]);
    expect((await outboxCounts(sample.database)).waiting).toBe(0);
  });

  it('finds the one op central will not read and lets the others through', async () => {
    const ops = someOps(3);
    const bad = ops[1]?.id;
    await wait(ops);
    sample.desk.reply('outbox:push', (request) => {
      const batch = request.ops as readonly Op[];
      return batch.some((op) => op.id === bad) ? { ok: false, refusal: 'refused', detail: 'ops' } : { ok: true, value: batch.map((op) => done(op)) };
    });
    expect(await pushOutbox()).toBe('done');
    expect(await sample.database.outbox.toArray()).toMatchObject([{ id: bad, state: 'refused' }]);
  });

  it('sends one by one when central fails again and again, and passes over the op it fails at with what builds on it', async () => {
    const ops = someOps(5);
    const [poison] = ops as [Op];
    const builtOn = makeOp('callback.claim', { callbackId: poison.kind === 'callback.add' ? poison.data.callback.id : '' }, SAMPLE_NOW_MS);
    await wait([...ops, builtOn]);
    const sent: string[] = [];
    sample.desk.reply('outbox:push', (request) => {
      const batch = request.ops as readonly Op[];
      if (batch.some((op) => op.id === poison.id)) return { ok: false, refusal: 'unreachable', detail: CENTRAL_FAULT };
      sent.push(...batch.map((op) => op.id));
      return { ok: true, value: batch.map((op) => done(op)) };
    });
    expect(await pushOutbox()).toBe('away');
    expect(sent).toEqual([]);
    expect(await pushOutbox()).toBe('away');
    expect(sent).toEqual(ops.slice(1).map((op) => op.id));
    expect(usePushFaults.getState()).toMatchObject({ inARow: 3, byOp: { [poison.id]: 1 } });
    expect((await sample.database.outbox.toArray()).map((row) => [row.op.kind, row.state])).toEqual([['callback.add', 'waiting'], ['callback.claim', 'waiting']]);
    // Mended there: both go in their order, and nothing more is said of it.
    sample.desk.reply('outbox:push', (request) => ({ ok: true, value: (request.ops as readonly Op[]).map((op) => done(op)) }));
    expect(await pushOutbox()).toBe('done');
    expect(usePushFaults.getState()).toMatchObject({ inARow: 0, sinceMs: null, byOp: {} });
  });

  it('gives every op its turn although central fails at many', async () => {
    const ops = someOps(9);
    const poison = new Set(ops.slice(0, 7).map((op) => op.id));
    await wait(ops);
    sample.desk.reply('outbox:push', (request) => {
      const batch = request.ops as readonly Op[];
      return batch.some((op) => poison.has(op.id)) ? { ok: false, refusal: 'unreachable', detail: CENTRAL_FAULT } : { ok: true, value: batch.map((op) => done(op)) };
    });
    for (let time = 0; time < 5; time += 1) expect(await pushOutbox()).toBe('away');
    expect((await sample.database.outbox.toArray()).map((row) => row.id)).toEqual([...poison]);
  });

  it('puts no control characters into an op but newline and tab', () => {
    const op = makeOp('callback.cancel', { callbackId: v7(), reason: 'a\0b\u0007\r\nc\td\u007f' }, SAMPLE_NOW_MS);
    expect(op.data).toMatchObject({ reason: 'ab\nc\td' });
  });

  it('sends one message at a time, however often it is asked', async () => {
    await wait(someOps(2));
    let open = 0;
    let most = 0;
    sample.desk.reply('outbox:push', async (request) => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return { ok: true, value: (request.ops as readonly Op[]).map((op) => done(op)) };
    });
    await Promise.all([pushOutbox(), pushOutbox(), pushOutbox()]);
    expect(most).toBe(1);
    expect((await outboxCounts(sample.database)).waiting).toBe(0);
  });

  it('holds what waits for an update when this program is too old', async () => {
    await wait(someOps(1));
    sample.desk.reply('outbox:push', { ok: false, refusal: 'update-needed', detail: '2.0' });
    expect(await pushOutbox()).toBe('update-needed');
    expect((await outboxCounts(sample.database)).waiting).toBe(1);
  });

  it('does not spin when an answer names none of its ops', async () => {
    await wait(someOps(1));
    sample.desk.reply('outbox:push', { ok: true, value: [] });
    expect(await pushOutbox()).toBe('away');
  });
});

describe('pulling', () => {
  it('asks page after page with the cursors of the page before', async () => {
    const files = [sampleHousehold(), sampleHousehold()] as const;
    sample.desk.reply('records:pull', (request) => {
      const seen = request.cursors['all']?.[0] ?? 0;
      const file = files[seen];
      if (!file) return { ok: true, value: { epoch: 'e1', scopes: ['all'], changes: [], more: false, reset: [] } };
      return { ok: true, value: { epoch: 'e1', scopes: ['all'], changes: [{ s: 'all', v: seen + 1, t: 'household', id: file.household.id, g: false, r: file }], more: true, reset: [] } };
    });
    expect(await pullRecords()).toBe('done');
    expect(await sample.database.households.count()).toBe(2);
    expect(sample.desk.asked('records:pull').at(-1)?.epoch).toBe('e1');
  });

  it('runs once more when a poke arrives in the middle', async () => {
    let pokes = 1;
    sample.desk.reply('records:pull', () => {
      if (pokes > 0) { pokes -= 1; void pullRecords(); }
      return { ok: true, value: { epoch: 'e1', scopes: ['all'], changes: [], more: false, reset: [] } };
    });
    const before = sample.desk.asked('records:pull').length;
    await pullRecords();
    expect(sample.desk.asked('records:pull').length - before).toBe(2);
  });
});

describe('a pull that failed after a poke', () => {
  it('is tried again by itself, though the socket stands and nothing more is said', async () => {
    let away = true;
    sample.desk.reply('records:pull', () => {
      if (away) { away = false; return { ok: false, refusal: 'unreachable', detail: null }; }
      return { ok: true, value: { epoch: 'e1', scopes: ['all'], changes: [], more: false, reset: [] } };
    });
    // The desk's own loop would ask in between.
    courier()?.stop();
    const before = sample.desk.asked('records:pull').length;
    const loop = startCourierLoop(() => {}, () => {}, () => 0.01);
    loop.pull();
    await vi.waitFor(() => { expect(sample.desk.asked('records:pull').length - before).toBe(2); }, { timeout: 5000 });
    loop.stop();
  });
});

describe('backing off', () => {
  it('spreads retries over a window that doubles up to 30 s', () => {
    expect([0, 1, 2, 10].map((failures) => backOffMs(failures, () => 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(backOffMs(5, () => 0)).toBe(0);
  });
});
