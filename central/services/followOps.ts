import type { Agent } from '../../shared/agents/agent.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { addFollow, endFollow, householdOfAbout } from '../store/follows.ts';
import { noticeTouched } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { type Applied, refusedOp } from './applied.ts';

/** From now on the agent is told what others do there. Whether they are shown it was asked before (namedBy.ts). */
export async function followOp(client: Connection, data: OpData<'follow.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const householdId = await householdOfAbout(client, data.about);
  if (householdId === undefined) return refusedOp('not-found', 'about.id');
  const isNew = await addFollow(client, me.id, data, householdId, nowMs);
  return { ok: true, touched: isNew ? [noticeTouched(me.id, data.id)] : [], subjects: [{ table: 'notice', id: data.id }] };
}

/** What is not there any more can be left too: it may have been erased. */
export async function unfollowOp(client: Connection, data: OpData<'follow.end'>, me: Agent): Promise<Applied> {
  const ended = await endFollow(client, me.id, data.about);
  return { ok: true, touched: ended.map((id) => ({ ...noticeTouched(me.id, id), gone: true })), subjects: ended.map((id) => ({ table: 'notice', id })) };
}
