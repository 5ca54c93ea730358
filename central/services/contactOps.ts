import type { Agent } from '../../shared/agents/agent.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import type { OpOutcome } from '../store/opLog.ts';
import type { Contact } from '../store/storeContact.ts';
import { agentScope, openScope } from '../store/touch.ts';
import type { Subjects } from './applied.ts';
import { idsIn } from './followMerges.ts';

/** More than a wrap-up ever leaves: what is stored at once holds its household for so long. */
const MOST_AT_ONCE = 20;

type ContactOp = Extract<Op, { kind: 'interaction.add' | 'callback.add' | 'commitment.add' | 'case.add' }>;

/**
 * The first of some ops that can be stored together: they add to what is known of one household, and nothing about them that
 * can be seen without the store is out of the ordinary. The rules are those of applyContactOp.ts and applyCallbackOp.ts.
 *
 * @returns how many of them from the first on; 0 when the first has to be stored by itself.
 */
export function contactsAhead(ops: readonly Op[], me: Agent): number {
  const first = ops[0];
  const householdId = first === undefined ? null : householdOf(first);
  if (householdId === null) return 0;
  const ids = new Set<string>();
  let count = 0;
  for (const op of ops.slice(0, MOST_AT_ONCE)) {
    if (ids.has(op.id) || householdOf(op) !== householdId || !isContact(op) || !isOrdinary(op, me)) break;
    ids.add(op.id);
    count++;
  }
  return count;
}

/** What those ops store. @throws RangeError for ops that `contactsAhead` did not name. */
export function contactOf(ops: readonly Op[], me: Agent, nowMs: number): Contact {
  const contacts = ops.filter(isContact);
  const householdId = contacts[0] === undefined ? null : householdOf(contacts[0]);
  if (householdId === null || contacts.length < ops.length) throw new RangeError('not a contact');
  const of = <K extends ContactOp['kind']>(kind: K) => contacts.filter((op): op is Extract<ContactOp, { kind: K }> => op.kind === kind);
  const interactions = of('interaction.add').map(({ data }) => data.interaction);
  const callbacks = of('callback.add').map(({ data }) => ({ ...data.callback, fallbackAgentId: data.fallbackAgentId ?? null }));
  const commitments = of('commitment.add').map(({ data }) => data);
  const cases = of('case.add').map(({ data }) => data);
  const ownerIds = callbacks.flatMap(({ ownerAgentId }) => ownerAgentId ?? []);
  const people = [...interactions, ...callbacks, ...commitments.map(({ commitment }) => commitment), ...cases.map((each) => each.case)];
  return {
    householdId, ownerIds, namedIds: contacts.flatMap(({ data }) => [...idsIn(data)]),
    customerIds: people.flatMap(({ customerId }) => customerId ?? []),
    scopes: [openScope(householdId), ...(interactions.length > 0 ? [agentScope(me.id)] : []), ...ownerIds.map(agentScope)],
    ops: contacts.map((op) => ({ id: op.id, kind: op.kind, atMs: op.atMs, outcome: outcomeOf(op) })),
    interactions: interactions.map((interaction) => ({ ...interaction, agentId: me.id, agentName: me.name, storedAtMs: nowMs })),
    questions: of('interaction.add').flatMap(({ data }) => data.questions.map((question) => ({ ...question, householdId }))),
    callbacks: callbacks.map((callback) => ({ ...callback, agreedByAgentId: me.id })),
    commitments: commitments.map(({ commitment, interactionId }) => ({ ...commitment, promisedByAgentId: me.id, promisedByName: me.name, promisedInInteractionId: interactionId ?? null })),
    cases: cases.map((each) => ({ ...each.case, openedInInteractionId: each.interactionId ?? null })),
  };
}

/** What each of those ops is answered. */
export function outcomeOf(op: Op): OpOutcome {
  const household = householdOf(op);
  const ofHousehold: Subjects = household === null ? [] : [{ table: 'household', id: household }];
  const subjects: Subjects = op.kind === 'callback.add' ? [{ table: 'callback', id: op.data.callback.id }, ...ofHousehold] : ofHousehold;
  return { ok: true, refusal: null, field: null, standing: null, subjects };
}

function isContact(op: Op): op is ContactOp {
  return op.kind === 'interaction.add' || op.kind === 'callback.add' || op.kind === 'commitment.add' || op.kind === 'case.add';
}

function householdOf(op: Op): string | null {
  switch (op.kind) {
    case 'interaction.add': return op.data.interaction.householdId;
    case 'callback.add': return op.data.callback.householdId;
    case 'commitment.add': return op.data.commitment.householdId;
    case 'case.add': return op.data.case.householdId;
    default: return null;
  }
}

function isOrdinary(op: ContactOp, me: Agent): boolean {
  switch (op.kind) {
    case 'interaction.add': {
      const { interaction, questions } = op.data;
      return (interaction.agentId === null || interaction.agentId === me.id) && questions.every((question) => question.interactionId === interaction.id);
    }
    // Whether a colleague may own it is asked of the store (mayOwn in applyCallbackOp.ts).
    case 'callback.add': return op.data.callback.state === 'open' && [null, me.id].includes(op.data.callback.ownerAgentId) && storePhone(op.data.callback.number).number === op.data.callback.number;
    case 'commitment.add': case 'case.add': return true;
  }
}
