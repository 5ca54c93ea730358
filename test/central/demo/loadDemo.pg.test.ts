import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCities } from '../../../central/demo/cities.ts';
import { demoAgents } from '../../../central/demo/demoAgents.ts';
import { articleId, writtenArticles } from '../../../central/demo/demoArticles.ts';
import { demoRegions } from '../../../central/demo/demoRegions.ts';
import { fixedHouseholdIds } from '../../../central/demo/fixedHouseholds.ts';
import { loadDemo } from '../../../central/demo/loadDemo.ts';
import { verifyPassword } from '../../../central/services/passwords.ts';
import { agentLogin, demoAccounts } from '../../../central/store/agents.ts';
import { articleLines, articleVersions } from '../../../central/store/articles.ts';
import { householdFile, householdFilesByNumber } from '../../../central/store/householdFile.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { parse } from '../../../shared/language/parse.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';

const NOW = Date.parse('2026-11-19T14:38:00+08:00');

let database: EmptyDatabase;
const steps: string[] = [];

beforeAll(async () => {
  database = await emptyDatabase();
  await inTransaction(database.pool, async (client) => {
    // Each statement may take as long as a newcomer's slow computer needs, not only as long as one of an agent's.
    await client.query("SET LOCAL statement_timeout = '20ms'");
    await loadDemo(client, NOW, (step, done, of) => steps.push(`${step} ${done}/${of}`));
  });
}, 120_000);

afterAll(async () => {
  await database.drop();
});

describe('loadDemo', () => {
  it('stores 2,000 households and everything of theirs', async () => {
    const count = async (table: string): Promise<number> => Number((await database.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
    expect(await count('household')).toBe(2000);
    expect((await database.pool.query('SELECT reasons, household_a, household_b FROM merge_proposal')).rows.map((row) => [row.reasons, [row.household_a, row.household_b].sort()]))
      .toEqual([[['same-number', 'same-child'], [fixedHouseholdIds.listedInSuzhou, fixedHouseholdIds.listedInWuxi].sort()]]);
    expect(await count('article WHERE asked IS NULL')).toBe(writtenArticles().length);
    expect(await count('agent')).toBe(12);
    expect(await count('interaction')).toBeGreaterThan(15_000);
    expect(await count("callback WHERE state = 'open'")).toBeGreaterThan(140);
    expect(await count('asked_question')).toBeGreaterThan(8000);
  });

  it('says by what every household that may be rung allowed it', async () => {
    const bare = await database.pool.query(`SELECT name FROM household h WHERE phone_consent_until_ms IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM consent c WHERE c.household_id = h.id AND c.customer_id IS NULL AND c.channel = 'phone' AND c.until_ms = h.phone_consent_until_ms AND c.proof_kind <> 'record')`);
    expect(bare.rows).toEqual([]);
    const loud = await database.pool.query(`SELECT p.name FROM customer p, jsonb_each_text(p.channel_attitude) a WHERE a.value IN ('allow', 'prefer')
      AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.customer_id = p.id AND c.channel = a.key)`);
    expect(loud.rows).toEqual([]);
    expect((await database.pool.query('SELECT DISTINCT proof_kind FROM consent ORDER BY 1')).rows.map((row) => row.proof_kind)).toEqual(['form', 'record', 'said-in-call', 'unknown', 'web']);
  });

  it('lays older wordings, open questions and drafts on the editors’ desk, with what was published unchanged', async () => {
    const lines = await articleLines(database.pool, 5000, 0);
    const shelf = (state: string): number => lines.filter((line) => line.state === state).length;
    expect([shelf('draft') - lines.filter((line) => line.asked > 0).length, shelf('review'), shelf('retired')]).toEqual([1, 2, 1]);
    expect(lines.filter((line) => line.asked > 0).map((line) => line.asked).sort()).toEqual([1, 1, 2, 2, 4]);
    const foam = await articleVersions(database.pool, articleId('formula-foam-shaking'));
    expect(foam.map(({ version, state }) => [version, state])).toEqual([[3, 'published'], [2, 'retired'], [1, 'retired']]);
    const shown = await database.pool.query<{ version: number; say: string }>('SELECT version, say FROM article WHERE id = $1', [articleId('formula-foam-shaking')]);
    expect(shown.rows).toEqual([{ version: 3, say: foam[0]?.content.say }]);
  });

  it('has questions with an expert that wait, one that is late and known to be, answered ones, one that came back, and a question whose askers wait for its answer', async () => {
    const asked = (await database.pool.query(`SELECT state, expert_agent_id IS NOT NULL AS held, due_at_ms < $1 AND state = 'open' AS late, late_told AS known, passed_words IS NOT NULL AS back, article_id IS NOT NULL AS "ofAll" FROM expert_question`, [NOW])).rows;
    const count = (over: object): number => asked.filter((row) => Object.entries(over).every(([key, value]) => row[key as keyof typeof row] === value)).length;
    expect([count({ state: 'open', held: true }), count({ late: true, known: true }), count({ late: true, known: false }), count({ state: 'answered' }), count({ back: true, held: false }), count({ ofAll: true })]).toEqual([3, 1, 0, 2, 1, 1]);
    const told = (await database.pool.query(`SELECT household_id AS id, callback_id AS call FROM gap WHERE article_id = $1 AND state = 'answered' ORDER BY asked_at_ms`, [articleId('formula-foam-shaking')])).rows;
    expect(told.map(({ id }) => id)).toEqual([fixedHouseholdIds.rivalOptOut, fixedHouseholdIds.chengduTwins, fixedHouseholdIds.chengduTwins, null]);
    // Who opted out after they asked is not rung.
    expect(told.map(({ call }) => call)).toEqual([null, told[1].call, told[1].call, null]);
    expect((await database.pool.query("SELECT purpose, owner_agent_id FROM callback WHERE id = $1 AND state = 'open'", [told[1].call])).rows).toMatchObject([{ owner_agent_id: null }]);
  });

  it('gives each of its cities to a region, and one colleague some regions only', async () => {
    expect(demoRegions.flatMap((region) => region.cities).sort()).toEqual(demoCities.map((city) => city.name).sort());
    expect((await database.pool.query('SELECT DISTINCT a.number FROM agent_region JOIN agent a ON a.id = agent_id')).rows).toEqual([{ number: '1007' }]);
  });

  it('says how far it is', () => {
    expect(steps[0]).toBe('generating 0/1');
    expect(steps[steps.length - 1]).toBe('households 2000/2000');
    expect(steps.length).toBeGreaterThan(8);
  });

  it('pops 陈女士家 for its landline, in a file every desktop accepts', async () => {
    const files = await householdFilesByNumber(database.pool, '+862161234567', NOW, null);
    expect(files).toHaveLength(1);
    const parsed = parse(householdFileSchema, JSON.parse(files[0] ?? ''));
    expect(parsed.ok && parsed.value.household.name).toBe('陈女士家');
    expect(parsed.ok && parsed.value.customers.map((customer) => customer.name)).toEqual(['陈晓雯', '黄玉珍', '林志强', '林芳', '林国栋']);
    const twins = parse(householdFileSchema, JSON.parse(await householdFile(database.pool, fixedHouseholdIds.chengduTwins, NOW, null) ?? 'null'));
    expect(twins.ok && twins.value.children).toHaveLength(2);
  });

  it('lets the agents in with the passwords on offer, and keeps the one who has left without a place on that page', async () => {
    const accounts = await demoAccounts(database.pool);
    expect(accounts.map((account) => account.number)).toEqual(demoAgents.filter((agent) => agent.active).map((agent) => agent.number));
    const qian = await agentLogin(database.pool, '1001');
    expect(qian?.agent.name).toBe('王倩');
    expect(await verifyPassword('demo-1001', qian?.passwordHash ?? null)).toBe(true);
    const left = await agentLogin(database.pool, '1009');
    expect(left?.agent.active).toBe(false);
    expect(await verifyPassword('demo-1009', left?.passwordHash ?? null)).toBe(true);
  });
});
