// What the sync bench's desktops mirror: scopes of agents of its own, filled from the store as deeds would fill them.
import { recordsSql } from './protocol.mjs';

const ARTICLES = 1800;
const CUSTOMERS = 5000;
const CALLBACKS = 200;

/** Tells a scope of records in one transaction, and takes out what stood there before. */
async function fillScope(pool, scope, records) {
  await pool.query('DELETE FROM feed WHERE scope = $1', [scope]);
  if (records.length === 0) return;
  await pool.query("SELECT touch((SELECT jsonb_agg(jsonb_build_object('scope', $1::text, 'tbl', k.tbl, 'id', k.id)) FROM unnest($2::text[], $3::uuid[]) k (tbl, id)))", [scope, records.map(({ tbl }) => tbl), records.map(({ id }) => id)]);
}

async function articles(pool) {
  const { rows: [{ there }] } = await pool.query('SELECT count(*)::int AS there FROM article');
  if (there >= ARTICLES) return there;
  const { rows: [{ columns }] } = await pool.query("SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns WHERE table_name = 'article' AND column_name <> 'id' AND is_generated = 'NEVER'");
  const { rows } = await pool.query(`
    INSERT INTO article (id, ${columns}) SELECT gen_random_uuid(), ${columns} FROM article a, generate_series(1, $1) n ORDER BY n, a.id LIMIT $2 RETURNING id`, [Math.ceil(ARTICLES / Math.max(1, there)), ARTICLES - there]);
  await pool.query("SELECT touch((SELECT jsonb_agg(jsonb_build_object('scope', 'all', 'tbl', 'article', 'id', id)) FROM unnest($1::uuid[]) id))", [rows.map(({ id }) => id)]);
  return ARTICLES;
}

/** Families, one after the other, until they hold so many people. */
async function families(pool) {
  const { rows } = await pool.query('SELECT household_id AS id, count(*)::int AS people FROM customer GROUP BY household_id ORDER BY household_id LIMIT $1', [CUSTOMERS]);
  const taken = [];
  let people = 0;
  for (const row of rows) {
    if (people >= CUSTOMERS) break;
    taken.push(row.id);
    people += row.people;
  }
  return { ids: taken, people };
}

const callbacks = async (pool, howMany, where) => (await pool.query(`SELECT id FROM callback WHERE ${where} ORDER BY id LIMIT $1`, [howMany])).rows.map(({ id }) => id);

/** Fills the scope of the agent whose first sync is measured. @returns how much of each there is. */
export async function fillWorkingSet(pool, agentId) {
  const standing = await articles(pool);
  const { ids, people } = await families(pool);
  const promises = await callbacks(pool, CALLBACKS, "state = 'open'");
  await fillScope(pool, `agent:${agentId}`, [...ids.map((id) => ({ tbl: 'household', id })), ...promises.map((id) => ({ tbl: 'callback', id }))]);
  return { articles: standing, customers: people, households: ids.length, callbacks: promises.length };
}

/** Many small documents: callbacks that are done, which no list draws. @returns their records, and the documents as central sends them. */
export async function someDocuments(pool, agentId, howMany) {
  const { recordsInScopes } = await recordsSql();
  const ids = await callbacks(pool, howMany, "state <> 'open'");
  if (ids.length < howMany) throw new Error(`the store has only ${ids.length} callbacks`);
  const records = ids.map((id) => ({ tbl: 'callback', table: 'callback', id }));
  const documents = [];
  for (let at = 0; at < records.length; at += 1000) {
    for (const { text } of await recordsInScopes(pool, [`agent:${agentId}`], records.slice(at, at + 1000), Date.now())) documents.push(JSON.parse(text).r);
  }
  return { records, documents };
}

/** Puts records into an agent's scope, or none. */
export const fillAgent = (pool, agentId, records) => fillScope(pool, `agent:${agentId}`, records);

/** The last version and row of a scope: where a desktop's cursor stands when it has all of it. */
export async function endOf(pool, scope) {
  const { rows: [last] } = await pool.query('SELECT ver, row_id AS id FROM feed WHERE scope = $1 ORDER BY ver DESC, row_id DESC LIMIT 1', [scope]);
  return last === undefined ? null : [last.ver, last.id];
}

/** Agents whose scopes the bench fills: the last of the crew, whose desktops nobody else drives. */
export async function benchAgents(pool) {
  const { rows } = await pool.query("SELECT id, number, name FROM agent WHERE active AND role = 'agent' AND number >= '20000' ORDER BY number DESC LIMIT 2");
  return rows;
}

/** Ends an agent's sessions: the next desktop need not ask whether to take over from the one before. */
export async function endSessionsOf(pool, agentId) {
  await pool.query("UPDATE desk_session SET ended_at_ms = $2, ended_why = 'signed-out' WHERE agent_id = $1 AND ended_at_ms IS NULL", [agentId, Date.now()]);
}
