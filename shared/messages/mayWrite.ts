import { type CallingHours, nextCallingTime } from '../callbacks/callingHours.ts';
import { FREQUENCY_CALLS, FREQUENCY_DAYS } from '../callbacks/mayRing.ts';
import { channels } from '../customers/customer.ts';
import type { HouseholdFile } from '../customers/household.ts';
import { standingLeave } from '../customers/standingLeave.ts';
import { DAY_MS, type UtcMs } from '../time/utcMs.ts';
import type { MessageToSend } from './message.ts';
import type { MessageChannel, MessageReason } from './messageTemplate.ts';

export interface WriteRequest extends Pick<MessageToSend, 'customerId' | 'channel' | 'address' | 'agreed' | 'sendAtMs'> {
  readonly file: HouseholdFile;
  readonly reason: MessageReason;
  /** Left out of what was written lately. */
  readonly id?: string;
  /** By what central can send. */
  readonly configured: readonly MessageChannel[];
  readonly nowMs: UtcMs;
  readonly hours: CallingHours;
}

/** In the order in which they are judged: the first that applies is the sentence the agent sees. */
export const writeRefusals = [
  'not-configured', 'not-theirs', 'no-agreement', 'agreement-moved', 'no-complaint', 'opted-out', 'channel-refused', 'no-consent', 'open-complaint', 'too-often', 'other-channel', 'no-number', 'no-address',
  // Found when it is to go: the call it makes needless was made meanwhile, or is wanted no more.
  'already-told',
] as const;
export type WriteRefusal = (typeof writeRefusals)[number];

export type WritePermission =
  /** `goesAtMs`: when it goes: as asked for, or when the quiet hours are over. */
  | { readonly ok: true; readonly goesAtMs: UtcMs }
  | { readonly ok: false; readonly why: WriteRefusal; readonly params: Readonly<Record<string, string | number>> };

const no = (why: WriteRefusal, params: Readonly<Record<string, string | number>> = {}): WritePermission => ({ ok: false, why, params });

/** What a service message rests on. */
function basis({ file, reason, agreed, customerId }: WriteRequest): WriteRefusal | null {
  const open = file.callbacks.find((each) => each.id === agreed?.callbackId && each.state === 'open');
  if (agreed !== null && (open === undefined || (open.customerId !== null && open.customerId !== customerId))) return 'no-agreement';
  // It would tell them a time that holds no more.
  if (agreed !== null && open?.dueAtMs !== agreed.dueAtMs) return 'agreement-moved';
  if (reason === 'agreed' && agreed === null) return 'no-agreement';
  if (reason === 'complaint-follow-up' && !file.cases.some((each) => each.kind === 'complaint' && each.state !== 'closed')) return 'no-complaint';
  return null;
}

/** Our own wish to write: a consent for this channel that somebody can show, no complaint open, not too often, and not who prefers another channel. */
function wish({ id, file, reason, customerId, channel, nowMs, hours }: WriteRequest): WritePermission | null {
  const [days, most] = [hours.frequencyDays ?? FREQUENCY_DAYS, hours.frequencyCalls ?? FREQUENCY_CALLS];
  if (reason !== 'form-consent') return null;
  const standing = standingLeave(file, customerId, nowMs).find((each) => each.channel === channel);
  if (standing?.why !== 'consent' || standing.consent.proofKind === 'record') return no('no-consent');
  const complaint = file.cases.find((each) => each.kind === 'complaint' && each.state !== 'closed');
  if (complaint !== undefined) return no('open-complaint', { title: complaint.title });
  const lately = (file.messages ?? []).filter((each) => each.id !== id && each.reason === 'form-consent' && (each.state === 'queued' || each.state === 'sent') && each.createdAtMs > nowMs - days * DAY_MS);
  if (lately.length >= most) return no('too-often', { limit: most, days });
  const attitude = file.customers.find((each) => each.id === customerId)?.channelAttitude ?? {};
  const preferred = attitude[channel] === 'prefer' ? undefined : channels.find((each) => attitude[each] === 'prefer');
  return preferred === undefined ? null : no('other-channel', { channel: preferred });
}

/** Their own address: a mobile of theirs or of the family's, or the e-mail address in their record. */
function addressed({ file, customerId, channel, address }: WriteRequest): WriteRefusal | null {
  switch (channel) {
    case 'sms': return file.phones.some((each) => each.number === address && each.kind === 'mobile' && (each.customerId === null || each.customerId === customerId)) ? null : 'no-number';
    case 'email': return file.customers.find((each) => each.id === customerId)?.email === address ? null : 'no-address';
  }
}

/**
 * Whether a message may go to a customer, and when. The same answer on the desktop before it is sent and in central when it comes
 * and again when it goes. An opt-out or a refusal of the channel holds for service too: who wants to be written to again says so.
 * At night an SMS waits for the morning of the customer's clock; an e-mail wakes nobody.
 */
export function mayWrite(request: WriteRequest): WritePermission {
  const { file, customerId, channel, sendAtMs, nowMs, hours, configured } = request;
  if (!configured.includes(channel)) return no('not-configured');
  if (!file.customers.some((each) => each.id === customerId)) return no('not-theirs');
  const baseless = basis(request);
  if (baseless !== null) return no(baseless);
  const standing = standingLeave(file, customerId, nowMs).find((each) => each.channel === channel);
  if (standing?.stands === 'no') return standing.why === 'opt-out' ? no('opted-out', { atMs: standing.optOut.saidAtMs }) : no('channel-refused');
  const unwished = wish(request);
  if (unwished !== null) return unwished;
  const astray = addressed(request);
  if (astray !== null) return no(astray);
  const atMs = Math.max(sendAtMs, nowMs);
  return { ok: true, goesAtMs: channel === 'sms' ? nextCallingTime(atMs, hours, file.household.zone) : atMs };
}
