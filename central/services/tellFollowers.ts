import { customerRoles } from '../../shared/agents/roleRights.ts';
import type { FollowedDeed } from '../../shared/notices/notice.ts';
import type { Op, OpData, OpKind } from '../../shared/sync/pushMessages.ts';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { addToFollowed, followersOf } from '../store/follows.ts';
import { addNotice, noticeTouched } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import type { Touched } from '../store/touch.ts';
import type { Applied } from './applied.ts';

/** What one colleague does within this time in one place is one sentence: a wrap-up is several ops. */
const ONE_SENTENCE_MS = MINUTE_MS;

/** Something that somebody did, and what it was done to. */
export interface Deed {
  readonly deed: FollowedDeed;
  readonly households: readonly string[];
  /** Callbacks, cases, articles. */
  readonly others: readonly string[];
  /** Null: central itself. */
  readonly by: { readonly id: string; readonly name: string } | null;
}

/** Tells whoever follows it, is shown it and did not do it themselves: what, and by whom. @returns what that touches. */
export async function tellFollowers(on: Connection, { deed, households, others, by }: Deed, nowMs: number): Promise<readonly Touched[]> {
  const touched: Touched[] = [];
  for (const { agentId, about, householdId } of await followersOf(on, { households, others }, by?.id ?? null, nowMs, customerRoles)) {
    const told = await addToFollowed(on, agentId, about, by?.name ?? null, [deed], nowMs - ONE_SENTENCE_MS);
    touched.push(told === null
      ? await addNotice(on, { toAgentId: agentId, kind: 'followed', householdId, detail: { about, by: by?.name ?? null, deeds: [deed], ...(about.kind === 'callback' ? { callbackId: about.id } : {}) }, madeAtMs: nowMs })
      : noticeTouched(agentId, told));
  }
  return touched;
}

/** What an op of each kind does, in the words of whoever follows; null: nothing they would want to hear of. A new kind does not compile without a line here. */
const deeds: { readonly [K in OpKind]: FollowedDeed | null | ((data: OpData<K>) => FollowedDeed) } = {
  'household.add': null, 'customer.add': 'data-corrected', 'phone.add': 'data-corrected',
  'interaction.add': 'contact', 'interaction.move': 'contact-moved', 'interaction.retract': 'contact-retracted',
  'callback.add': 'callback-agreed', 'callback.claim': 'callback-claimed', 'callback.done': 'callback-done', 'callback.retry': 'callback-retried', 'callback.reschedule': 'callback-moved',
  'callback.handover': ({ toAgentId }) => (toAgentId === null ? 'callback-unclaimed' : 'callback-handed'), 'callback.cancel': 'callback-cancelled',
  'commitment.add': 'promise-made', 'commitment.change': ({ state }) => (state === 'kept' ? 'promise-kept' : 'promise-broken'),
  'case.add': 'case-opened', 'case.change': ({ state }) => (state === 'answered' ? 'case-answered' : 'case-closed'),
  'customer.patch': 'data-corrected', 'child.add': 'data-corrected', 'child.patch': 'data-corrected', 'household.patch': 'data-corrected', 'phone.patch': 'data-corrected',
  'consent.add': 'consent-given', 'opt-out.add': 'opted-out', 'message.add': 'message-written',
  'gap.add': null, 'notice.read': null, 'follow.add': null, 'follow.end': null, 'guide.judge': null, 'opening.add': null, 'answer.judge': null,
  'coaching.add': null, 'coaching-line.add': null, 'coaching.read': null, 'expert-question.add': null, 'expert-question.answer': null, 'expert-question.hand': null, 'expert-question.withdraw': null,
};

/** Tells whoever follows what an op changed. One that found it done already changed nothing. */
export async function tellOfOp(on: Connection, op: Op, applied: Extract<Applied, { readonly ok: true }>, by: { readonly id: string; readonly name: string }, nowMs: number): Promise<readonly Touched[]> {
  const said = deeds[op.kind] as FollowedDeed | null | ((data: Op['data']) => FollowedDeed);
  if (said === null || applied.touched.length === 0) return [];
  const of = (table: string): readonly string[] => applied.subjects.filter((subject) => subject.table === table).map(({ id }) => id);
  return await tellFollowers(on, { deed: typeof said === 'function' ? said(op.data) : said, households: of('household'), others: [...of('callback'), ...(op.kind === 'case.change' ? [op.data.caseId] : [])], by }, nowMs);
}
