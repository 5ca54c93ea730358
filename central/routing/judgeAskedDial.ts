import { permissionReasons } from '../../shared/callbacks/callback.ts';
import { diallerOf, judgeDial } from '../../shared/callbacks/judgeDial.ts';
import type { RingRefusal } from '../../shared/callbacks/mayRing.ts';
import { isOverrulable, type Overrulable, type OverruleReason } from '../../shared/callbacks/overrule.ts';
import { isSupervision } from '../../shared/calls/supervision.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { formerOf } from '../../shared/customers/formerPhone.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { DialRefusal } from '../../shared/line/dialRefusal.ts';
import type { LineDialQuestion } from '../../shared/line/lineMessages.ts';
import { REFRESHABLE_MS } from '../services/sessions.ts';
import { dialFacts } from '../store/dialFacts.ts';
import type { Connection } from '../store/pool.ts';
import { addOverruledDial } from '../store/overruledDials.ts';
import { mayEnterCall } from '../store/supervisions.ts';
import { addRefusedDial } from '../store/refusedDials.ts';

/** They have it, have rung from it, are promised a call on it, or had it until somebody said otherwise. */
function isOf(file: HouseholdFile, number: string): boolean {
  return [...file.phones, ...file.callbacks, ...file.interactions].some((each) => each.number === number) || formerOf(file, number) !== null;
}

/** The file without what came of this very call, or after it: a call is judged as it stood when it was dialled. */
function before(file: HouseholdFile, callId: string, atMs: number): HouseholdFile {
  const interactions = file.interactions.filter((each) => each.callId !== callId && each.startedAtMs <= atMs);
  return { ...file, interactions, ...(file.leave === undefined ? {} : { leave: { ...file.leave, optOuts: file.leave.optOuts.filter((each) => each.saidAtMs <= atMs) } }) };
}

interface Judged {
  readonly agentId: string | null;
  readonly refusal: DialRefusal | null;
  /** What the agent went over with the reason they named; null: nothing was against it. */
  readonly overruled: Overrulable | null;
  readonly optedOutSince: boolean;
}

/**
 * Central's own look at a call that an agent dials, by the store alone: nothing is taken for true because a desktop says so.
 * The rules are the desktop's (judgeDial); beside them, the agent must be signed in, a callback must be the household's, and a
 * household's leave counts for its own numbers only. Colleagues are rung without a reason.
 *
 * @param atMs when it was dialled.
 * @returns null: it may be rung; else why not, and the agent.
 */
async function judge(on: Connection, dial: LineDialQuestion, atMs: number): Promise<Judged> {
  const number = storePhone(dial.to).number ?? dial.to;
  const facts = await dialFacts(on, dial, number, atMs, atMs - REFRESHABLE_MS);
  const { agent, callback } = facts;
  const optedOutSince = facts.files.some((file) => file.leave?.optOuts.some((each) => each.saidAtMs > atMs) === true);
  const say = (refusal: DialRefusal | null, overruled: Overrulable | null = null): Judged => ({ agentId: agent?.id ?? null, refusal, overruled, optedOutSince });
  // A way into somebody's call that central did not open leads nowhere.
  if (isSupervision(dial.callId)) return say('no-reason');
  if (facts.isColleague) return say(null);
  if (agent === null || !agent.isSignedIn) return say('not-signed-in');
  const reason = permissionReasons.find((each) => each === dial.reason);
  if (reason === undefined) return say('no-reason');
  const files = facts.files.map((file) => before(file, dial.callId, atMs));
  const namedId = dial.householdId ?? callback?.householdId ?? null;
  const named = files.find((file) => file.household.id === namedId) ?? null;
  if (dial.callbackId !== null && (callback === null || (dial.householdId !== null && callback.householdId !== dial.householdId))) return say('no-agreement');
  const isKept = callback !== null && callback.state !== 'open' && facts.callbackClosedIn === dial.callId;
  const judgeAs = (chosen: HouseholdFile | null, overrule: OverruleReason | null = null): RingRefusal | null => {
    const others = files.filter((file) => file !== chosen && file.phones.some((phone) => phone.number === number));
    const people = (chosen === null ? others : [chosen]).flatMap((file) => file.customers);
    return judgeDial({
      number, reason, chosen, others, callback: isKept ? { ...callback, state: 'open' } : callback, customerId: people.find((each) => each.id === dial.customerId)?.id ?? null,
      cutOff: facts.talk, dialler: diallerOf(agent), overrule, nowMs: atMs, policy: facts.policy,
    });
  };
  const sayOf = (chosen: HouseholdFile | null, refusal: RingRefusal | null): Judged => {
    if (refusal === null || !isOverrulable(refusal) || dial.overrule == null) return say(refusal);
    const still = judgeAs(chosen, dial.overrule);
    return still === null ? say(null, refusal) : say(still);
  };
  const asNamed = judgeAs(named);
  // A caller of theirs on a number nobody knew, or a household on its way here still: only what may be said of the bare number counts,
  // and that they themselves opted out.
  if (named === null || isOf(named, number) || asNamed === 'opted-out') return sayOf(named, asNamed);
  return sayOf(null, judgeAs(null));
}

const nameable = (reason: string | null) => permissionReasons.find((each) => each === reason) ?? null;

/** Whoever goes over a cap or a preference does so under the supervisors' eyes. */
async function keepOverruled(on: Connection, line: string, dial: LineDialQuestion, { agentId, overruled }: Judged, atMs: number): Promise<void> {
  const reason = nameable(dial.reason);
  if (overruled !== null && agentId !== null && reason !== null && dial.overrule != null) await addOverruledDial(on, { atMs, agentId, line, callId: dial.callId, reason, overruled, because: dial.overrule });
}

/** Answers a line that asks before it takes a call. What is refused is written down, and what is allowed for a named reason only. */
export async function answerAskedDial(on: Connection, line: string, dial: LineDialQuestion, nowMs: number): Promise<DialRefusal | null> {
  if (isSupervision(dial.callId) && await mayEnterCall(on, dial.callId, dial.extension, dial.to)) return null;
  const judged = await judge(on, dial, nowMs);
  const { agentId, refusal } = judged;
  await keepOverruled(on, line, dial, judged, nowMs);
  if (refusal !== null) await addRefusedDial(on, { atMs: nowMs, agentId, line, callId: dial.callId, reason: nameable(dial.reason), refusal, rang: false });
  return refusal;
}

/**
 * Judges a call that the line could not ask about.
 * @param refused what the line said to it by itself; null: it rang.
 */
export async function judgeUnaskedDial(on: Connection, line: string, dial: LineDialQuestion, refused: DialRefusal | null, atMs: number): Promise<void> {
  const judged = await judge(on, dial, atMs);
  const { agentId, refusal, optedOutSince } = judged;
  if (refused === null) await keepOverruled(on, line, dial, judged, atMs);
  // An opt-out takes consents and channels with it: what they were before it cannot be told any more.
  const isDoubtful = optedOutSince && (refusal === 'no-consent' || refusal === 'phone-refused');
  const why = refused ?? (isDoubtful ? null : refusal);
  if (why !== null) await addRefusedDial(on, { atMs, agentId, line, callId: dial.callId, reason: nameable(dial.reason), refusal: why, rang: refused === null });
}
