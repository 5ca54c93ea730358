import type { Op, OpData, OpKind } from '../../shared/sync/pushMessages.ts';
import type { Named } from '../store/remits.ts';

const household = (id: string | null, field: string): readonly Named[] => (id === null ? [] : [{ table: 'household', id, field }]);
const interaction = (id: string | null | undefined, field: string): readonly Named[] => (id == null ? [] : [{ table: 'interaction', id, field }]);
const callback = (id: string | null, field: string): readonly Named[] => (id === null ? [] : [{ table: 'callback', id, field }]);

/**
 * The records in the store that an op of each kind names and that lead to a household. A person named beside their household is
 * looked for in it by the op itself. A new kind does not compile without a line here.
 */
const named: { readonly [K in OpKind]: (data: OpData<K>) => readonly Named[] } = {
  'household.add': () => [],
  'customer.add': ({ customer }) => household(customer.householdId, 'customer.householdId'),
  'phone.add': ({ householdId }) => household(householdId, 'householdId'),
  'interaction.add': ({ interaction: one }) => [...household(one.householdId, 'interaction.householdId'), ...callback(one.callbackId, 'interaction.callbackId')],
  'interaction.move': ({ interactionId, householdId }) => [...interaction(interactionId, 'interactionId'), ...household(householdId, 'householdId')],
  'interaction.retract': ({ interactionId }) => interaction(interactionId, 'interactionId'),
  'callback.add': ({ callback: one }) => household(one.householdId, 'callback.householdId'),
  'callback.claim': ({ callbackId }) => callback(callbackId, 'callbackId'),
  'callback.done': ({ callbackId, interactionId }) => [...callback(callbackId, 'callbackId'), ...interaction(interactionId, 'interactionId')],
  'callback.retry': ({ callbackId, interactionId }) => [...callback(callbackId, 'callbackId'), ...interaction(interactionId, 'interactionId')],
  'callback.reschedule': ({ callbackId }) => callback(callbackId, 'callbackId'),
  'callback.handover': ({ callbackId, interactionId }) => [...callback(callbackId, 'callbackId'), ...interaction(interactionId, 'interactionId')],
  'callback.cancel': ({ callbackId, interactionId }) => [...callback(callbackId, 'callbackId'), ...interaction(interactionId, 'interactionId')],
  'commitment.add': ({ commitment, interactionId }) => [...household(commitment.householdId, 'commitment.householdId'), ...interaction(interactionId, 'interactionId')],
  'case.add': ({ case: one, interactionId }) => [...household(one.householdId, 'case.householdId'), ...interaction(interactionId, 'interactionId')],
  'customer.patch': ({ customerId }) => [{ table: 'customer', id: customerId, field: 'customerId' }],
  'child.add': ({ child }) => household(child.householdId, 'child.householdId'),
  'child.patch': ({ householdId, childId }) => [...household(householdId, 'householdId'), { table: 'child', id: childId, field: 'childId' }],
  'household.patch': ({ householdId }) => household(householdId, 'householdId'),
  'phone.patch': ({ householdId }) => household(householdId, 'householdId'),
  'consent.add': ({ consent }) => household(consent.householdId, 'consent.householdId'),
  'opt-out.add': ({ optOut }) => [...household(optOut.householdId, 'optOut.householdId'), ...interaction(optOut.interactionId, 'optOut.interactionId')],
  'commitment.change': ({ commitmentId }) => [{ table: 'commitment', id: commitmentId, field: 'commitmentId' }],
  'case.change': ({ caseId }) => [{ table: 'care_case', id: caseId, field: 'caseId' }],
  'gap.add': ({ gap }) => [...household(gap.householdId, 'gap.householdId'), ...interaction(gap.interactionId, 'gap.interactionId')],
  'expert-question.add': ({ question }) => [...household(question.householdId, 'question.householdId'), ...interaction(question.interactionId, 'question.interactionId')],
  'expert-question.answer': ({ questionId }) => [{ table: 'expert_question', id: questionId, field: 'questionId' }],
  'expert-question.hand': ({ questionId }) => [{ table: 'expert_question', id: questionId, field: 'questionId' }],
  'expert-question.withdraw': ({ questionId }) => [{ table: 'expert_question', id: questionId, field: 'questionId' }],
  'notice.read': () => [],
  'follow.add': ({ about: { kind, id } }) => (kind === 'article' ? [] : [{ table: kind === 'case' ? 'care_case' : kind, id, field: 'about.id' }]),
  // Who is not shown it any more can still be rid of it.
  'follow.end': () => [],
  'guide.judge': () => [],
  'message.add': ({ message }) => [...household(message.householdId, 'message.householdId'), ...callback(message.agreed?.callbackId ?? null, 'message.agreed.callbackId')],
  'answer.judge': () => [],
  'opening.add': () => [],
  'coaching.add': ({ coaching }) => interaction(coaching.interactionId, 'coaching.interactionId'),
  // Whoever is one of the two it is between may read and answer it, whatever they work for by now.
  'coaching-line.add': () => [],
  'coaching.read': () => [],
};

/** The records an op names. */
export function namedBy(op: Op): readonly Named[] {
  return (named[op.kind] as (data: Op['data']) => readonly Named[])(op.data);
}
