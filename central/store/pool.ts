import { createHash } from 'node:crypto';
import pg from 'pg';

/** Anything that runs SQL: the pool, or one connection inside a transaction. */
export type Connection = Pick<pg.ClientBase, 'query'>;
export type Pool = pg.Pool;

/**
 * A statement. Named, PostgreSQL parses and plans it once per connection, which is worth 3–4 times the speed.
 * Behind PgBouncer this needs session pooling, or version 1.21 with max_prepared_statements.
 */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/** Names a statement after its text, so that two texts never share a name. */
export function statement(text: string): Statement {
  return { name: `c${createHash('sha1').update(text).digest('hex').slice(0, 20)}`, text };
}

/**
 * A statement over as much as its values say, a day or two years: planned each time, for them. One plan for all values, which PostgreSQL makes of a named one
 * after five runs, took four times as long over two years of a million customers.
 */
export function plannedStatement(text: string): Statement {
  return { text };
}

/** Runs a statement. `R` is the shape its columns have: the SQL beside it is the proof. */
export async function rows<R>(on: Connection, what: Statement, values: readonly unknown[] = []): Promise<R[]> {
  return (await on.query({ ...what, values: [...values] })).rows as R[];
}

/** Like `rows`, for statements that answer at most one row. */
export async function row<R>(on: Connection, what: Statement, values: readonly unknown[] = []): Promise<R | null> {
  return (await rows<R>(on, what, values))[0] ?? null;
}

/** Runs a statement for its effect. @returns rows it touched. */
export async function run(on: Connection, what: Statement, values: readonly unknown[] = []): Promise<number> {
  return (await on.query({ ...what, values: [...values] })).rowCount ?? 0;
}

// Instants are bigint columns: exact in a JavaScript number until the year 287396.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Whether PostgreSQL broke a statement off because it took longer than it may (SQLSTATE 57014, query_canceled). */
export function ranOutOfTime(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

/**
 * Opens a pool.
 *
 * @param url     a postgres:// URL.
 * @param onError told of connections that break while idle (server stopped); the pool makes new ones by itself.
 */
export function openPool(url: string, onError: (error: Error) => void, size = 16): Pool {
  const pool = new pg.Pool({
    connectionString: url, max: size, types, application_name: 'careline',
    connectionTimeoutMillis: 10_000, statement_timeout: 30_000, idleTimeoutMillis: 60_000,
    onConnect: async (client) => {
      // One that is in use when the server dies between two of its statements tells nobody else: unheard, it would end the process.
      // Its next statement fails, which is how the work on it learns of it.
      client.on('error', () => {});
      // Where PostgreSQL comes with LLVM (Debian's does) it compiles statements that look dear to it. Ours are short: a merge took ten times as long.
      await client.query('SET jit = off');
    },
  });
  pool.on('error', onError);
  return pool;
}
