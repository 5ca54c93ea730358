import type { Agent } from '../../../shared/agents/agent.ts';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { AskedQuestion, Case, Commitment } from '../../../shared/customers/household.ts';
import { must } from '../../../shared/language/must.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { DAY_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { COMPLAINT_AGENT_NUMBER, demoAgents, LEFT_AGENT_NUMBER } from '../demoAgents.ts';
import { demoId } from '../demoId.ts';
import { chinaMinute } from '../demoTime.ts';
import { obstacleOf } from './obstacleOf.ts';
import type { Family, Member } from '../family.ts';
import type { Prng } from '../prng.ts';

/** What all households' stories share. */
export interface World {
  readonly nowMs: UtcMs;
  readonly articles: ReadonlyMap<string, Article>;
  /** Notes written so far: a note that would repeat one is written again. */
  readonly notes: Set<string>;
}

/** Days since the agent who left was last at her desk. */
const LEFT_DAYS_AGO = 5;
export const PRODUCT_QUEUE = { name: '产品800', dialled: '+868008205678' } as const;
const CARE_QUEUE = '母婴800';

type Contact = Partial<Omit<Interaction, 'id' | 'householdId'>> & Pick<Interaction, 'kind' | 'startedAtMs' | 'note'> & {
  readonly speaker?: Member | null;
  readonly agent?: Agent | null;
};

/** The books of one household while its story is told. Everything is added with the next deterministic id. */
export interface Ledger {
  readonly world: World;
  readonly family: Family;
  readonly prng: Prng;
  readonly interactions: Interaction[];
  readonly questions: AskedQuestion[];
  readonly callbacks: Callback[];
  readonly commitments: Commitment[];
  readonly cases: Case[];
  /** Keys of situations this family has asked about. */
  readonly asked: Set<string>;
  /** Times at which something happened, so that two contacts never overlap. */
  freeAt(wantedMs: UtcMs): UtcMs;
  add(contact: Contact): Interaction;
  id(kind: string): string;
  /** Who of us deals with this family at a time; the one who left is out of the question afterwards. */
  agentAt(atMs: UtcMs): Agent;
  /** A number this person rings from or is rung at. */
  numberOf(member: Member | null): string;
  /** Draws until the text is new to the whole demo. */
  fresh(draw: () => string): string;
}

export function openLedger(family: Family, world: World, prng: Prng): Ledger {
  const interactions: Interaction[] = [];
  const counts = new Map<string, number>();
  const hid = family.household.id;
  const id = (kind: string): string => {
    const sequence = counts.get(kind) ?? 0;
    counts.set(kind, sequence + 1);
    return demoId(kind, hid, sequence);
  };
  const near = prng.shuffle(demoAgents.filter((agent) => agent.role === 'agent' && agent.number !== COMPLAINT_AGENT_NUMBER && agent.site === family.city.site));
  const all = demoAgents.filter((agent) => agent.role === 'agent');
  const agentAt = (atMs: UtcMs): Agent => {
    const agent = prng.chance(0.72) ? must(near[prng.chance(0.65) ? 0 : 1], 'each site has agents') : prng.pick(all);
    if (agent.number !== LEFT_AGENT_NUMBER || atMs < world.nowMs - LEFT_DAYS_AGO * DAY_MS) return agent;
    return prng.pick(all.filter((other) => other.active));
  };
  const times: UtcMs[] = [];
  const freeAt = (wantedMs: UtcMs): UtcMs => {
    let atMs = wantedMs;
    // Towards evening earlier, else later: nobody is rung after eight.
    const step = chinaMinute(wantedMs) >= 18 * 60 ? -23 : 23;
    while (times.some((taken) => Math.abs(taken - atMs) < 20 * 60_000)) atMs += step * 60_000;
    return atMs;
  };
  const numberOf = (member: Member | null): string => {
    const shared = family.phones.find((phone) => phone.customerId === null);
    const own = member === null ? undefined : family.phones.find((phone) => phone.customerId === member.customer.id);
    const first = shared !== undefined && (own === undefined || prng.chance(0.66)) ? shared : own;
    return (first ?? must(family.phones[0], 'a household has a number')).number;
  };
  const add = (contact: Contact): Interaction => {
    const { speaker = null, agent = null, ...given } = contact;
    const call = contact.kind === 'call-in' || contact.kind === 'call-out' || contact.kind === 'call-missed';
    const inbound = contact.kind === 'call-in' || contact.kind === 'call-missed';
    const number = given.number ?? (call ? numberOf(speaker) : null);
    const mobile = number !== null && /^\+861[3-9]/.test(number);
    const talkSeconds = given.talkSeconds ?? null;
    const made: Interaction = {
      customerId: speaker?.customer.id ?? null, callId: null, outcome: null, endReason: null, hungUpBy: null, callbackId: null, articlesUsed: [], outcomeCode: null, obstacle: null, opinions: null,
      dialled: inbound ? (mobile ? '+864008201234' : '+868008201234') : null, queue: inbound ? CARE_QUEUE : null,
      ...given,
      id: id('interaction'), householdId: hid, number, talkSeconds, agentId: agent?.id ?? null, agentName: agent?.name ?? '',
      recordedAtMs: Math.min(world.nowMs, given.startedAtMs + (talkSeconds ?? 0) * 1000 + prng.int(5, 150) * 1000),
    };
    const kept: Interaction = call ? { ...made, callId: made.callId ?? `demo-${made.id.slice(0, 13)}`, obstacle: obstacleOf(made, family.household.relationClass) } : made;
    interactions.push(kept);
    times.push(kept.startedAtMs);
    return kept;
  };
  const fresh = (draw: () => string): string => {
    let text = draw();
    for (let tries = 0; tries < 6 && world.notes.has(text); tries += 1) text = draw();
    world.notes.add(text);
    return text;
  };
  return { world, family, prng, interactions, questions: [], callbacks: [], commitments: [], cases: [], asked: new Set(), freeAt, add, id, agentAt, numberOf, fresh };
}

/** A call that was answered: how it ended on the line. */
export function answered(prng: Prng, low = 70, high = 620): { readonly talkSeconds: number; readonly endReason: 'hung-up'; readonly hungUpBy: 'customer' | 'agent' } {
  return { talkSeconds: Math.round(low + (high - low) * prng.next() ** 1.6), endReason: 'hung-up', hungUpBy: prng.chance(0.72) ? 'customer' : 'agent' };
}
