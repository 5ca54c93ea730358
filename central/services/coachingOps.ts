import type { Agent } from '../../shared/agents/agent.ts';
import { runsFloor } from '../../shared/agents/roleRights.ts';
import { supervises } from '../../shared/agents/supervises.ts';
import { coachedKinds, MOST_COACHING_LINES } from '../../shared/coaching/coaching.ts';
import { groupScoresOf, markFault, type Marks, scoreOf } from '../../shared/coaching/qualitySheet.ts';
import type { NoticeKind } from '../../shared/notices/notice.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { addCoaching, addLine, callToCoach, coachingTouched, countLines, lockCoaching, markRead, scoredBy, setScore } from '../store/coaching.ts';
import { agentOnFloor, allSupervisors } from '../store/floorDeeds.ts';
import { addNotice, readCoachingNotices } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { sheetOfVersion } from '../store/qualitySheet.ts';
import { reportZone } from '../store/reports.ts';
import type { Touched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';

/** Whether somebody may speak with an agent about their calls: their supervisor, as far as the two work for the same. Nobody with themselves. */
export async function mayCoach(client: Connection, me: Agent, agentId: string): Promise<boolean> {
  if (!runsFloor(me.role) || agentId === me.id) return false;
  const agent = await agentOnFloor(client, agentId, me.id);
  return agent?.fits === true && supervises(me, agent, await allSupervisors(client));
}

/** The other of the two is told that there is something to read, and of which call; the words stand in the note alone. */
async function tell(client: Connection, coachingId: string, toAgentId: string, kind: NoticeKind, me: Agent, startedAtMs: number, nowMs: number): Promise<Touched> {
  return await addNotice(client, { toAgentId, kind, householdId: null, detail: { coachingId, dueAtMs: String(startedAtMs), zone: await reportZone(client), floor: { by: me.name, text: '' } }, madeAtMs: nowMs });
}

/** A supervisor's note on a call of one of their agents. The call has been found to be shown to them. */
export async function addCoachingOp(client: Connection, { coaching }: OpData<'coaching.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const call = await callToCoach(client, coaching.interactionId);
  if (call === null) return refusedOp('not-found', 'coaching.interactionId');
  const { agentId, kind, startedAtMs } = call;
  if (agentId === null || !(coachedKinds as readonly string[]).includes(kind)) return refusedOp('bad-op', 'coaching.interactionId');
  if (!await mayCoach(client, me, agentId)) return refusedOp('not-allowed', 'coaching.interactionId');
  const parties = { id: coaching.id, agentId, byAgentId: me.id };
  if (!await addCoaching(client, { ...parties, interactionId: coaching.interactionId, atMs: nowMs })) return refusedOp('conflict', 'coaching.id');
  if (coaching.line !== null && !await addLine(client, coaching.id, 0, { ...coaching.line, byAgentId: me.id, atMs: nowMs })) return refusedOp('conflict', 'coaching.line.id');
  if (coaching.score !== null) {
    const refused = await score(client, coaching.id, coaching.interactionId, coaching.score);
    if (refused !== null) return refused;
  }
  return { ok: true, touched: [...coachingTouched(parties), await tell(client, coaching.id, agentId, 'coaching', me, startedAtMs, nowMs)], subjects: [{ table: 'coaching', id: coaching.id }] };
}

/** A call is scored once, by the sheet that its supervisor saw: it may be another by the time it arrives. @returns why not; null: it is. */
async function score(client: Connection, coachingId: string, interactionId: string, { version, marks }: { readonly version: number; readonly marks: Marks }): Promise<Applied | null> {
  const sheet = await sheetOfVersion(client, version);
  if (sheet === null) return refusedOp('not-found', 'coaching.score.version');
  const fault = markFault(sheet.criteria, marks);
  const percent = scoreOf(sheet.criteria, marks);
  if (fault !== null || percent === null) return refusedOp('bad-op', `coaching.score.marks${fault === null || fault === '' ? '' : `.${fault}`}`);
  const before = await scoredBy(client, interactionId);
  if (before !== null) return refusedOp('conflict', 'coaching.score', before);
  const known = Object.fromEntries(sheet.criteria.map(({ id }) => [id, marks[id] ?? null]));
  await setScore(client, coachingId, { version, marks: known, percent, groups: groupScoresOf(sheet.criteria, marks) });
  return null;
}

/** One of the two says something more. To anybody else there is no such note. */
export async function addCoachingLineOp(client: Connection, { coachingId, line }: OpData<'coaching-line.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const coaching = await lockCoaching(client, coachingId);
  if (coaching === null || !isParty(coaching, me)) return refusedOp('not-found', 'coachingId');
  const place = await countLines(client, coachingId);
  if (place >= MOST_COACHING_LINES) return refusedOp('already-closed', 'coachingId');
  if (!await addLine(client, coachingId, place, { ...line, byAgentId: me.id, atMs: nowMs })) return refusedOp('conflict', 'line.id');
  const other = me.id === coaching.agentId ? coaching.byAgentId : coaching.agentId;
  return { ok: true, touched: [...coachingTouched(coaching), await tell(client, coaching.id, other, me.id === coaching.agentId ? 'coaching-answered' : 'coaching', me, coaching.startedAtMs, nowMs)], subjects: [{ table: 'coaching', id: coachingId }] };
}

/** One of the two has read it, and so far: the supervisor sees that the agent has. */
export async function readCoachingOp(client: Connection, { coachingId, lines }: OpData<'coaching.read'>, me: Agent, atMs: number): Promise<Applied> {
  const coaching = await lockCoaching(client, coachingId);
  if (coaching === null || !isParty(coaching, me)) return refusedOp('not-found', 'coachingId');
  await markRead(client, coaching, me.id, Math.min(lines, await countLines(client, coachingId)), atMs);
  const notices = await readCoachingNotices(client, me.id, coachingId, atMs);
  return { ok: true, touched: [...coachingTouched(coaching), ...notices], subjects: [{ table: 'coaching', id: coachingId }] };
}

const isParty = ({ agentId, byAgentId }: { readonly agentId: string; readonly byAgentId: string }, me: Agent): boolean => me.id === agentId || me.id === byAgentId;
