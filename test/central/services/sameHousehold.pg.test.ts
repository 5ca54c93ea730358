import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleChild, sampleCustomer, sampleHousehold, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  [ann, bob] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

function family(number: string, childName: string) {
  const household = sampleHousehold();
  return { id: household.id, op: sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [sampleCustomer(household.id)], children: [sampleChild(household.id, { name: childName })] }) };
}
const proposals = async (id: string) => (await db.pool.query<{ pair: string[]; reasons: string[]; state: string }>(
  'SELECT array[household_a, household_b] AS pair, reasons, state FROM merge_proposal WHERE $1 IN (household_a, household_b)', [id])).rows;

describe('two desktops that made the same new family while they were offline', () => {
  it('keep both, and merging them is proposed, also when both arrive at the same moment', async () => {
    for (let round = 0; round < 15; round++) {
      const number = `+86138${String(10_000_000 + round)}`;
      const [mine, theirs] = [family(number, `梓涵${round}`), family(number, `子涵${round}`)];
      const results = await Promise.all([ann.push(mine.op), bob.push(theirs.op)]);
      expect(results.flat().map((result) => result.ok)).toEqual([true, true]);
      expect(await proposals(mine.id)).toEqual([{ pair: [mine.id, theirs.id].sort(), reasons: ['same-number'], state: 'open' }]);
      expect((await db.pool.query('SELECT count(*)::int AS n FROM household WHERE id = ANY ($1)', [[mine.id, theirs.id]])).rows[0]).toEqual({ n: 2 });
    }
  });

  it('are proposed once, however often their ops are sent', async () => {
    const [mine, theirs] = [family('+8613900000001', '小满'), family('+8613900000001', '小麦')];
    for (let turn = 0; turn < 3; turn++) await Promise.all([ann.push(mine.op), bob.push(theirs.op)]);
    expect(await proposals(mine.id)).toHaveLength(1);
  });

  it('leave a family alone that shares nothing with it', async () => {
    const one = family('+8613900000002', '小雪');
    await ann.push(one.op);
    expect(await proposals(one.id)).toEqual([]);
  });
});
