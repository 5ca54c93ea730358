import type { Agent } from '../../shared/agents/agent.ts';
import { v7 as uuidv7 } from 'uuid';
import type { StandingConsent } from '../../shared/customers/consent.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { coversLeave, leaveOfRecord } from '../../shared/customers/leaveOfRecord.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import { hashPassword } from '../services/passwords.ts';
import { versionImported } from './articles.ts';
import { insertRecords } from './insertRecords.ts';
import { nameSearch } from '../../shared/customers/nameSearch.ts';
import { type Connection, run, statement } from './pool.ts';
import type { RecordTable } from './recordColumns.ts';

/** A household with all that belongs to it. Like a file, but whole: lists are not bounded and callbacks may be closed. */
export type ImportedHousehold = Omit<HouseholdFile, 'purchaseCount' | 'interactionCount' | 'asOfMs'>;

/** A colleague with the password they will sign in with. `id` and `active` are chosen by the import. */
export type ImportedAgent = Omit<Agent, 'active'> & { readonly password: string };

/** The consents it brings, and a row for leave that only its fields tell of. */
function consentsOf({ household, customers, leave }: ImportedHousehold): readonly StandingConsent[] {
  const brought = leave?.consents ?? [];
  const said = leaveOfRecord(household, customers, household.createdAtMs).filter((each) => !brought.some((there) => coversLeave(there, each)));
  return [...brought, ...said.map((each) => ({ ...each, id: uuidv7(), recordedByName: '', withdrawnAtMs: null }))];
}

/** Rows of one statement at most: its parameter is one JSON text of a few megabytes. */
const CHUNK = 4000;

/** The rows of households, table by table in the order they must be stored in, with the extra columns each wants. */
export function householdRows(households: readonly ImportedHousehold[]): readonly (readonly [RecordTable, readonly object[]])[] {
  const every = <T extends object, R extends object>(list: (one: ImportedHousehold) => readonly T[], add: (record: T, one: ImportedHousehold) => R) =>
    households.flatMap((one) => list(one).map((record) => add(record, one)));
  const same = <T extends object>(record: T): T => record;
  return [
    ['household', households.map((one) => one.household)],
    ['customer', every((one) => one.customers, (customer) => ({ ...customer, search: nameSearch(customer.name) }))],
    ['child', every((one) => one.children, (child) => ({ ...child, search: nameSearch(child.name) }))],
    ['phone', every((one) => one.phones, (phone, one) => ({ ...phone, householdId: one.household.id }))],
    ['interaction', every((one) => one.interactions, same)],
    ['asked_question', every((one) => one.questions, (question, one) => ({ ...question, householdId: one.household.id }))],
    // An imported record does not say when its callback was closed: at the latest when it was due.
    ['callback', every((one) => one.callbacks, (callback) => ({ ...callback, closedAtMs: callback.state === 'open' ? null : callback.dueAtMs }))],
    ['commitment', every((one) => one.commitments, same)],
    ['care_case', every((one) => one.cases, same)],
    ['purchase', every((one) => one.purchases, same)],
    ['consent', every(consentsOf, same)],
  ];
}

/**
 * Stores households in bulk: some 25,000 rows in a few seconds. Rows whose id is there already are left as they stand.
 * Agents named in them must be imported before. Desktops are not told: call `enterScopes` at the end of the transaction.
 */
export async function importHouseholds(on: Connection, households: readonly ImportedHousehold[]): Promise<void> {
  for (const [table, records] of householdRows(households)) await insertChunks(on, table, records);
}

/** Stores articles in bulk. */
export async function importArticles(on: Connection, articles: readonly Article[]): Promise<void> {
  await insertChunks(on, 'article', articles);
  await versionImported(on);
}

const demoAccount = statement('INSERT INTO demo_account (number, password) SELECT x.number, x.password FROM jsonb_to_recordset($1::jsonb) x (number text, password text) ON CONFLICT DO NOTHING');

const knownSites = statement("INSERT INTO site (name) SELECT DISTINCT btrim(site) FROM agent WHERE btrim(site) <> '' ON CONFLICT DO NOTHING");
const knownTeams = statement("INSERT INTO team (name) SELECT DISTINCT btrim(team) FROM agent WHERE btrim(team) <> '' ON CONFLICT DO NOTHING");

/**
 * Stores colleagues. Passwords are hashed; hashes of equal passwords are shared within one import, which is only
 * acceptable because these are demo accounts whose passwords are shown on the sign-in page.
 *
 * @param hash gives a password's hash in PHC form; tests that sign in thousands of times have one that costs less.
 */
export async function importDemoAgents(on: Connection, agents: readonly ImportedAgent[], hash = hashPassword): Promise<void> {
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (password: string): Promise<string> => {
    const known = hashes.get(password) ?? hash(password);
    hashes.set(password, known);
    return known;
  };
  const stored = await Promise.all(agents.map(async ({ password, ...agent }) => ({ ...agent, active: true, passwordHash: await hashOf(password) })));
  await insertChunks(on, 'agent', stored);
  await run(on, knownSites);
  await run(on, knownTeams);
  await run(on, demoAccount, [JSON.stringify(agents.map(({ number, password }) => ({ number, password })))]);
}

async function insertChunks(on: Connection, table: RecordTable, records: readonly object[]): Promise<void> {
  for (let at = 0; at < records.length; at += CHUNK) await insertRecords(on, table, records.slice(at, at + CHUNK));
}
