import type { Connection } from '../store/pool.ts';
import { firstHidden } from '../store/remits.ts';
import type { Agent } from '../../shared/agents/agent.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { MessageChannel } from '../../shared/messages/messageTemplate.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { type Applied, refusedOp } from './applied.ts';
import { addCallbackOp, changeCallbackOp } from './applyCallbackOp.ts';
import { addCaseOp, addCommitmentOp, addInteractionOp, moveInteractionOp } from './applyContactOp.ts';
import { addChildOp, addCustomerOp, addHouseholdOp, addPhoneOp } from './applyHouseholdOp.ts';
import { addConsentOp, addOptOutOp } from './applyLeaveOp.ts';
import { addGapOp, changeCaseOp, changeCommitmentOp, readNoticeOp } from './changePromiseOp.ts';
import { patchCustomerOp } from './patchCustomerOp.ts';
import { patchPhoneOp } from './patchPhoneOp.ts';
import { patchChildOp, patchHouseholdOp } from './patchRecordOp.ts';
import { addExpertQuestionOp, changeExpertQuestionOp } from './expertQuestionOps.ts';
import { addMessageOp } from './addMessageOp.ts';
import { followOp, unfollowOp } from './followOps.ts';
import { addCoachingLineOp, addCoachingOp, readCoachingOp } from './coachingOps.ts';
import { countOpeningOp } from './countOpeningOp.ts';
import { judgeAnswerOp } from './judgeAnswerOp.ts';
import { judgeGuideOp } from './guideBook.ts';
import { followMerges } from './followMerges.ts';
import { namedBy } from './namedBy.ts';
import { retractInteractionOp } from './retractInteractionOp.ts';

/**
 * Applies one op as `me`, inside an open transaction. Whatever it returns, nothing is committed yet. What it names and
 * is not there may have been merged into another: then it is the other's.
 *
 * @param limited `me` works for some regions or lines only: what they are not shown is not there for them.
 * @param configured by what customers can be written to.
 */
export async function applyOp(client: Connection, op: Op, me: Agent, nowMs: number, limited: boolean, configured: readonly MessageChannel[]): Promise<Applied> {
  const applied = await applyShown(client, op, me, nowMs, limited, configured);
  if (applied.ok || applied.refused.refusal !== 'not-found') return applied;
  const followed = await followMerges(client, op);
  return followed === null ? applied : await applyShown(client, followed, me, nowMs, limited, configured);
}

async function applyShown(client: Connection, op: Op, me: Agent, nowMs: number, limited: boolean, configured: readonly MessageChannel[]): Promise<Applied> {
  const hidden = limited ? await firstHidden(client, namedBy(op), me.id, nowMs) : null;
  return hidden === null ? await applyOne(client, op, me, nowMs, configured) : refusedOp('not-found', hidden.field);
}

async function applyOne(client: Connection, op: Op, me: Agent, nowMs: number, configured: readonly MessageChannel[]): Promise<Applied> {
  switch (op.kind) {
    case 'household.add': return await addHouseholdOp(client, op.data, me, nowMs);
    case 'customer.add': return await addCustomerOp(client, op.data, me, Math.min(op.atMs, nowMs), nowMs);
    case 'phone.add': return await addPhoneOp(client, op.data, me, nowMs, Math.min(op.atMs, nowMs));
    case 'interaction.add': return await addInteractionOp(client, op.data, me, nowMs);
    case 'interaction.move': return await moveInteractionOp(client, op.data, me, nowMs);
    case 'interaction.retract': return await retractInteractionOp(client, op.data, me, nowMs);
    case 'callback.add': return await addCallbackOp(client, op.data, me, nowMs);
    case 'callback.claim': case 'callback.done': case 'callback.retry': case 'callback.reschedule': case 'callback.handover': case 'callback.cancel':
      return await changeCallbackOp(client, op, me, nowMs);
    case 'commitment.add': return await addCommitmentOp(client, op.data, me);
    case 'case.add': return await addCaseOp(client, op.data);
    case 'customer.patch': return await patchCustomerOp(client, op, me, nowMs);
    case 'child.add': return await addChildOp(client, op.data);
    case 'child.patch': return await patchChildOp(client, op, me, nowMs);
    case 'household.patch': return await patchHouseholdOp(client, op, me, nowMs);
    case 'phone.patch': return await patchPhoneOp(client, op, me, nowMs);
    case 'consent.add': return await addConsentOp(client, op.data, me);
    case 'opt-out.add': return await addOptOutOp(client, op.data, me, nowMs);
    case 'commitment.change': return await changeCommitmentOp(client, op.data);
    case 'case.change': return await changeCaseOp(client, op.data, Math.min(op.atMs, nowMs));
    case 'gap.add': return await addGapOp(client, op.data, me, nowMs);
    case 'guide.judge': return await judgeGuideOp(client, op.data, me, nowMs);
    case 'message.add': return await addMessageOp(client, op.data, me, nowMs, configured);
    case 'expert-question.add': return await addExpertQuestionOp(client, op.data, me, nowMs);
    case 'expert-question.answer': case 'expert-question.hand': case 'expert-question.withdraw': return await changeExpertQuestionOp(client, op, me, nowMs);
    case 'answer.judge': return await judgeAnswerOp(client, op.data, me, Math.min(op.atMs, nowMs));
    case 'opening.add': return await countOpeningOp(client, op.data);
    case 'follow.add': return await followOp(client, op.data, me, nowMs);
    case 'follow.end': return await unfollowOp(client, op.data, me);
    case 'coaching.add': return await addCoachingOp(client, op.data, me, nowMs);
    case 'coaching-line.add': return await addCoachingLineOp(client, op.data, me, nowMs);
    case 'coaching.read': return await readCoachingOp(client, op.data, me, Math.min(op.atMs, nowMs));
    case 'notice.read': return await readNoticeOp(client, op.data, me, nowMs);
    default: return assertNever(op, 'op');
  }
}
