import type { Table } from 'dexie';
import { withoutPeople } from '../../shared/customers/erasure.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { householdNumbers, KEPT_SCOPE } from './householdRow.ts';
import { newId } from './newId.ts';
import type { ErasureRow } from './rows.ts';

/** What went from this desktop with somebody who was erased. */
export interface Forgotten {
  readonly households: readonly string[];
  readonly customers: readonly string[];
  /** Summaries that were not finished, by call. */
  readonly drafts: readonly string[];
  /** Summaries of calls that are still on: they stay, bound to nobody. */
  readonly unbound: readonly string[];
}

/** Whether something of a household or person, either of them unknown or none, is of somebody erased. */
export function isForgotten({ households, customers }: Forgotten, { householdId, customerId }: { readonly householdId: string | null; readonly customerId: string | null }): boolean {
  return (householdId !== null && households.includes(householdId)) || (customerId !== null && customers.includes(customerId));
}

type Listener = (forgotten: Forgotten) => void;
const listeners = new Set<Listener>();

/** Hears after each erasure that has reached this disk, so that nothing of them stays on screen. Returns its own undo. */
export function onForgotten(listener: Listener): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

export function tellForgotten(all: readonly Forgotten[]): void {
  for (const one of all) for (const listener of listeners) listener(one);
}

/** What an erasure is carried out in beside the mirror: the transaction must cover it. */
export function tablesOfErasing(database: DeskDatabase): Table[] {
  return [database.outbox, database.drafts, database.callLog];
}

function namesOne(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((each) => namesOne(each, ids));
}

/** Which of these households and people were erased. */
export async function erasedAmong(database: DeskDatabase, households: readonly string[], customers: readonly string[]): Promise<ReadonlySet<string>> {
  if (await database.erasures.count() === 0) return new Set();
  const found = [...await database.erasures.where('households').anyOf([...households]).toArray(), ...await database.erasures.where('customers').anyOf([...customers]).toArray()];
  return new Set(found.flatMap((row) => [...row.households, ...row.customers]));
}

/**
 * A file that comes from elsewhere than the newest pull (an answer that was on its way) without those who were erased
 * meanwhile; null when all of it was.
 */
export async function withoutErased(database: DeskDatabase, file: HouseholdFile): Promise<HouseholdFile | null> {
  if (await database.erasures.where('households').equals(file.household.id).count() > 0) return null;
  const people = file.customers.map((each) => each.id);
  const gone = await database.erasures.where('customers').anyOf(people).toArray();
  return gone.length === 0 ? file : withoutPeople(file, gone.flatMap((row) => row.customers));
}

/**
 * Takes everything of them from this disk: files, callbacks, calls, unfinished summaries, and what waits to be sent, which
 * central would refuse. What the agent loses of their own work they are told by a notice.
 */
export async function forgetErased(database: DeskDatabase, erasures: readonly ErasureRow[], nowMs: UtcMs): Promise<Forgotten> {
  const households = new Set(erasures.flatMap((each) => each.households));
  const customers = new Set(erasures.flatMap((each) => each.customers));
  const held = [...new Set([...households, ...erasures.map((each) => each.householdId)])];
  const ids = new Set([...households, ...customers]);
  const files = (await database.households.bulkGet(held)).flatMap((row) => row ?? []);
  const numbers = new Set(files.flatMap(({ id, file }) => file.phones.filter((phone) => households.has(id) || (phone.customerId !== null && customers.has(phone.customerId))).map((phone) => phone.number)));
  for (const { file } of files) {
    for (const each of [...file.interactions, ...file.callbacks, ...file.commitments, ...file.cases]) {
      if (households.has(file.household.id) || (each.customerId !== null && customers.has(each.customerId))) ids.add(each.id);
    }
  }
  await database.households.bulkDelete(files.filter((row) => households.has(row.id)).map((row) => row.id));
  await database.households.bulkPut(files.filter((row) => !households.has(row.id)).map((row) => {
    const file = withoutPeople(row.file, [...customers]);
    return { ...row, file, numbers: householdNumbers(file) };
  }));
  const isTheirs = ({ householdId, customerId }: { readonly householdId: string | null; readonly customerId: string | null }): boolean =>
    (householdId !== null && households.has(householdId)) || (customerId !== null && customers.has(customerId));
  const callbacks = await database.callbacks.where('householdId').anyOf(held).filter(({ row }) => isTheirs(row.callback)).toArray();
  for (const { id } of callbacks) ids.add(id);
  await database.callbacks.bulkDelete(callbacks.map((row) => row.id));
  const questions = await database.expertQuestions.where('householdId').anyOf(held).filter(({ row }) => isTheirs(row)).toArray();
  for (const { id } of questions) ids.add(id);
  await database.expertQuestions.bulkDelete(questions.map((row) => row.id));
  // What was said about a call of theirs; central takes it from the other of the two as well.
  const coached = await database.notices.toCollection().filter(({ coaching }) => coaching !== undefined && (ids.has(coaching.interactionId) || (coaching.householdId !== null && households.has(coaching.householdId)))).toArray();
  for (const { id } of coached) ids.add(id);
  await database.notices.bulkDelete(coached.map((row) => row.id));
  await database.notices.toCollection().filter(({ notice }) => notice?.householdId != null && households.has(notice.householdId)).delete();

  const drafts = await database.drafts.toCollection().filter((draft) => isTheirs(draft) || namesOne([draft.callbackId, draft.callbackChoice], ids)).toArray();
  const isOn = (draft: { readonly endedAtMs: number | null }): boolean => draft.endedAtMs === null;
  await database.drafts.bulkDelete(drafts.filter((draft) => !isOn(draft)).map((draft) => draft.callId));
  const live = new Set(drafts.filter(isOn).map((draft) => draft.callId));
  await database.callLog.toCollection().filter((row) => !live.has(row.callId) && row.state !== 'live' && (isTheirs(row) || (row.number !== null && numbers.has(row.number)))).delete();

  const unsent = await database.outbox.toCollection().filter((row) => namesOne(row.op.data, ids)).toArray();
  await database.outbox.bulkDelete(unsent.flatMap((row) => row.seq ?? []));
  const ops = [...unsent.map((row): string => row.op.kind), ...drafts.filter((draft) => !isOn(draft)).map(() => 'interaction.add')];
  if (ops.length > 0) await tellOfLostWork(database, ops, nowMs);
  return { households: [...households], customers: [...customers], drafts: drafts.filter((draft) => !isOn(draft)).map((draft) => draft.callId), unbound: [...live] };
}

/** Says, until the agent has read it, that work of theirs came to nothing because whom it was about is erased. */
export async function tellOfLostWork(database: DeskDatabase, ops: readonly string[], nowMs: UtcMs): Promise<void> {
  const id = newId();
  await database.notices.put({
    id, scopes: [KEPT_SCOPE], versions: {}, madeAtMs: nowMs,
    notice: { id, kind: 'work-erased', householdId: null, who: null, dueAtMs: null, zone: null, ops: ops.slice(0, 100), madeAtMs: nowMs, readAtMs: null },
  });
}
