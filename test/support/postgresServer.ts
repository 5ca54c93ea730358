import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedPostgres, startPostgres } from '../../central/postgres/startPostgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** A PostgreSQL of one's own in a folder of its own; the installed one that CARELINE_POSTGRES names, or the npm package's. Without fsync: a test's store need not outlive a power cut. */
export async function freshPostgres(settings: readonly string[] = ['fsync=off']): Promise<EmbeddedPostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'careline-pg-'));
  const server = await startPostgres({ dataFolder: folder, settings, programs: process.env['CARELINE_POSTGRES'] || undefined });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(path.dirname(server.folder), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Vitest's global set-up of the tests that need PostgreSQL: one server for all their files. DATABASE_URL names another one,
 * whose role may create databases; tests that kill a server have their own all the same.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return async () => {};
  }
  const server = await freshPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
