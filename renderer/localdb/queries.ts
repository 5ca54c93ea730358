import type { Colleague } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { WORD_TABLE_ID, type WordTable } from '../../shared/knowledge/wordTable.ts';
import type { Guide } from '../../shared/guides/guide.ts';
import type { MessageTemplate } from '../../shared/messages/messageTemplate.ts';
import type { ExpertQuestionRow } from '../../shared/knowledge/expertQuestion.ts';
import { expertQuestionsAfter } from '../../shared/knowledge/expertQuestionsAfter.ts';
import type { Opening } from '../../shared/knowledge/opening.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { Coaching } from '../../shared/coaching/coaching.ts';
import { coachingsWithPendingOps } from '../../shared/coaching/coachingsWithPendingOps.ts';
import { FOLLOWING, type Notice } from '../../shared/notices/notice.ts';
import { callbackRowsWithPendingOps, caseOf, householdWithPendingOps, type MovedRecords, type OpAuthor, promiseOf } from '../../shared/sync/applyPendingOps.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { waitingOps } from './outbox.ts';
import type { CallLogRow, OutboxRow } from './rows.ts';

/*
 * Everything a screen reads from the database, as plain promises: Dexie's live query runs them again when a table they
 * read has changed (useQuery.ts). What waits in the outbox is laid over what central sent, so the agent sees their own
 * work at once.
 */

async function authorOf(database: DeskDatabase): Promise<OpAuthor> {
  const me = await database.agents.get(database.agentId);
  return { agentId: database.agentId, agentName: me?.agent.name ?? '' };
}

async function movedTo(database: DeskDatabase, householdId: string, ops: readonly Op[]): Promise<MovedRecords> {
  const moves = new Set(ops.flatMap((op) => (op.kind === 'interaction.move' && op.data.householdId === householdId ? [op.data.interactionId] : [])));
  if (moves.size === 0) return { interactions: [], callbacks: [], commitments: [], cases: [], phones: [] };
  const isMoved = (id: string | null | undefined): boolean => id !== null && id !== undefined && moves.has(id);
  const added = ops.flatMap((op) => (op.kind === 'interaction.add' ? [op.data.interaction] : []));
  const logged = await database.callLog.filter((row) => row.interaction !== null && moves.has(row.interaction.id)).toArray();
  const own = [...added, ...logged.flatMap((row) => row.interaction ?? [])].filter((each) => moves.has(each.id));
  // Neither waiting nor of a call of this desktop (written by hand, or on another desktop): it stands in the file it leaves.
  const left = [...moves].filter((id) => !own.some((each) => each.id === id));
  const files = await database.households.filter(({ file }) => file.interactions.some((each) => moves.has(each.id))
    || file.cases.some((each) => isMoved(each.openedInInteractionId)) || file.commitments.some((each) => isMoved(each.promisedInInteractionId))
    || file.phones.some((each) => isMoved(each.addedInInteractionId))).toArray();
  const interactions = [...own, ...files.flatMap((row) => row.file.interactions.filter((each) => left.includes(each.id)))];
  const waiting = ops.flatMap((op) => (op.kind === 'callback.add' ? [op.data.callback] : []));
  const mirrored = await database.callbacks.filter((row) => row.row.callback.agreedInInteractionId !== null && moves.has(row.row.callback.agreedInInteractionId)).toArray();
  return {
    interactions, callbacks: [...waiting, ...mirrored.map((row) => row.row.callback)],
    commitments: [...files.flatMap((row) => row.file.commitments), ...ops.flatMap((op) => (op.kind === 'commitment.add' ? [promiseOf(op.data)] : []))].filter((each) => isMoved(each.promisedInInteractionId)),
    cases: [...files.flatMap((row) => row.file.cases), ...ops.flatMap((op) => (op.kind === 'case.add' ? [caseOf(op.data)] : []))].filter((each) => isMoved(each.openedInInteractionId)),
    phones: [...files.flatMap((row) => row.file.phones), ...ops.flatMap((op) => (op.kind === 'phone.add' ? [op.data.phone] : []))].filter((each) => isMoved(each.addedInInteractionId)),
  };
}

async function overlaid(database: DeskDatabase, householdId: string, file: HouseholdFile | null, ops: readonly Op[], author: OpAuthor): Promise<HouseholdFile | null> {
  if (ops.length === 0) return file;
  return householdWithPendingOps(file, householdId, ops, author, await movedTo(database, householdId, ops));
}

/** One household as it stands with this desktop's own waiting work; null when nothing is known of it here. */
export async function householdFile(database: DeskDatabase, householdId: string): Promise<HouseholdFile | null> {
  const row = await database.households.get(householdId);
  return overlaid(database, householdId, row?.file ?? null, await waitingOps(database), await authorOf(database));
}

/** Whose a complaint or promise is, as far as it is mirrored here; null otherwise. */
export async function householdOfPromise(database: DeskDatabase, id: string): Promise<string | null> {
  const found = await database.households.filter(({ file }) => file.cases.some((each) => each.id === id) || file.commitments.some((each) => each.id === id)).first();
  return found?.id ?? null;
}

/** The households this desktop knows behind a stored number: what pops before central has answered. */
export async function householdsByNumber(database: DeskDatabase, storedNumber: string): Promise<readonly HouseholdFile[]> {
  // At once: each reading is a journey of some milliseconds, and a telephone rings.
  const [ops, author, holding] = await Promise.all([waitingOps(database), authorOf(database), database.households.where('numbers').equals(storedNumber).toArray()]);
  // A number kept with a known household is theirs from this moment, whatever central says when.
  const kept = ops.flatMap((op) => (op.kind === 'phone.add' && op.data.phone.number === storedNumber ? [op] : []));
  // One that was kept of a call which is somebody else's by now goes with it.
  const keptIn = [...kept.map((op) => op.data.phone), ...holding.flatMap((row) => row.file.phones.filter((phone) => phone.number === storedNumber))].flatMap((phone) => phone.addedInInteractionId ?? []);
  const movedThere = ops.flatMap((op) => (op.kind === 'interaction.move' && keptIn.includes(op.data.interactionId) ? [op.data.householdId] : []));
  // Said to be theirs after all: the file as central told it does not name the number yet.
  const returned = ops.flatMap((op) => (op.kind === 'phone.patch' && op.data.set.isTheirs === true ? [op.data.householdId] : []));
  const held = new Set(holding.map((row) => row.id));
  const others = [...new Set([...kept.map((op) => op.data.householdId), ...movedThere, ...returned])].filter((id) => !held.has(id));
  const rows = others.length === 0 ? holding : [...holding, ...await database.households.where('id').anyOf(others).toArray()];
  const found = await Promise.all(rows.map((row) => overlaid(database, row.id, row.file, ops, author)));
  const waiting = ops.flatMap((op) => (op.kind === 'household.add' && op.data.phones.some((phone) => phone.number === storedNumber) ? [op.data.household.id] : []));
  const added = await Promise.all(waiting.filter((id) => !rows.some((row) => row.id === id)).map((id) => overlaid(database, id, null, ops, author)));
  return [...found, ...added].filter((file) => file !== null).filter((file) => file.phones.some((phone) => phone.number === storedNumber));
}

/** Of households central names behind a number, those it has not been said here not to be theirs, by what still waits to be sent. */
export async function stillTheirs(database: DeskDatabase, households: readonly HouseholdFile[], storedNumber: string): Promise<readonly HouseholdFile[]> {
  const ops = await waitingOps(database);
  const doubted = new Set(ops.flatMap((op) => (op.kind === 'phone.patch' && op.data.set.isTheirs === false ? [op.data.householdId] : [])));
  if (!households.some((file) => doubted.has(file.household.id))) return households;
  const author = await authorOf(database);
  return households.filter((file) => !doubted.has(file.household.id) || householdWithPendingOps(file, file.household.id, ops, author)?.phones.some((phone) => phone.number === storedNumber) === true);
}

/**
 * Open callbacks this desktop mirrors (own and unclaimed), soonest first, with waiting work laid over.
 * @param householdId  only this household's; left out: everybody's.
 */
export async function callbackRows(database: DeskDatabase, householdId: string | null = null): Promise<readonly CallbackRow[]> {
  if (householdId !== null) return callbackRowsOf(database, householdId);
  const rows = (await database.callbacks.where('state').equals('open').toArray()).map((each) => each.row);
  return laidOver(database, rows, await waitingOps(database));
}

/** The same of one household, without reading everybody else's; one that moves to it is its own from now on. */
async function callbackRowsOf(database: DeskDatabase, householdId: string): Promise<readonly CallbackRow[]> {
  const ops = await waitingOps(database);
  const movedHere = ops.some((op) => op.kind === 'interaction.move' && op.data.householdId === householdId);
  const table = movedHere ? database.callbacks.where('state').equals('open') : database.callbacks.where('householdId').equals(householdId).filter((each) => each.state === 'open');
  const rows = (await table.toArray()).map((each) => each.row);
  return (await laidOver(database, rows, ops)).filter((each) => each.callback.householdId === householdId);
}

async function laidOver(database: DeskDatabase, rows: CallbackRow[], ops: readonly Op[]): Promise<readonly CallbackRow[]> {
  if (ops.length === 0) return rows.sort((a, b) => a.callback.dueAtMs - b.callback.dueAtMs);
  const renumbered = new Set(ops.flatMap((op) => (op.kind === 'callback.reschedule' && op.data.phoneId !== undefined ? [op.data.callbackId] : [])));
  const needed = new Set(ops.flatMap((op) => (op.kind === 'phone.patch' || (op.kind === 'child.patch' && op.data.set.standing !== undefined) ? [op.data.householdId] : op.kind === 'callback.add' ? [op.data.callback.householdId] : op.kind === 'interaction.move' ? [op.data.householdId] : [])));
  for (const { callback } of rows) if (renumbered.has(callback.id)) needed.add(callback.householdId);
  const files = new Map<string, HouseholdFile | null>();
  for (const id of needed) files.set(id, await householdFile(database, id));
  const agents = new Map((await database.agents.toArray()).map((row) => [row.id, row.agent.name]));
  return callbackRowsWithPendingOps(rows, ops, await authorOf(database), (id) => files.get(id) ?? null, (id) => agents.get(id) ?? null);
}

export interface OutboxCounts {
  readonly waiting: number;
  readonly refused: number;
}

export async function outboxCounts(database: DeskDatabase): Promise<OutboxCounts> {
  const waiting = await database.outbox.where('state').equals('waiting').count();
  const refused = await database.outbox.where('state').equals('refused').count();
  return { waiting, refused };
}

/** What waits and what was refused, in order. */
export async function outboxRows(database: DeskDatabase): Promise<readonly OutboxRow[]> {
  return (await database.outbox.orderBy('seq').toArray()).filter((row) => row.state !== 'let-go');
}

/** What the agent let go, latest first: their words can still be copied. */
export async function letGoRows(database: DeskDatabase): Promise<readonly OutboxRow[]> {
  return (await database.outbox.where('state').equals('let-go').sortBy('seq')).reverse();
}

/** A callback as central last told it here, open or not; null: not on this desktop. */
export async function mirroredCallback(database: DeskDatabase, id: string): Promise<CallbackRow | null> {
  return (await database.callbacks.get(id))?.row ?? null;
}

/** Published answers in one language. */
export async function articles(database: DeskDatabase): Promise<readonly Article[]> {
  return (await database.articles.toArray()).map((row) => row.article).filter((article) => article.state === 'published');
}

/** Questions without an answer yet that colleagues have noted, those asked most first. */
export async function openQuestions(database: DeskDatabase): Promise<readonly Article[]> {
  const open = (await database.articles.toArray()).map((row) => row.article).filter((article) => (article.asked ?? 0) > 0 && article.state !== 'published' && article.state !== 'retired');
  return open.sort((a, b) => (b.asked ?? 0) - (a.asked ?? 0) || b.updatedAtMs - a.updatedAtMs);
}

/** What to say, as far as it is in force. */
export async function guides(database: DeskDatabase): Promise<readonly Guide[]> {
  return (await database.guides.toArray()).map((row) => row.guide).filter((guide) => guide.state === 'published');
}

/** Texts that go to customers, as far as they are in force. */
export async function templates(database: DeskDatabase): Promise<readonly MessageTemplate[]> {
  return (await database.templates.toArray()).map((row) => row.template).filter((template) => template.state === 'published');
}

/** What editors have told the search about words; none before they have written any. */
export async function wordTable(database: DeskDatabase): Promise<WordTable | null> {
  return (await database.wordTables.get(WORD_TABLE_ID))?.table ?? null;
}

/** How often answers were opened, by class of callers. */
export async function openings(database: DeskDatabase): Promise<ReadonlyMap<string, Opening['counts']>> {
  return new Map((await database.openings.toArray()).map(({ opening }) => [opening.callerClass, opening.counts]));
}

export async function articleById(database: DeskDatabase, id: string): Promise<Article | null> {
  return (await database.articles.get(id))?.article ?? null;
}

/** Colleagues who are active and shown customers, by number: a callback or a call of a customer can be given to nobody else. */
export async function agents(database: DeskDatabase): Promise<readonly Colleague[]> {
  const rows = (await database.agents.toArray()).map((row) => row.agent).filter((agent) => agent.active && seesCustomers(agent.role));
  return rows.sort((a, b) => (a.number < b.number ? -1 : 1));
}

/** Who may be handed a question: experts, by number. */
export async function experts(database: DeskDatabase): Promise<readonly Colleague[]> {
  return (await agents(database)).filter((agent) => (agent.expertIn ?? []).length > 0);
}

/** Questions to experts that this agent asked or is to answer, the most urgent first, then the settled ones, the latest first; with waiting work laid over. */
export async function expertQuestions(database: DeskDatabase): Promise<readonly ExpertQuestionRow[]> {
  const [rows, ops, author] = await Promise.all([database.expertQuestions.toArray(), waitingOps(database), authorOf(database)]);
  const names = new Map<string, string>();
  for (const op of ops) {
    const householdId = op.kind === 'expert-question.add' ? op.data.question.householdId : null;
    if (householdId !== null) names.set(householdId, (await householdFile(database, householdId))?.household.name ?? '');
  }
  const standing = ops.reduce<readonly ExpertQuestionRow[]>(
    (list, op) => expertQuestionsAfter(list, op, author, (made) => ({ ...made, householdName: names.get(made.householdId ?? '') ?? null })), rows.map((each) => each.row),
  );
  return [...standing].filter((each) => each.state !== 'withdrawn' && (each.askedByAgentId === author.agentId || each.expertAgentId === author.agentId))
    .sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open') || (a.state === 'open' ? a.dueAtMs - b.dueAtMs : (b.settledAtMs ?? 0) - (a.settledAtMs ?? 0)));
}

/** My calls, newest first. */
export async function callLog(database: DeskDatabase, limit = 200): Promise<readonly CallLogRow[]> {
  return database.callLog.orderBy('startedAtMs').reverse().limit(limit).toArray();
}

const MOST_NOTICES = 50;

/** Notices to this agent, the latest first; one whose reading still waits to be sent counts as read. Of those read the latest 50, unread all: they are counted. */
export async function notices(database: DeskDatabase): Promise<readonly Notice[]> {
  const [rows, ops] = await Promise.all([database.notices.orderBy('madeAtMs').reverse().filter(({ notice }) => notice !== undefined).toArray(), waitingOps(database)]);
  const read = new Map(ops.flatMap((op) => (op.kind === 'notice.read' ? [[op.data.noticeId, op.atMs] as const] : op.kind === 'coaching.read' ? [[op.data.coachingId, op.atMs] as const] : [])));
  const told = rows.flatMap(({ notice }) => (notice === undefined || notice.kind === FOLLOWING ? [] : [{ ...notice, readAtMs: notice.readAtMs ?? read.get(notice.id) ?? read.get(notice.coachingId ?? '') ?? null }]));
  return told.filter((notice, place) => place < MOST_NOTICES || notice.readAtMs === null);
}

/** What is said about calls, between this agent and another: the last word first; what still waits to be sent is laid over. */
export async function coachings(database: DeskDatabase): Promise<readonly Coaching[]> {
  const [rows, ops] = await Promise.all([database.notices.orderBy('madeAtMs').reverse().filter(({ coaching }) => coaching !== undefined).toArray(), waitingOps(database)]);
  const known = rows.flatMap(({ coaching }) => coaching ?? []);
  const added = new Set(ops.flatMap((op) => (op.kind === 'coaching.add' ? [op.data.coaching.interactionId] : [])));
  const files = added.size === 0 ? [] : await database.households.filter(({ file }) => file.interactions.some((each) => added.has(each.id))).toArray();
  const calls = new Map(files.flatMap(({ file }) => file.interactions.map((each) => [each.id, each])));
  const standing = coachingsWithPendingOps(known, ops, await authorOf(database), (interactionId) => {
    const call = calls.get(interactionId);
    if (call === undefined || call.agentId === null || (call.kind !== 'call-in' && call.kind !== 'call-out')) return null;
    const { householdId, kind, startedAtMs, talkSeconds, agentId, agentName } = call;
    return { householdId, kind, startedAtMs, talkSeconds, agentId, agentName };
  });
  return [...standing].sort((a, b) => lastWordAt(b) - lastWordAt(a));
}

const lastWordAt = ({ lines, madeAtMs }: Coaching): number => lines.at(-1)?.atMs ?? madeAtMs;

/** Whether a household was erased at its people's demand. */
export async function isErased(database: DeskDatabase, householdId: string): Promise<boolean> {
  return (await database.erasures.where('households').equals(householdId).count()) > 0;
}
