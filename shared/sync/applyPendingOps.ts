import type { Callback, CallbackRow } from '../callbacks/callback.ts';
import type { Interaction } from '../calls/interaction.ts';
import { whoseAfterMove } from '../customers/movedOptOut.ts';
import type { Leave, OptOut, StandingConsent } from '../customers/consent.ts';
import { channels, type Customer } from '../customers/customer.ts';
import { identityFields, judgeValue } from '../customers/customerPatch.ts';
import { attitudeTurned, coversLeave, leaveOfPeople, leaveOfRecord, type RecordLeave } from '../customers/leaveOfRecord.ts';
import type { Case, Commitment, HouseholdFile } from '../customers/household.ts';
import type { Message } from '../messages/message.ts';
import type { Child, ChildStanding, FormerChild } from '../customers/child.ts';
import { cancelledWithChild, standingFormerChildren, standingTaken } from '../customers/formerChild.ts';
import { formerOf, standingFormer } from '../customers/formerPhone.ts';
import type { Phone } from '../customers/phoneKind.ts';
import { childIdentity, householdIdentity } from '../customers/recordPatch.ts';
import { expertQuestionsAfter } from '../knowledge/expertQuestionsAfter.ts';
import { storePhone } from '../customers/phoneNumber.ts';
import type { Op, OpData } from './pushMessages.ts';

/** What a move needs of records that lie in another household's file; empty when nothing moved. */
export interface MovedRecords {
  readonly interactions: readonly Interaction[];
  readonly callbacks: readonly Callback[];
  readonly commitments: readonly Commitment[];
  readonly cases: readonly Case[];
  readonly phones: readonly Phone[];
}
const nothingMoved: MovedRecords = { interactions: [], callbacks: [], commitments: [], cases: [], phones: [] };

/** Ids of what an agent's own waiting ops speak for. */
export interface OpAuthor {
  readonly agentId: string;
  readonly agentName: string;
}

const byDue = (a: Callback, b: Callback): number => a.dueAtMs - b.dueAtMs || (a.id < b.id ? -1 : 1);
const newestFirst = (a: Interaction, b: Interaction): number => b.startedAtMs - a.startedAtMs || (a.id < b.id ? 1 : -1);
const has = (rows: readonly { readonly id: string }[], id: string): boolean => rows.some((row) => row.id === id);
const without = <T extends { readonly id: string }>(rows: readonly T[], id: string): T[] => rows.filter((row) => row.id !== id);

/** What is queued when somebody opts out: calls agreed before, to that person or to nobody in particular. */
export function isCancelledBy(callback: Pick<Callback, 'householdId' | 'customerId' | 'agreedAtMs'>, optOut: OptOut): boolean {
  if (optOut.channel !== 'phone' && optOut.channel !== 'all') return false;
  return callback.householdId === optOut.householdId && callback.agreedAtMs <= optOut.saidAtMs
    && (optOut.customerId === null || callback.customerId === null || callback.customerId === optOut.customerId);
}

/** Leave that ends when somebody opts out: by that channel, given before, to that person (or to anybody, when all opt out). */
export function isWithdrawnBy(consent: Pick<StandingConsent, 'customerId' | 'channel' | 'givenAtMs' | 'withdrawnAtMs'>, optOut: Pick<OptOut, 'customerId' | 'channel' | 'saidAtMs'>): boolean {
  return consent.withdrawnAtMs === null && consent.givenAtMs <= optOut.saidAtMs && (optOut.channel === 'all' || consent.channel === optOut.channel)
    && (optOut.customerId === null || consent.customerId === optOut.customerId);
}

/** A callback as central will tell it. @param isFormer its number is not the family's any more. */
function addedBy({ callback, fallbackAgentId }: OpData<'callback.add'>, isFormer: boolean): Callback {
  return { ...callback, fallbackAgentId: fallbackAgentId ?? null, ...(isFormer ? { number: '' } : {}) };
}

/** A file's callbacks when only these stay open; of the others it stays known what they were about. */
function withClosed(file: HouseholdFile, open: Callback[]): Pick<HouseholdFile, 'callbacks' | 'closedCallbacks'> {
  const closed = file.callbacks.filter((each) => !has(open, each.id)).map(({ id, customerId, purpose, permissionReason }) => ({ id, customerId, purpose, permissionReason }));
  return closed.length === 0 ? { callbacks: open } : { callbacks: open, closedCallbacks: [...(file.closedCallbacks ?? []), ...closed] };
}

/** One callback after one op; null when the op closes it. An op the row already shows (its echo came first) changes nothing. */
function callbackAfter(callback: Callback, op: Op, author: OpAuthor): Callback | null {
  switch (op.kind) {
    case 'callback.claim': return op.data.callbackId === callback.id ? { ...callback, ownerAgentId: author.agentId } : callback;
    case 'callback.done': case 'callback.cancel': return op.data.callbackId === callback.id ? null : callback;
    case 'callback.retry':
      if (op.data.callbackId !== callback.id || callback.dueAtMs === op.data.nextDueAtMs) return callback;
      return { ...callback, attempts: callback.attempts + 1, dueAtMs: op.data.nextDueAtMs };
    case 'callback.reschedule': {
      const { callbackId, dueAtMs, agreedText, fallbackAgentId } = op.data;
      return callbackId === callback.id ? { ...callback, dueAtMs, agreedText, ...(fallbackAgentId === undefined ? {} : { fallbackAgentId }) } : callback;
    }
    case 'callback.handover': return op.data.callbackId === callback.id ? { ...callback, ownerAgentId: op.data.toAgentId } : callback;
    case 'opt-out.add': return isCancelledBy(callback, op.data.optOut) ? null : callback;
    default: return callback;
  }
}

/** Another number of the family's chosen for a callback. */
function renumbered<T extends Callback | null>(callback: T, op: Op, file: Pick<HouseholdFile, 'phones'> | null): T {
  if (callback === null || op.kind !== 'callback.reschedule' || op.data.callbackId !== callback.id || op.data.phoneId === undefined) return callback;
  const number = file?.phones.find((each) => each.id === op.data.phoneId)?.number;
  return number === undefined || number === callback.number ? callback : { ...callback, number };
}

/** A complaint as central will tell it: with the interaction it was opened in. */
export function caseOf({ case: opened, interactionId }: OpData<'case.add'>): Case {
  return interactionId === undefined ? opened : { ...opened, openedInInteractionId: interactionId };
}

/** A promise as central will tell it. */
export function promiseOf({ commitment, interactionId }: OpData<'commitment.add'>): Commitment {
  return interactionId === undefined ? commitment : { ...commitment, promisedInInteractionId: interactionId };
}

function afterMove(file: HouseholdFile, op: Extract<Op, { kind: 'interaction.move' }>, moved: MovedRecords): HouseholdFile {
  const { interactionId, householdId, customerId } = op.data;
  const here = file.interactions.find((each) => each.id === interactionId);
  if (householdId !== file.household.id) {
    if (!here) return file;
    return {
      ...file,
      interactions: without(file.interactions, interactionId),
      interactionCount: Math.max(0, file.interactionCount - 1),
      questions: file.questions.filter((each) => each.interactionId !== interactionId),
      callbacks: file.callbacks.filter((each) => each.agreedInInteractionId !== interactionId),
      commitments: file.commitments.filter((each) => each.promisedInInteractionId !== interactionId),
      cases: file.cases.filter((each) => each.openedInInteractionId !== interactionId),
      phones: file.phones.filter((each) => each.addedInInteractionId !== interactionId),
    };
  }
  const source = here ?? moved.interactions.find((each) => each.id === interactionId);
  if (!source) return file;
  const arrived = moved.callbacks.filter((each) => each.agreedInInteractionId === interactionId && each.state === 'open' && !has(file.callbacks, each.id));
  const callbacks = [...file.callbacks, ...arrived].map((each) => each.agreedInInteractionId === interactionId ? { ...each, householdId, customerId } : each);
  return {
    ...file,
    interactions: [...without(file.interactions, interactionId), { ...source, householdId, customerId }].sort(newestFirst),
    interactionCount: here ? file.interactionCount : file.interactionCount + 1,
    callbacks: callbacks.sort(byDue),
    commitments: arriving(file.commitments, moved.commitments, (each) => each.promisedInInteractionId === interactionId, (each) => ({ ...each, householdId, customerId })),
    cases: arriving(file.cases, moved.cases, (each) => each.openedInInteractionId === interactionId, (each) => ({ ...each, householdId, customerId })),
    phones: arriving(
      file.phones, moved.phones.filter((each) => !file.phones.some((there) => there.number === each.number) && formerOf(file, each.number) === null), (each) => each.addedInInteractionId === interactionId,
      (each) => ({ ...each, customerId: each.customerId === null ? null : customerId }),
    ),
  };
}

/** A file's rows with those that come along, once each; all that belong to the interaction are the right person's now. */
function arriving<T extends { readonly id: string }>(here: readonly T[], coming: readonly T[], belongs: (row: T) => boolean, change: (row: T) => T): T[] {
  const rows = new Map([...coming.filter(belongs), ...here].map((row) => [row.id, row]));
  return [...rows.values()].map((row) => (belongs(row) ? change(row) : row));
}

/** An interaction taken back, as far as a file shows it. What it closed is open again when central has answered. */
function afterRetract(file: HouseholdFile, interactionId: string): HouseholdFile {
  const isHere = has(file.interactions, interactionId);
  return {
    ...file,
    interactions: without(file.interactions, interactionId),
    interactionCount: isHere ? Math.max(0, file.interactionCount - 1) : file.interactionCount,
    questions: file.questions.filter((each) => each.interactionId !== interactionId),
    callbacks: file.callbacks.filter((each) => each.agreedInInteractionId !== interactionId),
    commitments: file.commitments.filter((each) => each.promisedInInteractionId !== interactionId),
    cases: file.cases.filter((each) => each.openedInInteractionId !== interactionId),
  };
}

/** The interaction an op belongs to: taken back, it takes the op with it. */
function interactionOf(op: Op): string | null {
  switch (op.kind) {
    case 'interaction.add': return op.data.interaction.id;
    case 'interaction.move': case 'callback.done': case 'callback.retry': return op.data.interactionId;
    case 'callback.add': return op.data.callback.agreedInInteractionId;
    case 'commitment.add': case 'case.add': case 'callback.handover': case 'callback.cancel': return op.data.interactionId ?? null;
    case 'opt-out.add': return op.data.optOut.interactionId;
    default: return null;
  }
}

/** An opt-out goes to where its interaction is moved: the wrong family's leave is not touched even here. */
function withOptOutsMoved(ops: readonly Op[]): readonly Op[] {
  const moves = new Map(ops.flatMap((op) => (op.kind === 'interaction.move' ? [[op.data.interactionId, op.data] as const] : [])));
  if (moves.size === 0) return ops;
  const before = new Map(ops.flatMap((op) => (op.kind === 'interaction.add' ? [[op.data.interaction.id, op.data.interaction.customerId] as const] : [])));
  return ops.map((op) => {
    const move = op.kind === 'opt-out.add' && op.data.optOut.interactionId !== null ? moves.get(op.data.optOut.interactionId) : undefined;
    if (op.kind !== 'opt-out.add' || move === undefined) return op;
    const { optOut } = op.data;
    return { ...op, data: { optOut: { ...optOut, householdId: move.householdId, customerId: whoseAfterMove(optOut, before.get(move.interactionId), move) } } };
  });
}

/** Waiting ops without those that a later one of them takes back: they will have come to nothing. */
function standingOps(waiting: readonly Op[]): readonly Op[] {
  const ops = withOptOutsMoved(waiting);
  const retracted = new Set(ops.flatMap((op) => (op.kind === 'interaction.retract' ? [op.data.interactionId] : [])));
  if (retracted.size === 0) return ops;
  return ops.filter((op) => {
    const interactionId = interactionOf(op);
    return interactionId === null || !retracted.has(interactionId);
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** What of a correction will stand, and the fields of which it settles what is kept beside. */
function judged(identity: readonly string[], base: Fields, set: Fields, standing: Fields): { readonly applied: Fields; readonly settled: readonly string[] } {
  const verdicts = Object.keys(set).flatMap((field) => (set[field] === undefined ? [] : [[field, judgeValue(identity.includes(field), base[field], set[field], standing[field])] as const]));
  return {
    applied: Object.fromEntries(verdicts.flatMap(([field, verdict]) => (verdict === 'beside' ? [] : [[field, set[field]]]))),
    settled: verdicts.flatMap(([field, verdict]) => (verdict === 'apply' || verdict === 'same' ? [field] : [])),
  };
}

function withoutSettled(file: HouseholdFile, recordId: string, settled: readonly string[]): HouseholdFile {
  return file.recordRivals === undefined ? file : { ...file, recordRivals: file.recordRivals.filter((each) => each.recordId !== recordId || !settled.includes(each.field)) };
}

/** As central takes it: the child leaves the file, and what was agreed about it alone when it is lost. */
function afterChildLeaves(file: HouseholdFile, child: Child, reason: FormerChild['reason'], { data, atMs }: Extract<Op, { kind: 'child.patch' }>, author: OpAuthor): HouseholdFile {
  const children = without(file.children, child.id);
  const going = reason === 'lost' ? cancelledWithChild(file.callbacks, child, children, data.callbacks, atMs) : [];
  const cancelled = going.map(({ id, dueAtMs, zone, purpose }) => ({ id, dueAtMs, zone, purpose, state: 'cancelled' as const }));
  return {
    ...file, children, callbacks: file.callbacks.filter((each) => !has(going, each.id)),
    formerChildren: [{ ...child, reason, source: data.source, saidAtMs: atMs, endedByName: author.agentName, cancelled }, ...(file.formerChildren ?? [])],
  };
}

/** It is in the file after all. What was cancelled with it is open again when central has answered. */
function afterChildReturns(file: HouseholdFile, former: FormerChild, author: OpAuthor, atMs: number): HouseholdFile {
  const { reason: _reason, source: _source, saidAtMs: _saidAtMs, endedByName: _endedByName, returnedAtMs: _at, returnedByName: _by, cancelled: _cancelled, ...child } = former;
  return {
    ...file, children: has(file.children, child.id) ? file.children : [...file.children, child],
    formerChildren: (file.formerChildren ?? []).map((each) => (each.id === child.id && each.returnedAtMs == null ? { ...each, returnedAtMs: atMs, returnedByName: author.agentName } : each)),
  };
}

function afterChildStanding(file: HouseholdFile, op: Extract<Op, { kind: 'child.patch' }>, to: ChildStanding, author: OpAuthor): HouseholdFile {
  const { childId, base } = op.data;
  const child = file.children.find((each) => each.id === childId);
  const former = standingFormerChildren(file).find((each) => each.id === childId);
  const stands = child === undefined ? former?.reason : 'theirs';
  if (stands === undefined || !standingTaken(base.standing, to, stands)) return file;
  if (child !== undefined && to !== 'theirs') return afterChildLeaves(file, child, to, op, author);
  if (former === undefined) return file;
  const back = afterChildReturns(file, former, author, op.atMs);
  const again = back.children.find((each) => each.id === childId);
  return to === 'theirs' || again === undefined ? back : afterChildLeaves(back, again, to, op, author);
}

function afterChildPatch(file: HouseholdFile, op: Extract<Op, { kind: 'child.patch' }>, author: OpAuthor): HouseholdFile {
  const { householdId, childId, base, set } = op.data;
  if (householdId !== file.household.id) return file;
  if (set.standing !== undefined) return afterChildStanding(file, op, set.standing, author);
  const child = file.children.find((each) => each.id === childId);
  if (child === undefined) return file;
  const { applied, settled } = judged(childIdentity, base, set, child);
  const after = { ...child, ...applied };
  // Without any day central refuses it.
  if (after.birthDate === null && after.dueDate === null) return file;
  return { ...withoutSettled(file, childId, settled), children: file.children.map((each) => (each.id === childId ? after : each)) };
}

function afterHouseholdPatch(file: HouseholdFile, { householdId, base, set }: OpData<'household.patch'>): HouseholdFile {
  if (householdId !== file.household.id) return file;
  const { applied, settled } = judged(householdIdentity, base, set, file.household);
  return { ...withoutSettled(file, householdId, settled), household: { ...file.household, ...applied } };
}

/** As central takes it: the number is not theirs any more, and what would ring it rings the number chosen for it, or none. */
function afterNumberEnds(file: HouseholdFile, { data, atMs }: Extract<Op, { kind: 'phone.patch' }>, author: OpAuthor): HouseholdFile {
  const number = file.phones.find((each) => each.id === data.phoneId)?.number;
  if (number === undefined) return file;
  const phones = file.phones.filter((each) => each.number !== number);
  const chosen = new Map((data.callbacks ?? []).map((each) => [each.callbackId, phones.find((phone) => phone.id === each.phoneId)?.number]));
  const gone = file.phones.filter((each) => each.number === number).map((each) => ({ ...each, source: data.source, saidAtMs: atMs, endedByName: author.agentName }));
  return {
    ...file, phones, formerPhones: [...gone, ...(file.formerPhones ?? [])],
    callbacks: file.callbacks.map((each) => (isSameNumber(each.number, number) ? { ...each, number: chosen.get(each.id) ?? '' } : each)),
  };
}

const isSameNumber = (one: string, stored: string): boolean => (storePhone(one).number ?? one) === stored;

/** The number is theirs after all. Callbacks that were left without one have it again when central has answered. */
function afterNumberReturns(file: HouseholdFile, number: string, author: OpAuthor, atMs: number): HouseholdFile {
  if (formerOf(file, number) === null) return file;
  return { ...file, formerPhones: (file.formerPhones ?? []).map((each) => (each.number === number && each.returnedAtMs == null ? { ...each, returnedAtMs: atMs, returnedByName: author.agentName } : each)) };
}

function afterPhonePatch(file: HouseholdFile, op: Extract<Op, { kind: 'phone.patch' }>, author: OpAuthor): HouseholdFile {
  const { householdId, phoneId, base, set } = op.data;
  if (householdId !== file.household.id) return file;
  if (set.isTheirs === false) return afterNumberEnds(file, op, author);
  if (set.isTheirs === true) {
    const number = standingFormer(file).find((each) => each.id === phoneId)?.number;
    if (number === undefined) return file;
    const back = standingFormer(file).filter((each) => each.number === number).map(({ source: _source, saidAtMs: _saidAtMs, endedByName: _endedByName, returnedAtMs: _at, returnedByName: _by, ...phone }): Phone => phone);
    return { ...afterNumberReturns(file, number, author, op.atMs), phones: [...file.phones, ...back.filter((each) => !has(file.phones, each.id))] };
  }
  const phone = file.phones.find((each) => each.id === phoneId);
  if (phone === undefined) return file;
  const { applied, settled } = judged([], base, set, phone);
  return { ...withoutSettled(file, phoneId, settled), phones: file.phones.map((each) => (each.id === phoneId ? { ...each, ...applied } : each)) };
}

/** Whether a number that is written down as theirs stays out: that it is not was said later. */
const isSaidLater = (file: HouseholdFile, number: string, atMs: number): boolean => (formerOf(file, number)?.saidAtMs ?? -1) >= atMs;

const noLeave: Leave = { consents: [], optOuts: [] };

/** Leave that central will write down beside a record, until its own row comes with an id of its own. */
function withRecordLeave(leave: Leave | undefined, said: readonly RecordLeave[], author: OpAuthor): Leave {
  const { consents, optOuts } = leave ?? noLeave;
  const fresh = said.filter((each) => !consents.some((there) => coversLeave(there, each)));
  return { consents: [...consents, ...fresh.map((each) => ({ ...each, id: `${each.customerId ?? each.householdId}:${each.channel}:${each.givenAtMs}`, recordedByName: author.agentName, withdrawnAtMs: null }))], optOuts };
}

/** As central turns it: channels newly allowed have a row of leave, those no longer allowed none that stands. */
function afterAttitude(leave: Leave | undefined, person: Customer, after: Customer['channelAttitude'], author: OpAuthor, atMs: number): Leave {
  const { given, ended } = attitudeTurned(person.channelAttitude, after);
  const { consents, optOuts } = leave ?? noLeave;
  const left = consents.map((each) => (each.customerId === person.id && each.proofKind === 'record' && each.withdrawnAtMs === null && ended.includes(each.channel) ? { ...each, withdrawnAtMs: atMs } : each));
  return withRecordLeave({ consents: left, optOuts }, leaveOfPeople([{ ...person, channelAttitude: after }], atMs).filter((each) => given.includes(each.channel)), author);
}

/** Field by field as central will judge it: what it would only keep beside the standing value does not show as the value. */
function afterPatch(file: HouseholdFile, { atMs, data: { customerId, base, set } }: Extract<Op, { kind: 'customer.patch' }>, author: OpAuthor): HouseholdFile {
  const person = file.customers.find((each) => each.id === customerId);
  if (person === undefined) return file;
  const { applied, settled } = judged(identityFields, base, set, person);
  const after: Customer = { ...person, ...applied };
  return {
    ...file,
    customers: file.customers.map((each) => (each.id === customerId ? after : each)),
    ...('channelAttitude' in applied ? { leave: afterAttitude(file.leave, person, after.channelAttitude, author, atMs) } : {}),
    ...(file.rivals === undefined ? {} : { rivals: file.rivals.filter((each) => each.customerId !== customerId || !settled.includes(each.field)) }),
  };
}

/** As central grants it: the household's own leave to be rung lasts longer, a person's refusal of the channel ends. */
function afterConsent(file: HouseholdFile, consent: OpData<'consent.add'>['consent'], author: OpAuthor): HouseholdFile {
  const leave = file.leave ?? noLeave;
  if (has(leave.consents, consent.id)) return file;
  const { customerId, channel, untilMs } = consent;
  const isOfAll = channel === 'phone' && untilMs !== null && customerId === null;
  return {
    ...file,
    household: isOfAll ? { ...file.household, phoneConsentUntilMs: Math.max(file.household.phoneConsentUntilMs ?? 0, untilMs) } : file.household,
    customers: file.customers.map((each) => (each.id === customerId && each.channelAttitude[channel] === 'refuse' ? { ...each, channelAttitude: { ...each.channelAttitude, [channel]: 'allow' } } : each)),
    leave: { ...leave, consents: [{ ...consent, recordedByName: author.agentName, withdrawnAtMs: null }, ...leave.consents] },
  };
}

/** As central takes it: what is queued by the channel goes, consent is withdrawn, the channel refused. */
function afterOptOut(file: HouseholdFile, optOut: OptOut, author: OpAuthor): HouseholdFile {
  const leave = file.leave ?? noLeave;
  if (has(leave.optOuts, optOut.id)) return file;
  const { customerId } = optOut;
  const refused = Object.fromEntries(channels.filter((each) => optOut.channel === 'all' || each === optOut.channel).map((each) => [each, 'refuse' as const]));
  return {
    ...file,
    ...withClosed(file, file.callbacks.filter((each) => !isCancelledBy(each, optOut))),
    household: 'phone' in refused && customerId === null ? { ...file.household, phoneConsentUntilMs: null } : file.household,
    customers: file.customers.map((each) => (customerId === null || each.id === customerId ? { ...each, channelAttitude: { ...each.channelAttitude, ...refused } } : each)),
    ...(file.messages === undefined ? {} : { messages: file.messages.map((each) => (isStoppedBy(each, optOut) ? { ...each, state: 'refused' as const, why: 'opted-out', settledAtMs: optOut.saidAtMs } : each)) }),
    leave: {
      consents: leave.consents.map((each) => (isWithdrawnBy(each, optOut) ? { ...each, withdrawnAtMs: optOut.saidAtMs } : each)),
      optOuts: [{ ...optOut, agentName: author.agentName }, ...leave.optOuts],
    },
  };
}

/** It waits: central has not heard of it yet. Its reason and its template's name come with central's row. */
function withMessage(file: HouseholdFile, { templateId: _id, templateVersion: _version, values: _values, agreed: _agreed, ...message }: OpData<'message.add'>['message'], author: OpAuthor, atMs: number): HouseholdFile {
  const messages = file.messages ?? [];
  if (has(messages, message.id)) return file;
  const waiting: Message = { ...message, reason: 'answer', templateName: '', state: 'queued', why: null, detail: null, createdAtMs: atMs, settledAtMs: null, agentName: author.agentName };
  return { ...file, messages: [waiting, ...messages] };
}

/** Nothing that waits goes to whoever has opted out. */
const isStoppedBy = (message: Message, optOut: OptOut): boolean => message.state === 'queued' && (optOut.channel === 'all' || message.channel === optOut.channel)
  && (optOut.customerId === null || message.customerId === optOut.customerId);

function afterOp(file: HouseholdFile, op: Op, author: OpAuthor, moved: MovedRecords): HouseholdFile {
  const id = file.household.id;
  switch (op.kind) {
    case 'household.add': return file;
    case 'customer.add':
      if (op.data.customer.householdId !== id || has(file.customers, op.data.customer.id)) return file;
      return {
        ...op.data.phones.reduce((left, phone) => (isSaidLater(file, phone.number, op.atMs) ? left : afterNumberReturns(left, phone.number, author, op.atMs)), file),
        customers: [...file.customers, op.data.customer], phones: [...file.phones, ...op.data.phones.filter((phone) => !has(file.phones, phone.id) && !isSaidLater(file, phone.number, op.atMs))],
        leave: withRecordLeave(file.leave, leaveOfPeople([op.data.customer], op.atMs), author),
      };
    case 'phone.add': {
      const { householdId, phone } = op.data;
      if (householdId !== id || file.phones.some((each) => each.number === phone.number) || isSaidLater(file, phone.number, op.atMs)) return file;
      return { ...afterNumberReturns(file, phone.number, author, op.atMs), phones: [...file.phones, { ...phone, addedAtMs: op.atMs, addedByName: author.agentName }] };
    }
    case 'interaction.add': {
      const { interaction, questions } = op.data;
      if (interaction.householdId !== id || has(file.interactions, interaction.id)) return file;
      return {
        ...file,
        interactions: [interaction, ...file.interactions].sort(newestFirst),
        interactionCount: file.interactionCount + 1,
        questions: [...questions.filter((question) => !has(file.questions, question.id)), ...file.questions],
      };
    }
    case 'interaction.move': return afterMove(file, op, moved);
    case 'interaction.retract': return afterRetract(file, op.data.interactionId);
    case 'callback.add':
      if (op.data.callback.householdId !== id || op.data.callback.state !== 'open' || has(file.callbacks, op.data.callback.id)) return file;
      return { ...file, callbacks: [...file.callbacks, addedBy(op.data, formerOf(file, op.data.callback.number) !== null)].sort(byDue) };
    case 'callback.claim': case 'callback.done': case 'callback.cancel': case 'callback.retry': case 'callback.reschedule': case 'callback.handover': {
      const callbacks = file.callbacks.map((each) => renumbered(callbackAfter(each, op, author), op, file)).filter((each) => each !== null);
      return { ...file, ...withClosed(file, callbacks.sort(byDue)) };
    }
    case 'commitment.add':
      if (op.data.commitment.householdId !== id || has(file.commitments, op.data.commitment.id)) return file;
      return { ...file, commitments: [promiseOf(op.data), ...file.commitments] };
    case 'case.add':
      if (op.data.case.householdId !== id || has(file.cases, op.data.case.id)) return file;
      return { ...file, cases: [caseOf(op.data), ...file.cases] };
    case 'customer.patch': return afterPatch(file, op, author);
    case 'child.add':
      if (op.data.child.householdId !== id || has(file.children, op.data.child.id) || has(file.formerChildren ?? [], op.data.child.id)) return file;
      return { ...file, children: [...file.children, op.data.child] };
    case 'child.patch': return afterChildPatch(file, op, author);
    case 'household.patch': return afterHouseholdPatch(file, op.data);
    case 'phone.patch': return afterPhonePatch(file, op, author);
    case 'consent.add': return op.data.consent.householdId === id ? afterConsent(file, op.data.consent, author) : file;
    case 'opt-out.add': return op.data.optOut.householdId === id ? afterOptOut(file, op.data.optOut, author) : file;
    case 'message.add': return op.data.message.householdId === id ? withMessage(file, op.data.message, author, op.atMs) : file;
    case 'expert-question.add': case 'expert-question.answer': case 'expert-question.hand': case 'expert-question.withdraw': {
      const before = file.expertQuestions ?? [];
      const after = expertQuestionsAfter(before, op, author, (made) => (made.householdId === id ? made : null)).filter((each) => each.state !== 'withdrawn');
      return after.length === before.length && after.every((each, at) => each === before[at]) ? file : { ...file, expertQuestions: after };
    }
    case 'commitment.change': return { ...file, commitments: file.commitments.map((each) => commitmentAfter(each, op.data)) };
    case 'case.change': return { ...file, cases: file.cases.map((each) => caseAfter(each, op.data)) };
    default: return file;
  }
}

/** What was settled first stands, as it does at central. */
function commitmentAfter(standing: Commitment, { commitmentId, state, words }: OpData<'commitment.change'>): Commitment {
  if (standing.id !== commitmentId || standing.state !== 'open') return standing;
  return { ...standing, state, words: words ?? standing.words };
}

/** Forward from what the agent saw; a case that has gone on meanwhile is left as it stands: central will say so. */
function caseAfter(standing: Case, { caseId, base, state, handlerName, words, satisfaction }: OpData<'case.change'>): Case {
  if (standing.id !== caseId || standing.state !== base) return standing;
  return { ...standing, state, handlerName, words: words ?? standing.words, satisfaction: satisfaction ?? standing.satisfaction };
}

function fileOfNewHousehold(op: Extract<Op, { kind: 'household.add' }>, author: OpAuthor): HouseholdFile {
  return {
    household: op.data.household, phones: op.data.phones, customers: op.data.customers, children: op.data.children,
    callbacks: [], commitments: [], cases: [], purchases: [], purchaseCount: 0, questions: [], interactions: [], interactionCount: 0,
    leave: withRecordLeave(undefined, leaveOfRecord(op.data.household, op.data.customers, op.atMs), author),
    asOfMs: op.atMs,
  };
}

/**
 * One household as it will stand when central has taken the desktop's waiting ops.
 *
 * @param file   as mirrored; null when this desktop has none (a new household waits in the outbox, or it is unknown).
 * @param ops    the waiting ops, in outbox order. An op that the file already shows changes nothing, so the order of
 *               "central's row arrived" and "the op left the outbox" does not matter.
 * @param moved  records of other households that an 'interaction.move' brings here.
 * @returns null when nothing is known of it.
 */
export function householdWithPendingOps(
  file: HouseholdFile | null, householdId: string, ops: readonly Op[], author: OpAuthor, moved: MovedRecords = nothingMoved,
): HouseholdFile | null {
  let standing = file;
  for (const op of standingOps(ops)) {
    if (standing === null) {
      if (op.kind === 'household.add' && op.data.household.id === householdId) standing = fileOfNewHousehold(op, author);
      continue;
    }
    standing = afterOp(standing, op, author, moved);
  }
  return standing;
}

/** How a row of the callback list describes its household, for callbacks that only exist in the outbox. */
export type DescribeHousehold = (householdId: string) => HouseholdFile | null;

const datesOf = (file: HouseholdFile | null): CallbackRow['children'] => (file?.children ?? []).map(({ birthDate, dueDate }) => ({ birthDate, dueDate }));

function rowOf(callback: Callback, describe: DescribeHousehold, author: OpAuthor, nameOf: (agentId: string) => string | null): CallbackRow {
  const file = describe(callback.householdId);
  const person = file?.customers.find((each) => each.id === callback.customerId) ?? null;
  const last = file?.interactions[0] ?? null;
  return {
    callback,
    householdName: file?.household.name ?? '',
    customerName: person?.name ?? null,
    relation: person?.relation ?? null,
    tier: person?.tier ?? file?.household.tier ?? 'C',
    language: person?.language ?? null,
    children: datesOf(file),
    last: last && { atMs: last.startedAtMs, outcome: last.outcomeCode ?? last.outcome, agentName: last.agentName, note: last.note },
    ownerName: callback.ownerAgentId === null ? null : callback.ownerAgentId === author.agentId ? author.agentName : nameOf(callback.ownerAgentId),
    fallbackName: callback.fallbackAgentId == null ? null : nameOf(callback.fallbackAgentId),
  };
}

/**
 * The callback list as it will stand when central has taken the waiting ops: open callbacks only, soonest first.
 * @param nameOf  a colleague's name by id, for rows that change hands.
 */
export function callbackRowsWithPendingOps(
  rows: readonly CallbackRow[], ops: readonly Op[], author: OpAuthor, describe: DescribeHousehold, nameOf: (agentId: string) => string | null,
): readonly CallbackRow[] {
  const standing = new Map(rows.filter((row) => row.callback.state === 'open').map((row) => [row.callback.id, row]));
  for (const op of standingOps(ops)) {
    if (op.kind === 'callback.add' && op.data.callback.state === 'open' && !rows.some((row) => row.callback.id === op.data.callback.id)) {
      const isFormer = formerOf(describe(op.data.callback.householdId) ?? {}, op.data.callback.number) !== null;
      standing.set(op.data.callback.id, rowOf(addedBy(op.data, isFormer), describe, author, nameOf));
      continue;
    }
    if (op.kind === 'child.patch' && op.data.set.standing !== undefined) {
      const file = describe(op.data.householdId);
      const gone = new Set(standingFormerChildren(file ?? {}).flatMap((each) => each.cancelled.flatMap((one) => (one.state === 'open' ? [] : [one.id]))));
      for (const [id, row] of standing) {
        if (gone.has(id)) standing.delete(id);
        else if (file !== null && row.callback.householdId === op.data.householdId) standing.set(id, { ...row, children: datesOf(file) });
      }
      continue;
    }
    if (op.kind === 'phone.patch') {
      const file = describe(op.data.householdId);
      for (const [id, row] of standing) {
        const number = row.callback.householdId === op.data.householdId ? file?.callbacks.find((each) => each.id === id)?.number : undefined;
        if (number !== undefined && number !== row.callback.number) standing.set(id, { ...row, callback: { ...row.callback, number } });
      }
      continue;
    }
    for (const [id, row] of standing) {
      if (op.kind === 'interaction.retract') {
        if (row.callback.agreedInInteractionId === op.data.interactionId) standing.delete(id);
        continue;
      }
      if (op.kind === 'interaction.move' && row.callback.agreedInInteractionId === op.data.interactionId) {
        standing.set(id, rowOf({ ...row.callback, householdId: op.data.householdId, customerId: op.data.customerId }, describe, author, nameOf));
        continue;
      }
      const after = renumbered(callbackAfter(row.callback, op, author), op, describe(row.callback.householdId));
      if (after === null) standing.delete(id);
      else if (after !== row.callback) {
        const ownerName = after.ownerAgentId === null ? null : after.ownerAgentId === author.agentId ? author.agentName : nameOf(after.ownerAgentId);
        const behind = after.fallbackAgentId === row.callback.fallbackAgentId ? {} : { fallbackName: after.fallbackAgentId == null ? null : nameOf(after.fallbackAgentId) };
        standing.set(id, { ...row, callback: after, ownerName, ...behind });
      }
    }
  }
  return [...standing.values()].sort((a, b) => byDue(a.callback, b.callback));
}
