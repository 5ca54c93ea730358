import { isConsult } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { formatNumber } from '../language/format.ts';
import { currentDatabase, unlessClosed, writeDesk } from '../localdb/currentDatabase.ts';
import { logCallSurely } from '../localdb/unloggedCalls.ts';
import { keepHouseholds } from '../localdb/keepHouseholds.ts';
import { householdsByNumber, stillTheirs } from '../localdb/queries.ts';
import { forgetCall, forgetPop, isLive, isRinging, setActiveCall, setPop, useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { usePresenceStore } from '../state/usePresenceStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { beginDraft } from './beginDraft.ts';
import { chooseSpeaker, startNewHousehold } from './chooseSpeaker.ts';
import { dropRefusedDial, isRefusedDial } from './dropRefusedDial.ts';
import { editDraft, saveDraft } from './editDraft.ts';
import { whenDeskOpened } from './openDesk.ts';

/** Longer than it takes until who is calling is drawn. */
const KEEP_AFTER_MS = 100;

/** A call that vanished without an end (main was restarted): what stands of it is this. */
function lost(call: CallSnapshot, nowMs: number): CallSnapshot {
  return { ...call, state: 'ended', endedAtMs: nowMs, endReason: 'network', hungUpBy: 'line', ringUntilMs: null };
}

/** The number a household can be looked up by: the caller's, or that of the customer a colleague asks about. Null when it is withheld, or there is none. */
export function lookUpNumber(call: CallSnapshot): string | null {
  if (isConsult(call)) return call.direction === 'in' ? call.consultAbout : null;
  return call.withheld ? null : (call.storedNumber ?? call.number);
}

/** Looks up who is behind a call's number in this computer's own database, and pops them unless central was quicker. */
export async function popFromCache(call: CallSnapshot): Promise<void> {
  const database = currentDatabase();
  const number = lookUpNumber(call);
  if (!database || number === null) return;
  const households = (await unlessClosed(database, () => householdsByNumber(database, number))) ?? [];
  const pop = useCallStore.getState().pops[call.id];
  // Central was quicker: its word stands.
  if (pop && pop.state !== 'loading' && pop.state !== 'away') return;
  if (households.length > 0) setPop(call.id, { state: 'known', households, from: 'cache' });
}

async function beginCall(call: CallSnapshot): Promise<void> {
  await whenDeskOpened();
  await beginDraft(call);
}

async function endCall(call: CallSnapshot): Promise<void> {
  await whenDeskOpened();
  const isRefused = isRefusedDial(call);
  if (isRefused) await dropRefusedDial(call.id);
  if (useDraftStore.getState().drafts[call.id]) {
    const { answeredAtMs, endedAtMs, endReason, hungUpBy } = call;
    editDraft(call.id, { answeredAtMs, endedAtMs, endReason, hungUpBy });
    interrupted.delete(call.id);
    tellIfBeside(call);
    await saveDraft(call.id);
    return;
  }
  // Never answered here: a missed call, nothing to write about it. A disk that is slow or full does not keep it on the strip.
  // Offered here anew meanwhile, it stays.
  const standing = useCallStore.getState().calls[call.id];
  if (standing === undefined || !isLive(standing)) leave(call.id);
  // One that was picked up and got no sound was not missed.
  const isFailed = isRefused || (call.direction === 'in' && call.endReason === 'failed');
  await logCallSurely({
    callId: call.id, direction: call.direction, number: call.storedNumber ?? call.number, withheld: call.withheld, queue: call.queue, dialled: call.dialled,
    startedAtMs: call.startedAtMs, answeredAtMs: null, endedAtMs: call.endedAtMs, endReason: call.endReason, hungUpBy: call.hungUpBy,
    householdId: isRefused ? call.householdId : null, customerId: isRefused ? call.customerId : null, callbackId: call.callbackId, outcome: null, state: isFailed ? 'finished' : 'missed', interaction: null, agreedCallbackId: null,
  });
}

/** Longer than a deed of one's own is told: the agent listens to somebody else. */
const TOLD_FOR_MS = 15_000;

/** One that was held, or not on the strip, has ended while another is: its card goes without a word, and its summary is where nobody looks now. */
function tellIfBeside(call: CallSnapshot): void {
  const { activeCallId, calls, pops } = useCallStore.getState();
  const active = activeCallId === null ? undefined : calls[activeCallId];
  if (active === undefined || active.id === call.id || !isLive(active)) return;
  const pop = pops[call.id];
  const family = pop?.state === 'known' && pop.households.length === 1 ? (pop.households[0]?.household.name ?? '') : '';
  const number = call.withheld ? null : (call.storedNumber ?? call.number);
  const who = [family, number === null ? '' : formatNumber(number)].filter((word) => word !== '').join(' ');
  tellAgent('soon', who === '' ? 'workbench.second.endedUnknown' : 'workbench.second.ended', { params: { who }, shownMs: TOLD_FOR_MS });
}

/** A call there is nothing to write about leaves the screen; what it had covered comes back. */
function leave(callId: string): void {
  forgetCall(callId);
  bringBack(callId);
}

/** A summary that was on screen when a call rang, by that call. */
const interrupted = new Map<string, string>();

/** Nobody answered: what the ring had covered is on screen again, unless it was finished or something else took its place. */
function bringBack(ringingId: string): void {
  const summaryId = interrupted.get(ringingId);
  interrupted.delete(ringingId);
  if (summaryId !== undefined && useCallStore.getState().activeCallId === null && useDraftStore.getState().drafts[summaryId]) setActiveCall(summaryId);
}

/**
 * A summary put off, or one whose time has run out, gives the strip to a call that rings: the agent is available and
 * must see who it is. It stays a draft among the unfinished ones. One being written in wrap-up keeps its place.
 */
function givesWay(activeId: string, standing: ReadonlyMap<string, CallSnapshot>): boolean {
  const call = standing.get(activeId);
  if (call === undefined) return true;
  const state = usePresenceStore.getState().presence?.state.kind;
  return !isLive(call) && (state === 'available' || state === 'ringing');
}

// Deeds of one call follow one another: a draft is never begun after its call was ended.
let chain: Promise<void> = Promise.resolve();
function inTurn(deed: () => Promise<void>): void {
  chain = chain.then(deed).catch((error: unknown) => { console.error('following a call failed', error); });
}

/** Waits until everything that calls have caused so far is done; for the window's close and for tests. */
export function whenCallsFollowed(): Promise<void> {
  return chain;
}

const isAnswered = (call: CallSnapshot): boolean =>
  call.direction === 'out' ? call.state !== 'ended' : call.state === 'connecting' || call.state === 'talking' || call.state === 'held';

function lookUp(call: CallSnapshot): void {
  if (useCallStore.getState().pops[call.id] !== undefined) return;
  setPop(call.id, { state: 'loading' });
  popFromCache(call).catch((error: unknown) => { console.error('the local look-up failed', error); });
}

function follow(before: CallSnapshot | undefined, call: CallSnapshot): void {
  if (!before && isLive(call)) {
    if (lookUpNumber(call) === null) setPop(call.id, { state: 'unknown' });
    else lookUp(call);
  }
  const hadAnswer = before !== undefined && isAnswered(before);
  if (isAnswered(call) && !hadAnswer) inTurn(() => beginCall(call));
  if (before && isLive(before) && !isLive(call)) {
    // Rang out: in this very frame, whatever the disk is still busy with.
    if (isRinging(before) && !useDraftStore.getState().drafts[call.id]) leave(call.id);
    inTurn(() => endCall(call));
  }
}

/** Whom a colleague asks about is looked up while it rings, as for any ring, and leaves the screen with the talk. */
function takeTalks(talks: readonly CallSnapshot[]): void {
  const before = useTalkStore.getState().talks.filter(isLive);
  useTalkStore.setState({ talks });
  const live = talks.filter(isLive);
  for (const talk of live) if (lookUpNumber(talk) !== null && !before.some(({ id }) => id === talk.id)) lookUp(talk);
  for (const { id } of before) if (!live.some((talk) => talk.id === id)) forgetPop(id);
}

/**
 * Takes main's whole list of calls: state first, so that the strip changes in this very frame, then what each change
 * causes (look-up, draft, end of the draft, missed-call entry).
 */
export function takeCalls(all: readonly CallSnapshot[]): void {
  // Talks with colleagues are no customer's: they take no strip, leave no draft and are not logged.
  const told = all.filter((call) => !isConsult(call));
  takeTalks(all.filter(isConsult));
  const { calls: before, activeCallId } = useCallStore.getState();
  const { drafts } = useDraftStore.getState();
  const now = deskClock.now();
  const standing = new Map<string, CallSnapshot>();
  for (const call of told) {
    // An ended call is kept while it is being written up; one that was finished does not come back.
    if (isLive(call) || before[call.id] || drafts[call.id]) standing.set(call.id, call);
  }
  for (const call of Object.values(before)) {
    if (!standing.has(call.id)) standing.set(call.id, isLive(call) ? lost(call, now) : call);
  }
  const holdsStrip = activeCallId !== null && (standing.has(activeCallId) || drafts[activeCallId] !== undefined);
  const claimant = [...standing.values()].filter(isLive).sort((a, b) => Number(isAnswered(b)) - Number(isAnswered(a)))[0];
  const covers = holdsStrip && claimant !== undefined && isRinging(claimant) && !before[claimant.id] && givesWay(activeCallId, standing);
  if (covers) {
    // What was typed last goes to the disk now: the form leaves the screen.
    void saveDraft(activeCallId);
    interrupted.set(claimant.id, activeCallId);
  }
  useCallStore.setState({ calls: Object.fromEntries(standing), activeCallId: holdsStrip && !covers ? activeCallId : (claimant?.id ?? null) });
  for (const call of standing.values()) follow(before[call.id], call);
}

/** Central has not heard yet what waits here: a number said not to be a family's does not pop them. */
async function notSaidOtherwise(callId: string, central: readonly HouseholdFile[]): Promise<readonly HouseholdFile[]> {
  const [database, call] = [currentDatabase(), useCallStore.getState().calls[callId] ?? useTalkStore.getState().talks.find(({ id }) => id === callId)];
  const number = call === undefined ? null : lookUpNumber(call);
  if (!database || number === null || central.length === 0) return central;
  const theirs = await unlessClosed(database, async () => await stillTheirs(database, central, number)) ?? central;
  if (theirs.length < central.length) setPop(callId, theirs.length === 0 ? { state: 'unknown' } : { state: 'known', households: theirs, from: 'central' });
  return theirs;
}

/**
 * Central's answer for a number: it replaces what the cache said, and is kept for next time.
 * @param isBeingDrawn its call is about to be drawn for the first time: sealing and writing wait, for they would put that off.
 */
export function takePop(callId: string, central: readonly HouseholdFile[] | null, isBeingDrawn = false): void {
  const before = useCallStore.getState().pops[callId];
  if (central === null) {
    if (before?.state !== 'known') setPop(callId, { state: 'away' });
    return;
  }
  setPop(callId, central.length === 0 ? { state: 'unknown' } : { state: 'known', households: central, from: 'central' });
  const keep = (): void => { void writeDesk((database) => keepHouseholds(database, central, deskClock.now())); };
  if (isBeingDrawn) setTimeout(keep, KEEP_AFTER_MS);
  else keep();
  // The answer came after the agent picked up: the draft learns of it, unless a person was chosen meanwhile.
  inTurn(async () => {
    const households = await notSaidOtherwise(callId, central);
    const draft = useDraftStore.getState().drafts[callId];
    // Chosen before the answer came, and now the number turns out to be somebody's: it is not for us to give away.
    if (draft?.keepNumber && households.length > 0) editDraft(callId, { keepNumber: null });
    if (!draft || draft.householdId !== null || draft.newHousehold !== null) return;
    const only = households.length === 1 ? households[0] : undefined;
    if (only) chooseSpeaker(callId, only.household.id, null);
    else if (households.length === 0 && draft.direction === 'in') startNewHousehold(callId);
  });
}

/** Brings a wrap-up onto the strip: one that was put off, or a second call that was picked. */
export function showCall(callId: string): void {
  setActiveCall(callId);
}
