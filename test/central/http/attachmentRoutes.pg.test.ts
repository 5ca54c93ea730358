import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropUnusedAttachments } from '../../../central/store/attachments.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import type { ArticleContent, ArticleFile, MovedArticle } from '../../../shared/knowledge/articleMessages.ts';
import { type Attachment, LARGEST_ATTACHMENT_BYTES } from '../../../shared/knowledge/attachment.ts';
import { must } from '../../../shared/language/must.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let editor: TestDesk;
let ann: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  [editor, ann] = [await central.desk({ role: 'editor' }), await central.desk()];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const pdf = Buffer.from('%PDF-1.7\n冲调步骤\n%%EOF\n');
async function add(desk: TestDesk, bytes: Buffer, name = '冲调步骤.pdf', id = uuidv7()): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(new URL(`/articles/attachments?${String(new URLSearchParams({ id, name }))}`, central.url), { method: 'POST', headers: { ...desk.headers, 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) });
  return { status: answer.status, body: await answer.json() };
}
async function fetched(desk: TestDesk, id: string): Promise<{ readonly status: number; readonly type: string | null; readonly bytes: Buffer }> {
  const answer = await fetch(new URL(`/articles/attachments/${id}`, central.url), { headers: desk.headers });
  return { status: answer.status, type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
}
const stored = async () => (await db.pool.query<{ n: string }>('SELECT count(*) AS n FROM article_attachment')).rows[0]?.n;
const content = (attachments: readonly Attachment[], regions: string[] = []): ArticleContent => ({
  language: 'zh-CN', topic: 'formula', title: '奶粉怎么冲', similarQuestions: [], say: '先水后粉。', body: '', facts: [], sourceKinds: [], seeDoctor: '', stage: { fromMonth: 0, toMonth: 12 }, feeding: [], seasons: [], regions,
  validFromMs: null, validUntilMs: null, attachments: [...attachments],
});
async function published(made: ArticleContent): Promise<ArticleFile> {
  let file = (await editor.ask('POST', '/articles', { id: uuidv7(), content: made })).body as ArticleFile;
  for (const to of ['review', 'published']) {
    const { version, revision } = must(file.versions[0], 'a version');
    file = ((await editor.ask('POST', `/articles/${file.id}/state`, { version, revision, to })).body as MovedArticle).file;
  }
  return file;
}

describe('a file of an article', () => {
  it('is stored once however often it is sent, is named by its version on every desktop, and comes back as it was', async () => {
    const id = uuidv7();
    const added = await add(editor, pdf, 'C:\\冲调步骤.PDF', id);
    expect(added).toEqual({ status: 200, body: { id, name: '冲调步骤.pdf', type: 'application/pdf', bytes: pdf.length } });
    expect(await add(editor, pdf, '冲调步骤.pdf', id)).toEqual(added);
    expect(await add(editor, Buffer.from('%PDF-1.7 other %%EOF'), 'a.pdf', id)).toMatchObject({ status: 409, body: { refusal: 'conflict' } });
    const attachment = added.body as Attachment;
    expect((await fetched(ann, id)).status).toBe(404);
    const file = await published(content([attachment]));
    expect(must((await ann.pull()).changes.find((change) => change.id === file.id), 'the article').r as Article).toMatchObject({ attachments: [attachment] });
    expect(await fetched(ann, id)).toEqual({ status: 200, type: 'application/pdf', bytes: pdf });
  });

  it('stays with the version that had it when the next one has it no more', async () => {
    const attachment = (await add(editor, pdf)).body as Attachment;
    const first = await published(content([attachment]));
    const { version, revision } = must(first.versions[0], 'a version');
    const second = (await editor.ask('PUT', `/articles/${first.id}`, { base: { version, revision }, content: content([]) })).body as ArticleFile;
    expect(second.versions.map((each) => (each.content.attachments ?? []).length)).toEqual([0, 1]);
    expect((await fetched(ann, attachment.id)).status).toBe(200);
  });

  it('is refused, and nothing of it stored, when it is no whole PDF or picture, too large, or sent by who is no editor', async () => {
    const before = await stored();
    expect(await add(editor, Buffer.from('MZ a program'), '照片.png')).toMatchObject({ status: 415, body: { refusal: 'wrong-type' } });
    expect(await add(editor, pdf.subarray(0, 12))).toMatchObject({ status: 415 });
    expect(await add(editor, Buffer.alloc(LARGEST_ATTACHMENT_BYTES + 1))).toMatchObject({ status: 413, body: { refusal: 'too-large' } });
    expect(await add(ann, pdf)).toMatchObject({ status: 403 });
    expect(await stored()).toBe(before);
  });

  it('cannot be named by a version when it is not there, or is said to be another', async () => {
    const attachment = (await add(editor, pdf)).body as Attachment;
    for (const stray of [{ ...attachment, id: uuidv7() }, { ...attachment, name: '别的.pdf' }]) {
      expect(await editor.ask('POST', '/articles', { id: uuidv7(), content: content([attachment, stray]) })).toMatchObject({ status: 404, body: { refusal: 'not-found', field: 'content.attachments.1' } });
    }
  });

  it('is not shown to who works for other regions than its article', async () => {
    const admin = await central.desk({ role: 'admin' });
    for (const [id, city] of [['east', '上海'], ['south', '广州']]) await admin.ask('PUT', `/regions/${id}`, { name: id, cities: [city] });
    const [south, east] = [await central.desk(), await central.desk()];
    await admin.ask('PATCH', `/agents/${south.agent.id}`, { regionIds: ['south'] });
    await admin.ask('PATCH', `/agents/${east.agent.id}`, { regionIds: ['east'] });
    const attachment = (await add(editor, pdf)).body as Attachment;
    await published(content([attachment], ['east']));
    expect([(await fetched(south, attachment.id)).status, (await fetched(east, attachment.id)).status, (await fetched(ann, attachment.id)).status]).toEqual([404, 200, 200]);
  });

  it('that no version came to name goes after a day, and no other', async () => {
    const [lost, kept] = [(await add(editor, pdf)).body as Attachment, (await add(editor, pdf)).body as Attachment];
    await editor.ask('POST', '/articles', { id: uuidv7(), content: content([kept]) });
    await dropUnusedAttachments(db.pool, Date.now() - 60_000);
    expect((await fetched(editor, lost.id)).status).toBe(200);
    await dropUnusedAttachments(db.pool, Date.now() + 60_000);
    expect([(await fetched(editor, lost.id)).status, (await fetched(editor, kept.id)).status]).toEqual([404, 200]);
  });
});
