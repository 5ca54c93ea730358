import type { QualitySheet, StandingSheet } from '../../shared/coaching/qualitySheet.ts';
import { type Connection, row, run, statement } from './pool.ts';

const standing = statement('SELECT version, criteria, days FROM quality_sheet ORDER BY version DESC LIMIT 1');
/** The sheet that is in force. */
export async function standingSheet(on: Connection): Promise<StandingSheet> {
  const found = await row<StandingSheet>(on, standing);
  if (found === null) throw new Error('there is no quality sheet');
  return found;
}

const ofVersion = statement('SELECT version, criteria, days FROM quality_sheet WHERE version = $1');
/** A sheet that is or was in force; null: there is none of that version. */
export async function sheetOfVersion(on: Connection, version: number): Promise<StandingSheet | null> {
  return await row<StandingSheet>(on, ofVersion, [version]);
}

const add = statement('INSERT INTO quality_sheet (version, criteria, days) SELECT max(version) + 1, $1, $2 FROM quality_sheet');
/** The sheet as it is from now on; those before stay for the scores that were given by them. */
export async function setSheet(on: Connection, { criteria, days }: QualitySheet): Promise<void> {
  await run(on, add, [JSON.stringify(criteria), days]);
}
