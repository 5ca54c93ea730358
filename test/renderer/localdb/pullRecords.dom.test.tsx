import { expect, it } from 'vitest';
import { isLongPull, whenNoLongPull } from '../../../renderer/localdb/longPull.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { must } from '../../../shared/language/must.ts';
import type { Change, PullReply, PullRequest } from '../../../shared/sync/pullMessages.ts';
import { openSampleDesk } from '../../support/openSampleDesk.ts';
import { sampleAgent } from '../../support/storeSamples.ts';

const PAGES = 4;
const page = (n: number): readonly Change[] => [1, 2].map((place): Change => {
  const { password: _secret, ...agent } = sampleAgent();
  return { s: 'all', v: n, t: 'agent', id: `00000000-0000-4000-8000-0000000000${n}${place}`, g: false, r: { ...agent, active: true, id: `00000000-0000-4000-8000-0000000000${n}${place}` } };
});

it('asks for the next page while one is written, from exactly where that one ends', async () => {
  const { desk, database } = await openSampleDesk();
  const asked: PullRequest[] = [];
  desk.reply('records:pull', (request) => {
    asked.push(request as unknown as PullRequest);
    const n = asked.length;
    const reply: PullReply = { epoch: 'e1', scopes: ['all'], changes: n > PAGES ? [] : [...page(n)], more: n < PAGES, reset: [] };
    return { ok: true, value: reply };
  });
  expect(await pullRecords()).toBe('done');
  // Opening the desk may have asked for a pull of its own: that one comes after.
  expect(asked.slice(0, PAGES).map(({ cursors }) => cursors['all'] ?? null)).toEqual([null, ...[1, 2, 3].map((n) => [n, must(page(n)[1], 'a row').id])]);
  // What is not on the disk yet must not be taken for a receipt.
  expect(asked.slice(0, PAGES).map(({ ahead }) => ahead ?? false)).toEqual([false, true, true, true]);
  expect(asked.slice(0, PAGES).map(({ epoch }) => epoch)).toEqual([null, 'e1', 'e1', 'e1']);
  expect(await database.agents.count()).toBe(PAGES * 2);
  expect((await database.cursors.get('all'))?.cursor).toEqual([PAGES, must(page(PAGES)[1], 'a row').id]);
});

it('has what reads all articles wait until the last page is written, or none comes any more', async () => {
  const { desk, database } = await openSampleDesk();
  let asked = 0;
  let waited = false;
  desk.reply('records:pull', () => {
    asked += 1;
    if (asked === 2) void whenNoLongPull().then(() => { waited = true; });
    if (asked === 4) return { ok: false, refusal: 'unreachable', detail: null };
    expect([waited, isLongPull()]).toEqual([false, asked > 1]);
    return { ok: true, value: { epoch: 'e1', scopes: ['all'], changes: [...page(asked)], more: true, reset: [] } };
  });
  expect(await pullRecords()).toBe('away');
  await whenNoLongPull();
  expect(isLongPull()).toBe(false);
  expect([waited, await database.agents.count()]).toEqual([true, 6]);
});

it('asks again from what it holds when a page was of another history', async () => {
  const { desk, database } = await openSampleDesk();
  await database.meta.put({ key: 'epoch', value: 'old' });
  await database.cursors.put({ scope: 'all', cursor: [9, ''], sweeping: false });
  const asked: PullRequest[] = [];
  desk.reply('records:pull', (request) => {
    asked.push(request as unknown as PullRequest);
    const isFirst = asked.length === 1;
    return { ok: true, value: { epoch: 'new', scopes: ['all'], changes: isFirst ? [] : [...page(1)], more: isFirst, reset: isFirst ? ['all'] : [] } };
  });
  expect(await pullRecords()).toBe('done');
  // Opening the desk may have asked for a pull of its own.
  expect(asked.slice(0, 2).map(({ epoch, cursors }) => [epoch, cursors['all']])).toEqual([['old', [9, '']], ['new', [0, '']]]);
  expect(await database.agents.count()).toBe(2);
});

it('asks ahead for nothing of a scope that is not its any more: should it come back, it comes back whole', async () => {
  const { desk, database } = await openSampleDesk();
  await database.meta.put({ key: 'epoch', value: 'e1' });
  for (const scope of ['all', 'pool:all']) await database.cursors.put({ scope, cursor: [3, ''], sweeping: false });
  const asked: PullRequest[] = [];
  desk.reply('records:pull', (request) => {
    asked.push(request as unknown as PullRequest);
    const isFirst = asked.length === 1;
    return { ok: true, value: { epoch: 'e1', scopes: isFirst ? ['all'] : ['all', 'pool:all'], changes: isFirst ? [...page(4)] : [], more: isFirst, reset: [] } };
  });
  expect(await pullRecords()).toBe('done');
  expect(asked.slice(0, 2).map(({ cursors }) => Object.keys(cursors).sort())).toEqual([['all', 'pool:all'], ['all']]);
});
