import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';

const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
const STEP = '0075-leave-of-record';

let db: EmptyDatabase;
beforeAll(async () => {
  db = await emptyDatabase({ before: STEP });
  await db.pool.query(`
    INSERT INTO agent (id, number, name, extension, role, team, site, password_hash) VALUES ('${id(1)}', '8001', '甲', '8001', 'agent', '', '', 'x');
    INSERT INTO household (id, name, city, zone, tier, relation_class, source, phone_consent_until_ms, created_at_ms) VALUES
      ('${id(11)}', '无据', '上海', 'Asia/Shanghai', 'A', 'own', 'web', 2000, 1000), ('${id(12)}', '有据', '上海', 'Asia/Shanghai', 'A', 'own', 'web', 2000, 1000),
      ('${id(13)}', '无同意', '上海', 'Asia/Shanghai', 'A', 'own', 'web', NULL, 1000), ('${id(14)}', '早到期', '上海', 'Asia/Shanghai', 'A', 'own', 'web', 500, 1000),
      ('${id(15)}', '只有短的', '上海', 'Asia/Shanghai', 'A', 'own', 'web', 2000, 1000);
    INSERT INTO customer (id, household_id, name, relation, tier, language, channel_attitude, interests, search) VALUES
      ('${id(21)}', '${id(13)}', '甲一', 'mother', 'A', 'putonghua', '{"phone": "allow", "sms": "refuse", "mail": "prefer"}', '[]', ''), ('${id(22)}', '${id(13)}', '甲二', 'father', 'A', 'putonghua', '{}', '[]', ''),
      ('${id(23)}', '${id(13)}', '甲三', 'aunt', 'A', 'putonghua', '{"phone": "prefer"}', '[]', '');
    INSERT INTO field_value (id, household_id, customer_id, field, value, source, said_at_ms, stored_at_ms, agent_id, agent_name, state)
      VALUES ('${id(31)}', '${id(13)}', '${id(23)}', 'channelAttitude', '{}', 'call', 1500, 1500, '${id(1)}', '甲', 'standing');
    INSERT INTO consent (id, household_id, customer_id, channel, purpose, given_at_ms, until_ms, proof_kind, proof, recorded_by_name) VALUES
      ('${id(41)}', '${id(12)}', NULL, 'phone', '回访', 1000, 2000, 'form', 'F', '甲'), ('${id(42)}', '${id(13)}', '${id(21)}', 'mail', '寄资料', 1000, NULL, 'form', 'F', '甲'),
      ('${id(43)}', '${id(15)}', NULL, 'phone', '回访', 1000, 1900, 'form', 'F', '甲');`);
  await migrate(db.pool);
});
afterAll(async () => { await db?.drop(); });

const ofRecord = async (which: string) =>
  (await db.pool.query(`SELECT household_id, customer_id, channel, given_at_ms, until_ms, proof, recorded_by_name FROM consent WHERE proof_kind = 'record' AND ${which} ORDER BY household_id, customer_id, channel`)).rows;

describe('the step that gives every consent its row', () => {
  it('says of a household’s own leave that it came with the record, where no consent tells of it', async () => {
    const row = { customer_id: null, channel: 'phone', proof: null, recorded_by_name: '' };
    expect(await ofRecord('customer_id IS NULL')).toEqual([
      { ...row, household_id: id(11), given_at_ms: 1000, until_ms: 2000 }, { ...row, household_id: id(14), given_at_ms: 499, until_ms: 500 }, { ...row, household_id: id(15), given_at_ms: 1000, until_ms: 2000 },
    ]);
  });

  it('says what the usual leave is for by a code, in whichever step it was written in words; other words stay', async () => {
    expect((await db.pool.query<{ purpose: string; n: number }>('SELECT purpose, count(*)::int AS n FROM consent GROUP BY purpose ORDER BY purpose')).rows).toEqual([{ purpose: 'follow-up', n: 7 }, { purpose: '寄资料', n: 1 }]);
  });

  it('says the same of what people’s fields allow, since when and by whom it was said as far as that is known', async () => {
    const row = { household_id: id(13), channel: 'phone', until_ms: null, proof: null };
    expect(await ofRecord('customer_id IS NOT NULL')).toEqual([
      { ...row, customer_id: id(21), given_at_ms: 1000, recorded_by_name: '' }, { ...row, customer_id: id(23), given_at_ms: 1500, recorded_by_name: '甲' },
    ]);
  });
});
