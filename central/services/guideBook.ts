import type { Agent } from '../../shared/agents/agent.ts';
import { findSelling } from '../../shared/guides/findSelling.ts';
import type { Guide } from '../../shared/guides/guide.ts';
import type { GuideToStore } from '../../shared/sync/guideMessages.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { agentById } from '../store/agents.ts';
import { isCodeTaken, lockGuide, markGuide, putGuide, unmarkGuide } from '../store/guides.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection } from '../store/pool.ts';
import { touch } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import type { Central } from './central.ts';
import { ALL } from './deskScopes.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

/**
 * Stores a guide as its next version and tells every desktop. Refused: one with which something would be sold ('bad-request', detail
 * 'selling', the field and words that do), an owner who is not there, a code that another has, and a version that is not the newest ('conflict').
 */
export async function storeGuide(central: Central, id: string, { guide, base }: GuideToStore, me: Agent): Promise<Outcome<Guide>> {
  const selling = findSelling(guide);
  if (selling !== null) return refused(refuse(400, 'bad-request', `guide.${selling.field}`, `selling: ${selling.words}`));
  const stored = await inTransaction(central.pool, async (client): Promise<Outcome<Guide>> => {
    const standing = await lockGuide(client, id);
    if ((standing?.version ?? 0) !== base) return refused(refuse(409, 'conflict', 'base', String(standing?.version ?? 0)));
    if (guide.ownerAgentId !== null && await agentById(client, guide.ownerAgentId) === null) return refused(refuse(404, 'not-found', 'guide.ownerAgentId'));
    if (await isCodeTaken(client, guide.code, id)) return refused(refuse(409, 'conflict', 'guide.code'));
    const next: Guide = { ...guide, id, version: base + 1, updatedAtMs: central.clock.now() };
    await putGuide(client, next, me.id);
    await touch(client, [{ scope: ALL, tbl: 'guide', id }]);
    return done(next);
  });
  central.bell.ring();
  return stored;
}

/** A step that does not apply in this talk, or does after all. */
export async function judgeGuideOp(client: Connection, data: OpData<'guide.judge'>, me: Agent, nowMs: number): Promise<Applied> {
  const of = { interactionId: data.interactionId, guideId: data.guideId, stepId: data.stepId, agentId: me.id };
  if (data.applies) await unmarkGuide(client, of);
  else if (!await markGuide(client, { ...of, atMs: nowMs })) return refusedOp('not-found', 'guideId');
  return { ok: true, touched: [], subjects: [] };
}
