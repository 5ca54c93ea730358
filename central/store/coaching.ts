import type { AgentCall } from '../../shared/coaching/coaching.ts';
import type { GroupScores, Marks } from '../../shared/coaching/qualitySheet.ts';
import { ERASED_WORD } from '../../shared/customers/erasure.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { visibleSql } from './remits.ts';
import { agentScope, type Touched } from './touch.ts';

/** The two whose it is. */
export interface Parties { readonly id: string; readonly agentId: string; readonly byAgentId: string }

/** A note in the scopes of the two it is between. */
export const coachingTouched = ({ id, agentId, byAgentId }: Parties, gone = false): readonly Touched[] =>
  [agentId, byAgentId].map((party) => ({ scope: agentScope(party), tbl: 'coaching', id, ...(gone ? { gone } : {}) }));

/** SQL of a note as the desktops of the two mirror it (shape: coachingSchema). */
export function coachingSql(id: string): string {
  return `(SELECT json_build_object('id', k.id, 'interactionId', k.interaction_id, 'householdId', i.household_id, 'kind', i.kind, 'startedAtMs', i.started_at_ms, 'talkSeconds', i.talk_seconds,
      'agentId', k.agent_id, 'agentName', a.name, 'byAgentId', k.by_agent_id, 'byName', b.name, 'madeAtMs', k.made_at_ms, 'readAtMs', k.read_at_ms, 'readLines', k.read_lines, 'seenLines', k.seen_lines,
      'score', CASE WHEN k.score IS NOT NULL THEN json_build_object('version', k.sheet_version, 'percent', k.score, 'marks', k.marks, 'groups', json_build_object('seek', k.seek_score, 'experience', k.experience_score, 'credence', k.credence_score),
        'criteria', (SELECT s.criteria FROM quality_sheet s WHERE s.version = k.sheet_version)) END,
      'lines', coalesce((SELECT json_agg(json_build_object('id', l.id, 'byAgentId', l.by_agent_id, 'text', l.text, 'atMs', l.at_ms) ORDER BY l.place) FROM coaching_line l WHERE l.coaching_id = k.id), '[]'))
    FROM coaching k JOIN interaction i ON i.id = k.interaction_id JOIN agent a ON a.id = k.agent_id JOIN agent b ON b.id = k.by_agent_id WHERE k.id = ${id})`;
}

const call = statement('SELECT agent_id AS "agentId", kind, started_at_ms AS "startedAtMs" FROM interaction WHERE id = $1 AND retracted_at_ms IS NULL FOR SHARE');
/** The call a note is about; null: there is none, or it was taken back. It is held: its author does not take it back meanwhile. */
export async function callToCoach(on: Connection, interactionId: string): Promise<{ readonly agentId: string | null; readonly kind: string; readonly startedAtMs: number } | null> {
  return await row<{ agentId: string | null; kind: string; startedAtMs: number }>(on, call, [interactionId]);
}

const add = statement('INSERT INTO coaching (id, interaction_id, agent_id, by_agent_id, made_at_ms, last_at_ms) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (id) DO NOTHING');
/** @returns false when there is another of that id. */
export async function addCoaching(on: Connection, { id, agentId, byAgentId, interactionId, atMs }: Parties & { readonly interactionId: string; readonly atMs: number }): Promise<boolean> {
  return await run(on, add, [id, interactionId, agentId, byAgentId, atMs]) === 1;
}

const lock = statement('SELECT k.id, k.agent_id AS "agentId", k.by_agent_id AS "byAgentId", i.started_at_ms AS "startedAtMs" FROM coaching k JOIN interaction i ON i.id = k.interaction_id WHERE k.id = $1 AND k.erased_at_ms IS NULL FOR UPDATE OF k');
/** Reads a note and holds it, so that two who write into it at once do so one after the other. */
export async function lockCoaching(on: Connection, id: string): Promise<Parties & { readonly startedAtMs: number } | null> {
  return await row<{ id: string; agentId: string; byAgentId: string; startedAtMs: number }>(on, lock, [id]);
}

const lines = statement('SELECT count(*)::int AS count FROM coaching_line WHERE coaching_id = $1');
export async function countLines(on: Connection, coachingId: string): Promise<number> {
  return (await row<{ count: number }>(on, lines, [coachingId]))?.count ?? 0;
}

const addLineStatement = statement('INSERT INTO coaching_line (id, coaching_id, place, by_agent_id, text, at_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING');
const moveOn = statement('UPDATE coaching SET last_at_ms = greatest(last_at_ms, $2) WHERE id = $1');
/** @param place how many there were before. @returns false when there is another line of that id. */
export async function addLine(on: Connection, coachingId: string, place: number, line: { readonly id: string; readonly text: string; readonly byAgentId: string; readonly atMs: number }): Promise<boolean> {
  if (await run(on, addLineStatement, [line.id, coachingId, place, line.byAgentId, line.text, line.atMs]) !== 1) return false;
  await run(on, moveOn, [coachingId, line.atMs]);
  return true;
}

const scored = statement('SELECT b.name FROM coaching k JOIN agent b ON b.id = k.by_agent_id WHERE k.interaction_id = $1 AND k.score IS NOT NULL');
/** Who has scored a call; null: nobody yet. */
export async function scoredBy(on: Connection, interactionId: string): Promise<string | null> {
  return (await row<{ name: string }>(on, scored, [interactionId]))?.name ?? null;
}

const giveScore = statement('UPDATE coaching SET sheet_version = $2, marks = $3, score = $4, seek_score = $5, experience_score = $6, credence_score = $7 WHERE id = $1');
/** Writes down how a call was judged, by which version of the sheet. */
export async function setScore(on: Connection, coachingId: string, { version, marks, percent, groups }: { readonly version: number; readonly marks: Marks; readonly percent: number; readonly groups: GroupScores }): Promise<void> {
  await run(on, giveScore, [coachingId, version, JSON.stringify(marks), percent, groups.seek, groups.experience, groups.credence]);
}

const readByAgent = statement('UPDATE coaching SET read_at_ms = $3, read_lines = $2 WHERE id = $1 AND (read_at_ms IS NULL OR read_lines < $2)');
const seenBySupervisor = statement('UPDATE coaching SET seen_lines = greatest(seen_lines, $2) WHERE id = $1');
/** One of the two has read so many lines. What was read before and more stands. */
export async function markRead(on: Connection, { id, agentId }: Parties, me: string, count: number, atMs: number): Promise<void> {
  await (me === agentId ? run(on, readByAgent, [id, count, atMs]) : run(on, seenBySupervisor, [id, count]));
}

const ofInteraction = statement('SELECT id, agent_id AS "agentId", by_agent_id AS "byAgentId" FROM coaching WHERE interaction_id = $1 AND erased_at_ms IS NULL');
/** The notes on a call. */
export async function coachingsOf(on: Connection, interactionId: string): Promise<readonly Parties[]> {
  return await rows<Parties>(on, ofInteraction, [interactionId]);
}

// $1 households that go, $2 people that go.
const erase = statement(`
  UPDATE coaching k SET erased_at_ms = $3 FROM interaction i WHERE i.id = k.interaction_id AND k.erased_at_ms IS NULL AND (i.household_id = ANY ($1::uuid[]) OR i.customer_id = ANY ($2::uuid[]))
  RETURNING k.id, k.agent_id AS "agentId", k.by_agent_id AS "byAgentId"`);
const eraseLines = statement('DELETE FROM coaching_line WHERE coaching_id = ANY ($1::uuid[])');
/** The words about calls of whoever is erased go with them. To be called while the calls are still theirs. @returns the notes that are gone. */
export async function eraseCoachings(on: Connection, households: readonly string[], customers: readonly string[], nowMs: number): Promise<readonly Parties[]> {
  const gone = await rows<Parties>(on, erase, [households, customers, nowMs]);
  await run(on, eraseLines, [gone.map(({ id }) => id)]);
  return gone;
}

const blot = statement(`
  UPDATE coaching_line l SET text = replace(l.text, $2, '${ERASED_WORD}') FROM coaching k JOIN interaction i ON i.id = k.interaction_id
  WHERE k.id = l.coaching_id AND i.household_id = $1 AND strpos(l.text, $2) > 0 RETURNING k.id, k.agent_id AS "agentId", k.by_agent_id AS "byAgentId"`);
/** Takes somebody's traces out of what is said about calls of the others of their household. @returns the notes in which they stood. */
export async function blotCoachings(on: Connection, householdId: string, traces: readonly string[]): Promise<readonly Parties[]> {
  const found: Parties[] = [];
  for (const trace of traces) found.push(...await rows<Parties>(on, blot, [householdId, trace]));
  return found;
}

const LISTED_MS = 31 * DAY_MS;
const MOST_CALLS = 100;
const calls = statement(`
  SELECT i.id AS "interactionId", i.household_id AS "householdId", h.name AS "householdName", i.kind, i.started_at_ms AS "startedAtMs", i.talk_seconds AS "talkSeconds", i.queue, i.outcome, i.outcome_code AS "outcomeCode", i.note,
    EXISTS (SELECT 1 FROM coaching k WHERE k.interaction_id = i.id AND k.by_agent_id = $2::uuid) AS coached,
    (SELECT k.score FROM coaching k WHERE k.interaction_id = i.id AND k.score IS NOT NULL) AS "scorePercent"
  FROM interaction i LEFT JOIN household h ON h.id = i.household_id
  WHERE i.agent_id = $1 AND i.kind IN ('call-in', 'call-out') AND i.retracted_at_ms IS NULL AND i.started_at_ms >= $3::bigint - ${LISTED_MS}
    AND (i.household_id IS NULL OR ${visibleSql('i.household_id', '$2::uuid', '$3::bigint')})
  ORDER BY i.started_at_ms DESC, i.id LIMIT ${MOST_CALLS}`);
/** An agent's last hundred calls of a month, those of families that the supervisor is not shown left out. */
export async function callsOf(on: Connection, agentId: string, supervisorId: string, nowMs: number): Promise<readonly AgentCall[]> {
  return await rows<AgentCall>(on, calls, [agentId, supervisorId, nowMs]);
}

