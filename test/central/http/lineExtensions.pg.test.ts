import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineToCentral } from '../../../shared/line/lineMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { TestCentral } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { env: { CARELINE_LINE_KIND: 'kamailio', CARELINE_LINE_URL: 'wss://sip.example' } });
});
afterAll(async () => {
  await central?.stop();
  await db?.drop();
});

const hello = (kind: 'kamailio' | 'practice'): LineToCentral => ({ t: 'hello', kind, registered: [], waiting: [], active: [] });

describe('a real line', () => {
  it('is told who may register once it is welcome, and again when somebody leaves or comes', async () => {
    const first = await central.addAgent();
    const second = await central.addAgent();
    const line = await central.line();
    line.say(hello('kamailio'));
    await line.next('welcome');
    expect((await line.next('extensions')).extensions).toEqual([first.extension, second.extension].sort());
    await db.pool.query('UPDATE agent SET active = false WHERE id = $1', [second.id]);
    expect((await line.next('extensions')).extensions).toEqual([first.extension]);
    const third = await central.addAgent();
    expect((await line.next('extensions')).extensions).toEqual([first.extension, third.extension].sort());
    line.close();
  });

  it('that practises is told nothing: there everybody is a guest', async () => {
    const practice = await central.line();
    practice.say(hello('practice'));
    await practice.next('welcome');
    const real = await central.line();
    real.say(hello('kamailio'));
    await real.next('extensions');
    expect(practice.heard.map((message) => message.t)).toEqual(['welcome']);
    practice.close();
    real.close();
  });
});
