import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { enterScopes } from '../../../central/store/scopeMembers.ts';
import type { FoundArticle } from '../../../shared/knowledge/articleMessages.ts';
import type { PullReply } from '../../../shared/sync/pullMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleArticle } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let editor: TestDesk;
let ann: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, {});
  [editor, ann] = [await central.desk({ role: 'editor' }), await central.desk()];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const put = async (groups: unknown, base: number) => await editor.ask('PUT', '/word-table', { groups, base });
const group = (...words: string[]) => ({ kind: 'thing', words });

describe('the word table at central', () => {
  it('is stored in versions, reaches every desktop, and is what central itself searches with', async () => {
    const id = uuidv7();
    await insertRecords(db.pool, 'article', [
      { ...sampleArticle(), id, title: '奶瓶用多久要换', similarQuestions: [], say: '三个月左右。', body: '' }, { ...sampleArticle(), id: uuidv7(), title: '湿疹要不要忌口', similarQuestions: [], say: '不用。', body: '' },
    ]);
    await enterScopes(db.pool, Date.now());
    const find = async (q: string): Promise<readonly string[]> => ((await ann.ask('GET', `/articles/search?q=${encodeURIComponent(q)}`)).body as FoundArticle[]).map((hit) => hit.id);
    expect(await find('嘟嘟壶')).not.toContain(id);
    expect(await put([group('奶瓶', '嘟嘟壶')], 0)).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await find('嘟嘟壶'))[0]).toBe(id);
    const mirrored = (await ann.pull({}) as PullReply).changes.filter((change) => change.t === 'wordTable').map((change) => change.r);
    expect(mirrored).toMatchObject([{ version: 1, groups: [group('奶瓶', '嘟嘟壶')] }]);
    expect(await put([], 1)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await find('嘟嘟壶')).not.toContain(id);
    expect(await editor.ask('GET', '/word-table/versions')).toMatchObject({ status: 200, body: [{ version: 2, groups: [], storedByName: editor.agent.name }, { version: 1 }] });
  });

  it('is refused with a word in two groups, and to the second of two who write at once', async () => {
    expect(await put([group('小金罐', '金罐子'), group('小金罐', '金桶')], 2)).toMatchObject({ status: 400, body: { refusal: 'bad-words', field: 'groups.1', detail: 'twice: 小金罐' } });
    expect(await put([group(' ', '金桶')], 2)).toMatchObject({ status: 400, body: { field: 'groups.0.words.0' } });
    const both = await Promise.all([put([group('小金罐', '金罐子')], 2), put([group('小金罐', '金桶')], 2)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ refusal: 'edited-meanwhile', detail: '3' });
  });
});
