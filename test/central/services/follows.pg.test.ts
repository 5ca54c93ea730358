import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellLatePromises } from '../../../central/services/promiseKeeper.ts';
import { tellFollowers } from '../../../central/services/tellFollowers.ts';
import { type About, FOLLOWING, type Notice, noticeSchema } from '../../../shared/notices/notice.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily, type Family } from '../../support/remitStore.ts';
import { SATURDAY_TEN, sampleArticle, sampleCallback, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let family: Family;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob] = [await central.desk({ name: '王倩' }), await central.desk({ name: '李娜' })];
  family = await addFamily(db.pool, '广州', clock.now());
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

/** What a desktop mirrors of notices, the latest last. */
async function mirrored(desk: TestDesk): Promise<readonly Notice[]> {
  const { changes } = await desk.pull();
  return changes.filter((change) => change.t === 'notice' && !change.g).map((change) => noticeSchema.parse(change.r));
}
const told = async (desk: TestDesk): Promise<readonly (readonly [string | null | undefined, readonly string[] | null | undefined, string | undefined])[]> =>
  (await mirrored(desk)).filter(({ kind }) => kind === 'followed').map(({ by, deeds, about }) => [by, deeds, about?.kind]);
const followed = async (desk: TestDesk) => (await mirrored(desk)).filter(({ kind }) => kind === FOLLOWING).map(({ about, who }) => [about?.kind, about?.id, who]);
const follow = async (desk: TestDesk, about: About) => await desk.push(sampleOp('follow.add', { id: uuidv7(), about }));
const leave = async (desk: TestDesk, about: About) => await desk.push(sampleOp('follow.end', { about }));
/** One by one: a long push is answered in parts on a busy store. */
async function does(desk: TestDesk, ...ops: readonly Op[]): Promise<void> {
  for (const op of ops) expect(await desk.push(op)).toMatchObject([{ ok: true }]);
}
/** A minute on, what happens is another sentence. */
const later = (): void => { clock.nowMs += 2 * MINUTE_MS; };
const household = (): About => ({ kind: 'household', id: family.id });

describe('who follows a household', () => {
  it('is told in one sentence what a colleague left there in one go, at once, and never of what they did themselves', async () => {
    expect(await follow(ann, household())).toMatchObject([{ ok: true, changes: [{ t: 'notice', g: false }] }]);
    const socket = await ann.live();
    // From then on central tells what is new in the scope itself.
    await socket.next('poke', (poke) => poke.s === `agent:${ann.agent.id}`);
    const [first, callback] = [sampleInteraction(family.id), sampleCallback(family.id)];
    await bob.push(sampleOp('interaction.add', { interaction: first, questions: [] }));
    await socket.next('change', (message) => message.changes.some((each) => each.t === 'notice'));
    // The same notice once more: of two versions seen together the desktop is asked to fetch the second.
    await bob.push(sampleOp('callback.add', { callback }));
    socket.close();
    expect(await told(ann)).toEqual([['李娜', ['contact', 'callback-agreed'], 'household']]);
    await ann.push(sampleOp('interaction.add', { interaction: sampleInteraction(family.id), questions: [] }));
    expect([await told(ann), await told(bob)]).toEqual([[['李娜', ['contact', 'callback-agreed'], 'household']], []]);
  });

  it('is told anew of what comes later or was read before, and once of what came while they were away', async () => {
    later();
    const { epoch, changes } = await ann.pull();
    const at = Math.max(...changes.filter((change) => change.s.startsWith('agent:')).map((change) => change.v));
    const op = sampleOp('commitment.change', { commitmentId: family.commitmentId, state: 'kept' });
    await bob.push(op);
    await bob.push(op);
    const scope = `agent:${ann.agent.id}`;
    const news = async () => (await ann.pull({ [scope]: [at, 'ffffffff-ffff-ffff-ffff-ffffffffffff'] }, { epoch })).changes.filter((change) => change.s === scope && change.t === 'notice');
    expect((await news()).map((change) => (change.r as Notice).deeds)).toEqual([['promise-kept']]);
    for (const { id, kind } of await mirrored(ann)) if (kind === 'followed') await ann.push(sampleOp('notice.read', { noticeId: id }));
    await bob.push(sampleOp('household.patch', { householdId: family.id, base: { address: null }, set: { address: '人民路 2 号' }, source: 'call', verifiedAtMs: null }));
    expect((await told(ann)).map(([, deeds]) => deeds)).toEqual([['contact', 'callback-agreed'], ['promise-kept'], ['data-corrected']]);
  });

  it('follows it once however often that is said, finds it in the list, and is told nothing any more once they have left it', async () => {
    await follow(ann, household());
    expect(await followed(ann)).toEqual([['household', family.id, expect.stringContaining('家')]]);
    const standing = (await mirrored(ann)).find(({ kind }) => kind === FOLLOWING);
    expect(await ann.push(sampleOp('notice.read', { noticeId: standing?.id ?? '' }))).toMatchObject([{ ok: false, refusal: 'not-found' }]);
    expect([await leave(ann, household()), await leave(ann, household())]).toMatchObject([[{ ok: true, changes: [{ t: 'notice', g: true }] }], [{ ok: true }]]);
    const before = (await told(ann)).length;
    later();
    await bob.push(sampleOp('interaction.add', { interaction: sampleInteraction(family.id), questions: [] }));
    expect([await followed(ann), (await told(ann)).length]).toEqual([[], before]);
  });

  it('is not told of one they are not shown, cannot follow one, and follows none any more that their remit was taken from', async () => {
    await db.pool.query("INSERT INTO region (id, name) VALUES ('north', '北方') ON CONFLICT DO NOTHING");
    await db.pool.query("INSERT INTO region (id, name) VALUES ('south', '南方') ON CONFLICT DO NOTHING");
    await db.pool.query("INSERT INTO region_city (city, region_id) VALUES ('广州', 'south') ON CONFLICT DO NOTHING");
    const cai = await central.desk({ name: '蔡敏' });
    const boss = await central.desk({ role: 'admin' });
    await follow(cai, household());
    await follow(cai, { kind: 'article', id: uuidv7() });
    expect(await followed(cai)).toHaveLength(1);
    // As it stands for a moment after a household has moved to another region: nobody has ended what is followed.
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'north')", [cai.agent.id]);
    expect(await tellFollowers(db.pool, { deed: 'contact', households: [family.id], others: [], by: null }, clock.now())).toEqual([]);
    expect(await follow(cai, { kind: 'case', id: family.caseId })).toMatchObject([{ ok: false, refusal: 'not-found', field: 'about.id' }]);
    expect((await boss.ask('PATCH', `/agents/${cai.agent.id}`, { regionIds: ['north'] })).status).toBe(200);
    expect(await followed(cai)).toEqual([]);
  });
});

describe('who follows a callback, a case or an answer', () => {
  it('is told of that alone: by whom its time was changed, and that central passed it on', async () => {
    later();
    const callback = sampleCallback(family.id, { ownerAgentId: bob.agent.id, dueAtMs: clock.now() + 5 * MINUTE_MS });
    await ann.push(sampleOp('callback.add', { callback }));
    const about: About = { kind: 'callback', id: callback.id };
    await follow(ann, about);
    await does(bob, sampleOp('interaction.add', { interaction: sampleInteraction(family.id), questions: [] }), sampleOp('callback.reschedule', { callbackId: callback.id, dueAtMs: clock.now() + MINUTE_MS, agreedText: '一分钟后' }));
    const ofIt = async () => (await told(ann)).filter(([, , kind]) => kind === 'callback');
    expect(await ofIt()).toEqual([['李娜', ['callback-moved'], 'callback']]);
    for (const minutes of [1, 26]) await tellLatePromises(db.pool, clock.now() + minutes * MINUTE_MS);
    expect(await ofIt()).toEqual([['李娜', ['callback-moved'], 'callback'], [null, ['callback-passed-on'], 'callback']]);
    expect((await mirrored(ann)).find(({ about }) => about?.kind === 'callback')).toMatchObject({ dueAtMs: expect.any(Number), zone: 'Asia/Shanghai', householdId: family.id });
    await leave(ann, about);
  });

  it('is told that a complaint was answered and closed, under its title', async () => {
    await follow(ann, { kind: 'case', id: family.caseId });
    await does(bob, sampleOp('case.change', { caseId: family.caseId, base: 'open', state: 'answered', handlerName: '李娜' }), sampleOp('case.change', { caseId: family.caseId, base: 'answered', state: 'closed', handlerName: '李娜', satisfaction: 'satisfied' }));
    expect((await mirrored(ann)).filter(({ kind, about }) => kind === 'followed' && about?.kind === 'case')).toMatchObject([{ by: '李娜', deeds: ['case-answered', 'case-closed'], about: { title: `${family.note}罐底结块` } }]);
  });

  it('is told that an answer has a new version', async () => {
    const editor = await central.desk({ role: 'editor', name: '周编辑' });
    const { id: _id, version: _v, state: _s, updatedAtMs: _u, ...content } = sampleArticle({ title: '开罐后放多久' });
    const made = (await editor.ask('POST', '/articles', { id: uuidv7(), content: { ...content, regions: [], validFromMs: null, validUntilMs: null } })).body as { id: string; versions: readonly { version: number; revision: number }[] };
    await follow(ann, { kind: 'article', id: made.id });
    let at = made.versions[0];
    for (const to of ['review', 'published']) {
      const moved = await editor.ask('POST', `/articles/${made.id}/state`, { version: at?.version, revision: at?.revision, to });
      expect(moved.status).toBe(200);
      at = (moved.body as { file: typeof made }).file.versions[0];
    }
    expect((await mirrored(ann)).filter(({ kind, about }) => kind === 'followed' && about?.kind === 'article')).toMatchObject([{ by: '周编辑', deeds: ['article-published'], about: { title: '开罐后放多久' }, householdId: null }]);
  });
});

describe('what is followed', () => {
  it('goes with a household that is erased', async () => {
    const gone = await addFamily(db.pool, '广州', clock.now());
    const boss = await central.desk({ role: 'supervisor' });
    await follow(ann, { kind: 'household', id: gone.id });
    const before = (await followed(ann)).length;
    expect((await boss.ask('POST', '/erasures', { householdId: gone.id, customerId: null, reason: '书面申请 7 号' })).status).toBe(200);
    expect((await followed(ann)).length).toBe(before - 1);
  });
});
