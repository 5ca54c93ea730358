import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueRulesSchema } from '../../../shared/routing/queueRules.ts';
import { queuesSchema } from '../../../shared/sync/queueMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let admin: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  admin = await central.desk({ role: 'admin' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const setUp = async () => queuesSchema.parse((await admin.ask('GET', '/queues')).body);
const expertLine = { name: '专家咨询', place: 3, businessLineId: 'mother-baby', numbers: ['4008209999'], rules: {} };

describe('an administrator', () => {
  it('sees the queues as they run without rules, and languages among the skills', async () => {
    const { queues, skills } = await setUp();
    expect(queues.map(({ id, numbers, rules }) => ({ id, numbers, rules }))).toEqual([
      { id: 'mother-baby', numbers: ['4008201234', '8008201234'], rules: queueRulesSchema.parse({}) }, { id: 'product', numbers: ['8008205678'], rules: queueRulesSchema.parse({}) },
    ]);
    expect(skills.map((skill) => skill.id)).toContain('cantonese');
  });

  it('makes a queue with its hours and demands, and takes a number for it from another', async () => {
    expect((await admin.ask('PUT', '/skills/expert', { name: '专家' })).status).toBe(200);
    const hours = { zone: 'Asia/Shanghai', week: { 1: [{ fromMinute: 540, toMinute: 1080 }] }, days: { '2026-10-01': [] } };
    const made = await admin.ask('PUT', '/queues/expert', { ...expertLine, numbers: ['4008209999', '8008205678'], rules: { hours, demands: [{ skillId: 'expert', level: 3 }], maxWaitSeconds: 600 } });
    expect(made.status).toBe(200);
    const { queues } = await setUp();
    expect(queues.find((queue) => queue.id === 'expert')).toMatchObject({ numbers: ['4008209999', '8008205678'], rules: { hours, demands: [{ skillId: 'expert', level: 3, easesAfterSeconds: null }], maxWaitSeconds: 600, lastAgentSeconds: 10 } });
    expect(queues.find((queue) => queue.id === 'product')?.numbers).toEqual([]);
  });

  it('says what an agent is good at, anew each time', async () => {
    const { agent } = await central.desk();
    expect((await admin.ask('PUT', `/agents/${agent.id}/skills`, { skills: { cantonese: 5, english: 1 } })).status).toBe(200);
    await admin.ask('PUT', `/agents/${agent.id}/skills`, { skills: { cantonese: 4 } });
    expect((await setUp()).agentSkills).toContainEqual({ agentId: agent.id, skills: { cantonese: 4 } });
    await admin.ask('PUT', `/agents/${agent.id}/skills`, { skills: {} });
    expect((await setUp()).agentSkills.map((one) => one.agentId)).not.toContain(agent.id);
  });

  it.each([
    ['a business line there is not', { ...expertLine, businessLineId: 'nowhere' }, 404, 'businessLineId'],
    ['a skill there is not', { ...expertLine, rules: { demands: [{ skillId: 'english', level: 1 }, { skillId: 'juggling', level: 1 }] } }, 404, 'rules.demands.1.skillId'],
    ['overflow into nothing', { ...expertLine, rules: { overflow: { afterSeconds: 60, queueId: 'nowhere' } } }, 404, 'rules.overflow.queueId'],
    ['hours that end before they begin', { ...expertLine, rules: { hours: { zone: 'Asia/Shanghai', week: { 1: [{ fromMinute: 600, toMinute: 540 }] } } } }, 400, 'rules.hours.week.1.0.toMinute'],
    ['a head start nobody could make up for', { ...expertLine, rules: { headStartSeconds: { A: 3600, B: 0, C: 0 } } }, 400, 'rules.headStartSeconds.A'],
    ['a number with letters', { ...expertLine, numbers: ['400-TALK'] }, 400, 'numbers.0'],
  ])('is refused %s, and the field is named', async (_what, body, status, field) => {
    expect(await admin.ask('PUT', '/queues/other', body)).toMatchObject({ status, body: { field } });
    expect((await setUp()).queues.map((queue) => queue.id)).not.toContain('other');
  });

  it('is refused skills of nobody, and skills there are not', async () => {
    expect(await admin.ask('PUT', `/agents/${randomUUID()}/skills`, { skills: {} })).toMatchObject({ status: 404, body: { field: 'id' } });
    expect(await admin.ask('PUT', `/agents/${admin.agent.id}/skills`, { skills: { juggling: 2 } })).toMatchObject({ status: 404, body: { field: 'skills.juggling' } });
    expect(await admin.ask('PUT', `/agents/${admin.agent.id}/skills`, { skills: { english: 6 } })).toMatchObject({ status: 400, body: { field: 'skills.english' } });
  });
});
