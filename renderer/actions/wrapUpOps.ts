import { nobodyOutcomes, notReachedOutcomes, type Outcome } from '../../shared/calls/outcome.ts';
import type { Interaction } from '../../shared/calls/interaction.ts';
import { readOpinions } from '../../shared/calls/opinion.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import type { Agent } from '../../shared/agents/agent.ts';
import { whoseAfterMove } from '../../shared/customers/movedOptOut.ts';
import { nameHousehold } from '../../shared/customers/nameHousehold.ts';
import { noFamilyKinds } from '../../shared/customers/phoneKind.ts';
import { formatPhone, type StoredPhone, storePhone } from '../../shared/customers/phoneNumber.ts';
import type { Op, OpData } from '../../shared/sync/pushMessages.ts';
import type { Policy } from '../../shared/sync/sessionMessages.ts';
import { DAY_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import { isLastTryOpen, nextBesideTry, retryOps } from './retryOps.ts';
import { newHouseholdForm } from './newHouseholdForm.ts';
import { numberToKeep } from './numberToKeep.ts';
import type { CallbackChoice, NewHouseholdForm, OptOutChoice, SaidOptOut, WrapUpDraft } from '../localdb/wrapUpDraft.ts';

/** What is still missing before a wrap-up can be finished; `field` says where the eye should go. */
export type WrapUpGap = 'outcome-missing' | 'answered-talk' | 'household-missing' | 'name-missing' | 'complaint-missing' | 'opt-out-missing' | 'opt-out-with-call' | 'tries-used-up' | 'number-wrong' | 'number-missing' | 'callback-not-understood' | 'callback-in-the-past' | 'opinion-unfinished' | 'call-not-over';

export interface WrapUpPeople {
  readonly agent: Agent;
  readonly policy: Policy;
  /** The callback this call tried to keep, as it now stands; null when none or not known here. */
  readonly kept: Callback | null;
}

/** A complaint is answered within a day unless the centre says otherwise. */
const CASE_DUE_MS = DAY_MS;
const TITLE_LENGTH = 60;
const OPT_OUT_LENGTH = 200;

/** What the complaint is about: its title, else the note's first words. */
const complaintTitle = (draft: Pick<WrapUpDraft, 'caseTitle' | 'note'>): string => draft.caseTitle.trim() || draft.note.trim().slice(0, TITLE_LENGTH);

/** The opt-out as far as it is chosen: of the telephone, for the person spoken with. */
export const optOutOf = ({ optOut }: Pick<WrapUpDraft, 'optOut'>): OptOutChoice => optOut ?? { channel: 'phone', wholeFamily: false, words: '' };

/** The next call that was agreed with somebody who, in the same breath, is not to be rung any more: one of the two is a slip, or they asked for this one call. Null: no such. */
export function callInSpite(draft: Pick<WrapUpDraft, 'outcome' | 'optOut' | 'customerId'>, next: Pick<CallbackChoice, 'customerId' | 'dueAtMs' | 'zone'> | null): Pick<CallbackChoice, 'dueAtMs' | 'zone'> | null {
  const { channel, wholeFamily } = optOutOf(draft);
  if (draft.outcome !== 'opt-out' || next === null || (channel !== 'phone' && channel !== 'all')) return null;
  return wholeFamily || next.customerId === null || next.customerId === draft.customerId ? next : null;
}

/** How they said it: what was written for it, else the note's first words. */
const optOutWords = (draft: Pick<WrapUpDraft, 'optOut' | 'note'>): string => optOutOf(draft).words.trim() || draft.note.trim().slice(0, OPT_OUT_LENGTH);

/**
 * The number that is not to be rung any more, when nobody is known behind it and nobody was written down; null: no such.
 * A caller whose number is somebody's (their form is not open) is to be chosen first.
 */
export function optOutNumber({ outcome, householdId, newHousehold, direction, number }: Pick<WrapUpDraft, 'outcome' | 'householdId' | 'newHousehold' | 'direction' | 'number'>): StoredPhone | null {
  if (outcome !== 'opt-out' || householdId !== null || number === null || (newHousehold === null && direction === 'in')) return null;
  if (newHousehold !== null && (newHousehold.personName.trim() !== '' || newHousehold.householdName.trim() !== '')) return null;
  const phone = storePhone(number);
  return phone.number === null || noFamilyKinds.includes(phone.kind) ? null : phone;
}

/**
 * So that every desktop refuses the number, it is kept as a household with one person, both named by it until somebody asks who they are:
 * a person is what a search by number finds. Of no city: one of a region would be hidden from the colleagues of all others, who could dial it.
 */
function numberForm(draft: WrapUpDraft): NewHouseholdForm | null {
  const phone = optOutNumber(draft);
  if (phone === null || phone.number === null) return null;
  const name = formatPhone(phone.number);
  return { ...(draft.newHousehold ?? newHouseholdForm(phone.number, draft.direction)), personName: name, householdName: name, relation: 'other', city: '', childDate: '' };
}

/** So long a greeting of a voice mailbox may be; who was on the line for longer was most likely somebody. */
const MAILBOX_MS = 30_000;
const unansweredOutcomes: readonly (Outcome | null)[] = ['no-answer', 'busy'];

/** A call that was picked up and talked on, written down as one that nobody took: a slip of the hand, unless the agent says that it is so. */
export function isTalkUnanswered({ outcome, answeredAtMs, endedAtMs, isSureUnanswered }: Pick<WrapUpDraft, 'outcome' | 'answeredAtMs' | 'endedAtMs' | 'isSureUnanswered'>): boolean {
  return unansweredOutcomes.includes(outcome) && isSureUnanswered !== true && answeredAtMs !== null && endedAtMs !== null && endedAtMs - answeredAtMs >= MAILBOX_MS;
}

/** The next call that was written says what becomes of the callback that was tried. */
const isSettledByNext = (draft: Pick<WrapUpDraft, 'outcome' | 'householdId' | 'callbackChoice'>, kept: Callback | null): boolean => draft.callbackChoice !== null && nextBesideTry(draft.outcome, kept, draft.householdId) !== 'beside';

/** The first thing that stands in the way of finishing; null when nothing does. */
export function wrapUpGap(draft: WrapUpDraft, nowMs: UtcMs, { kept, policy }: Pick<WrapUpPeople, 'kept' | 'policy'>): WrapUpGap | null {
  if (draft.outcome === null) return 'outcome-missing';
  const isNobody = draft.householdId === null && draft.newHousehold === null;
  const isEmptyForm = draft.newHousehold !== null && draft.newHousehold.personName.trim() === '' && draft.newHousehold.householdName.trim() === '';
  const isSomebodys = draft.callbackLine.trim() !== '' || draft.callbackChoice !== null || draft.caseTitle.trim() !== '';
  // There was nobody to write about; but a next call and a complaint are somebody's.
  if (nobodyOutcomes.includes(draft.outcome) && (isNobody || isEmptyForm) && !isSomebodys) return null;
  const isByNumber = (isNobody || isEmptyForm) && optOutNumber(draft) !== null;
  if (isNobody && !isByNumber) return 'household-missing';
  if (isEmptyForm && !isByNumber) return 'name-missing';
  if (draft.newCustomer !== null && draft.newCustomer.name.trim() === '') return 'name-missing';
  if (isTalkUnanswered(draft)) return 'answered-talk';
  const gap = outcomeGap(draft);
  if (gap !== null) return gap;
  if (draft.callbackId !== null && notReachedOutcomes.includes(draft.outcome) && !isSettledByNext(draft, kept) && isLastTryOpen(kept, draft.lastTry ?? null, policy, nowMs)) return 'tries-used-up';
  if (callInSpite(draft, draft.callbackChoice) !== null && optOutOf(draft).keepsCall !== true) return 'opt-out-with-call';
  if (draft.callbackLine.trim() !== '' && draft.callbackChoice === null) return 'callback-not-understood';
  if (draft.outcome === 'callback-agreed' && draft.callbackChoice === null) return 'callback-not-understood';
  if (draft.callbackChoice !== null && draft.callbackChoice.dueAtMs <= nowMs) return 'callback-in-the-past';
  if (readOpinions(draft.opinions ?? []) === null) return 'opinion-unfinished';
  if ((draft.newHousehold?.number ?? '').trim() !== '' && draft.number === null && typedNumber(draft)?.number === null) return 'number-wrong';
  if (draft.callbackChoice !== null && numberToRing(draft.callbackChoice, draft) === '') return 'number-missing';
  return null;
}

/** The number a new family gave because theirs was withheld, as stored; null: none asked for. */
function typedNumber({ number, newHousehold }: WrapUpDraft): StoredPhone | null {
  return number !== null || newHousehold === null ? null : storePhone(newHousehold.number ?? '');
}

/** The number of the next call; '' when there is none to ring. */
function numberToRing(choice: CallbackChoice, draft: WrapUpDraft): string {
  return choice.number || typedNumber(draft)?.number || '';
}

function householdOp(form: NewHouseholdForm, draft: WrapUpDraft, policy: Policy, nowMs: UtcMs): OpData<'household.add'> {
  const { ids } = form;
  const phone = draft.number === null ? typedNumber(draft) : storePhone(draft.number);
  const name = form.personName.trim() || form.householdName.trim();
  return {
    household: {
      id: ids.household, name: form.householdName.trim() || nameHousehold(name, form.relation),
      city: form.city.trim() || null, address: form.address.trim() || null, zone: policy.zone, tier: 'C', relationClass: 'potential',
      brand: form.brand.trim() || null, source: form.source, sourceDetail: form.sourceDetail.trim() || null,
      phoneConsentUntilMs: null, createdAtMs: nowMs,
    },
    phones: phone === null || phone.number === null ? [] : [{
      id: ids.phone, number: phone.number, extension: phone.extension, kind: phone.kind, customerId: phone.kind === 'mobile' ? ids.customer : null,
    }],
    customers: [{
      id: ids.customer, householdId: ids.household, name, relation: form.relation, tier: 'C', language: form.language,
      birthday: null, channelAttitude: {}, bestHours: null, interests: [], remark: null,
    }],
    children: form.childDate === '' ? [] : [{
      id: ids.child, householdId: ids.household, name: form.childName.trim() || null, sex: form.childSex,
      birthDate: form.childDateKind === 'birth' ? form.childDate : null, dueDate: form.childDateKind === 'due' ? form.childDate : null,
      hospital: null, feeding: null, product: null, remark: null,
    }],
  };
}

/** The second of the talk at which the next call was agreed; null: it was written down outside the talk. */
function agreedSecond({ agreedAtMs }: CallbackChoice, { answeredAtMs, endedAtMs, updatedAtMs }: WrapUpDraft): number | null {
  if (agreedAtMs === undefined || answeredAtMs === null || agreedAtMs < answeredAtMs || agreedAtMs > (endedAtMs ?? updatedAtMs)) return null;
  return Math.min(86_400, Math.floor((agreedAtMs - answeredAtMs) / 1000));
}

/** The callback a choice stands for, agreed now by this agent. */
export function callbackFrom(
  choice: CallbackChoice, householdId: string, customerId: string | null, agreedText: string, interactionId: string | null, agentId: string, nowMs: UtcMs,
): Callback {
  return {
    id: choice.callbackId, householdId, customerId, number: choice.number, dueAtMs: choice.dueAtMs, zone: choice.zone,
    windowMinutes: choice.windowMinutes, purpose: choice.purpose, permissionReason: choice.permissionReason, ownerAgentId: choice.ownerAgentId,
    state: 'open', attempts: 0, maxAttempts: 3, agreedText, agreedInInteractionId: interactionId, agreedByAgentId: agentId, agreedAtMs: nowMs, closedReason: null,
  };
}

/** What of a summary, or of a contact written down afterwards, says how a complaint or an opt-out is to be stored. */
export type OutcomeWords = Pick<WrapUpDraft, 'outcome' | 'note' | 'caseTitle' | 'optOut'>;

interface SaidIn {
  readonly householdId: string;
  readonly customerId: string | null;
  readonly interactionId: string;
  /** When the contact ended. */
  readonly saidAtMs: number;
}

/** Whether a complaint is opened: by the outcome, or because one was written down whatever else came of the call. */
export const opensCase = ({ outcome, caseTitle }: Pick<WrapUpDraft, 'outcome' | 'caseTitle'>): boolean => outcome === 'complaint' || caseTitle.trim() !== '';

/** The case that a complaint opens, the opt-out that was said; their proof is the interaction, which goes before them. */
export function outcomeOps(words: OutcomeWords, { householdId, customerId, interactionId, saidAtMs }: SaidIn, nowMs: UtcMs): readonly Op[] {
  const ops: Op[] = [];
  if (opensCase(words)) {
    ops.push(makeOp('case.add', {
      case: { id: newId(), householdId, customerId, kind: 'complaint', title: complaintTitle(words), openedAtMs: nowMs, dueAtMs: nowMs + CASE_DUE_MS, handlerName: null, state: 'open' },
      interactionId,
    }, nowMs));
  }
  if (words.outcome === 'opt-out') {
    const { channel, wholeFamily } = optOutOf(words);
    // Said in the contact, so before what was agreed in spite of it at its end.
    ops.push(makeOp('opt-out.add', { optOut: { id: newId(), householdId, customerId: wholeFamily ? null : customerId, channel, saidAtMs: Math.min(nowMs - 1, saidAtMs), words: optOutWords(words), interactionId } }, nowMs));
  }
  return ops;
}

/** What a complaint or an opt-out still lacks; null: nothing. */
export function outcomeGap(words: OutcomeWords): 'complaint-missing' | 'opt-out-missing' | null {
  if (words.outcome === 'complaint' && complaintTitle(words) === '') return 'complaint-missing';
  return words.outcome === 'opt-out' && optOutWords(words) === '' ? 'opt-out-missing' : null;
}

export interface FinishedWrapUp {
  readonly ops: readonly Op[];
  /** Without household when there was nobody to write about. */
  readonly interaction: Interaction;
  readonly agreedCallbackId: string | null;
}

function opinionsOf({ opinions = [] }: WrapUpDraft): Interaction['opinions'] {
  const read = readOpinions(opinions) ?? [];
  return read.length === 0 ? null : [...read];
}

/** @param householdId  null: nobody was chosen; then nothing else of a household belongs to it either. */
function interactionFrom(draft: WrapUpDraft, householdId: string | null, customerId: string | null, agent: Agent, nowMs: UtcMs): Interaction {
  // A call that was cut off with the whole desktop has no end of its own: what was written last is the latest sure moment.
  const endedAtMs = draft.endedAtMs ?? draft.updatedAtMs;
  return {
    id: draft.interactionId, householdId, customerId, kind: draft.direction === 'in' ? 'call-in' : 'call-out', callId: draft.callId,
    number: draft.number, dialled: draft.dialled, queue: draft.queue, startedAtMs: draft.startedAtMs,
    talkSeconds: draft.answeredAtMs === null ? null : Math.min(86_400, Math.max(0, Math.round((endedAtMs - draft.answeredAtMs) / 1000))),
    endReason: draft.endReason, hungUpBy: draft.hungUpBy, outcome: draft.outcome, outcomeCode: draft.outcomeCode ?? null, note: draft.note.trim(),
    agentId: agent.id, agentName: agent.name, callbackId: householdId === null ? null : draft.callbackId, articlesUsed: [...draft.articlesUsed], obstacle: householdId === null ? null : (draft.obstacle ?? null), opinions: householdId === null ? null : opinionsOf(draft), recordedAtMs: nowMs,
  };
}

/**
 * The ops that store a finished wrap-up, in the order central must take them. Pure but for the new ids of the ops.
 * @param draft  one in which `wrapUpGap` found nothing.
 */
export function wrapUpOps(draft: WrapUpDraft, people: WrapUpPeople, nowMs: UtcMs): FinishedWrapUp {
  const { agent, policy, kept } = people;
  const form = draft.newHousehold && (draft.newHousehold.personName.trim() !== '' || draft.newHousehold.householdName.trim() !== '') ? draft.newHousehold : numberForm(draft);
  const householdId = draft.householdId ?? form?.ids.household ?? null;
  // Of a bare number nobody is known: who opts out is whoever answers there.
  const customerId = draft.customerId ?? draft.newCustomer?.customerId ?? (optOutNumber(draft) === null ? (form?.ids.customer ?? null) : null);
  const interaction = interactionFrom(draft, householdId, householdId === null ? null : customerId, agent, nowMs);
  if (householdId === null) return { ops: [makeOp('interaction.add', { interaction, questions: [] }, nowMs)], interaction, agreedCallbackId: null };

  const ops: Op[] = [];
  if (draft.householdId === null && form) ops.push(makeOp('household.add', householdOp(form, draft, policy, nowMs), nowMs));
  if (draft.newCustomer && draft.householdId !== null) {
    const phone = draft.number === null ? null : storePhone(draft.number);
    // A number the agent said not to keep is not kept in this way either.
    const own = phone?.kind === 'mobile' && phone.number !== null && draft.keepNumber !== 'no'
      ? [{ id: newId(), number: phone.number, extension: phone.extension, kind: phone.kind, customerId: draft.newCustomer.customerId }]
      : [];
    ops.push(makeOp('customer.add', {
      customer: {
        id: draft.newCustomer.customerId, householdId, name: draft.newCustomer.name.trim(), relation: draft.newCustomer.relation, tier: 'C',
        language: draft.newCustomer.language, birthday: null, channelAttitude: {}, bestHours: null, interests: [], remark: null,
      },
      phones: own,
    }, nowMs));
  }
  const keptNumber = draft.householdId !== null && draft.keepNumber === 'yes' ? numberToKeep(draft) : null;
  // A mobile is its owner's, a landline the household's.
  if (keptNumber !== null) ops.push(makeOp('phone.add', { householdId, phone: { id: newId(), ...keptNumber, customerId: keptNumber.kind === 'mobile' ? customerId : null, addedInInteractionId: interaction.id } }, nowMs));
  ops.push(makeOp('interaction.add', {
    interaction, questions: draft.questions.map((question) => ({ ...question, interactionId: interaction.id })),
  }, nowMs));
  // Before the next call is agreed: a move makes what was agreed in the interaction the speaker's.
  ops.push(...fileOptOutOps(draft, householdId, interaction.customerId, nowMs));
  const way = nextBesideTry(draft.outcome, kept, householdId);
  if (draft.callbackId !== null && draft.outcome !== null) {
    const next = draft.callbackChoice === null ? null : { dueAtMs: draft.callbackChoice.dueAtMs, way };
    if (notReachedOutcomes.includes(draft.outcome)) ops.push(...retryOps(draft.callbackId, interaction.id, kept, { lastTry: draft.lastTry ?? null, next }, policy, nowMs));
    else ops.push(makeOp('callback.done', { callbackId: draft.callbackId, interactionId: interaction.id }, nowMs));
  }
  if (draft.callbackChoice && way !== 'again') {
    const askFor = draft.callbackChoice.customerId ?? (draft.newCustomer || form ? customerId : null);
    ops.push(makeOp('callback.add', { callback: { ...callbackFrom({ ...draft.callbackChoice, number: numberToRing(draft.callbackChoice, draft) }, householdId, askFor, draft.callbackLine.trim(), interaction.id, agent.id, nowMs), agreedSecond: agreedSecond(draft.callbackChoice, draft) }, ...(draft.fallbackAgentId == null ? {} : { fallbackAgentId: draft.fallbackAgentId }) }, nowMs));
  }
  ops.push(...outcomeOps(draft, { householdId, customerId, interactionId: interaction.id, saidAtMs: draft.endedAtMs ?? nowMs }, nowMs));
  return { ops, interaction, agreedCallbackId: way === 'again' ? null : (draft.callbackChoice?.callbackId ?? null) };
}

type Spoken = Pick<Interaction, 'householdId' | 'customerId'>;

/** Whose an opt-out written down on the file during the call is, now that it was spoken with these; null: the whole family's. */
export function whoseOptOut({ ofSpeaker, ...optOut }: SaidOptOut, { householdId, customerId }: Spoken): string | null {
  return householdId === null ? optOut.customerId : whoseAfterMove(optOut, ofSpeaker === true ? optOut.customerId : null, { householdId, customerId });
}

/**
 * What the opt-outs written down on the file during this call still need: said anew when they went with an interaction that
 * was taken back, and moved with this one when it is another person's or family's than was thought when they were written.
 */
function fileOptOutOps({ saidOptOuts = [], interactionId }: WrapUpDraft, householdId: string, customerId: string | null, nowMs: UtcMs): readonly Op[] {
  const spoken = { householdId, customerId };
  const anew = saidOptOuts.filter((each) => each.interactionId !== interactionId).map((each) => {
    const { ofSpeaker: _ofSpeaker, ...optOut } = each;
    return makeOp('opt-out.add', { optOut: { ...optOut, id: newId(), interactionId, householdId, customerId: whoseOptOut(each, spoken) } }, nowMs);
  });
  const stored = saidOptOuts.filter((each) => each.interactionId === interactionId);
  const isElsewhere = stored.some((each) => each.householdId !== householdId || each.customerId !== whoseOptOut(each, spoken));
  const optOuts = stored.map((each) => ({ id: each.id, customerId: whoseOptOut(each, spoken) }));
  return isElsewhere ? [makeOp('interaction.move', { interactionId, householdId, customerId, optOuts }, nowMs), ...anew] : anew;
}
