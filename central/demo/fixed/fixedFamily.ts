import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { Child } from '../../../shared/customers/child.ts';
import type { Customer, Tier } from '../../../shared/customers/customer.ts';
import type { Case, Commitment, Household, Purchase } from '../../../shared/customers/household.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import { must } from '../../../shared/language/must.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { addDays } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { demoAgent } from '../demoAgents.ts';
import type { DemoHousehold } from '../demoData.ts';
import { demoId } from '../demoId.ts';
import { obstacleOf } from '../story/obstacleOf.ts';
import { demoLeave } from '../demoLeave.ts';
import { chinaDate, chinaDayShift } from '../demoTime.ts';
import { memberId } from '../drawPeople.ts';

/** When something of a fixed household happened: so many days before today, at this minute of the mainland's day. */
export interface When {
  readonly daysAgo: number;
  /** 'HH:MM' */
  readonly at: string;
}

interface FixedContact extends When {
  readonly kind: Interaction['kind'];
  /** Place in the list of people; null: nobody was chosen. */
  readonly by?: number | null;
  /** Number of the agent. */
  readonly agent?: string;
  readonly note: string;
  readonly outcome?: Interaction['outcome'];
  readonly talkSeconds?: number;
  readonly endReason?: Interaction['endReason'];
  /** Place in the list of numbers. */
  readonly line?: number;
  /** Key of the article that was read. */
  readonly article?: string;
  /** Name by which a callback or a case refers to this contact. */
  readonly name?: string;
}

interface FixedCallback extends Pick<Callback, 'dueAtMs' | 'purpose' | 'permissionReason' | 'agreedText'> {
  readonly owner: string;
  readonly by: number;
  readonly line: number;
  /** Name of the contact in which it was agreed; null: the rule itself allows it. */
  readonly agreedIn: string | null;
}

export interface FixedFamily {
  /** Ids of everything in it are made from this. */
  readonly key: string;
  readonly household: Omit<Household, 'id' | 'tier' | 'zone' | 'createdAtMs'> & { readonly zone?: string; readonly since: When };
  readonly tier: Tier;
  readonly people: readonly (Pick<Customer, 'name' | 'relation' | 'language'> & Partial<Omit<Customer, 'id' | 'householdId' | 'tier'>>)[];
  /** `of`: place of its owner in the list of people; null: shared. */
  readonly numbers: readonly { readonly number: string; readonly kind: Phone['kind']; readonly of: number | null }[];
  readonly children: readonly (Pick<Child, 'name' | 'sex' | 'birthDate' | 'dueDate'> & Partial<Child>)[];
  readonly contacts: readonly FixedContact[];
  readonly callbacks?: readonly FixedCallback[];
  readonly commitments?: readonly (Pick<Commitment, 'what' | 'dueAtMs' | 'state'> & { readonly by: number; readonly agent: string; readonly promised: When })[];
  readonly cases?: readonly (Pick<Case, 'kind' | 'title' | 'dueAtMs' | 'state' | 'handlerName'> & { readonly by: number; readonly opened: When })[];
  readonly purchases?: readonly (Pick<Purchase, 'product' | 'quantity' | 'amountMinor' | 'shop'> & When)[];
}

export function instantAt(nowMs: UtcMs, when: When): UtcMs {
  const [hour, minute] = when.at.split(':').map(Number) as [number, number];
  return chinaDayShift(nowMs, -when.daysAgo, hour * 60 + minute);
}

/** The day on which a child of so many months and days today was born. */
export function bornBefore(nowMs: UtcMs, months: number, days: number): string {
  const [year, month, day] = addDays(chinaDate(nowMs), -days).split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

export function fixedHouseholdId(key: string): string {
  return demoId('fixed', key);
}

function contactOf(family: FixedFamily, contact: FixedContact, id: string, nowMs: UtcMs, article: Article | null): Interaction {
  const householdId = fixedHouseholdId(family.key);
  const call = contact.kind === 'call-in' || contact.kind === 'call-out' || contact.kind === 'call-missed';
  const inbound = contact.kind === 'call-in' || contact.kind === 'call-missed';
  const line = family.numbers[contact.line ?? 0];
  const agent = contact.agent === undefined ? null : demoAgent(contact.agent);
  const startedAtMs = instantAt(nowMs, contact);
  const talkSeconds = contact.talkSeconds ?? null;
  return {
    id, householdId, customerId: contact.by === null ? null : memberId(householdId, contact.by ?? 0), kind: contact.kind, callId: call ? `demo-${id.slice(0, 13)}` : null,
    number: call || contact.kind === 'sms' ? (line?.number ?? null) : null, dialled: inbound ? (line?.kind === 'mobile' ? '+864008201234' : '+868008201234') : null, queue: inbound ? '母婴800' : null,
    startedAtMs, talkSeconds, endReason: contact.endReason ?? (talkSeconds === null ? null : 'hung-up'), hungUpBy: talkSeconds === null ? null : 'customer', outcome: contact.outcome ?? null,
    note: contact.note, agentId: agent?.id ?? null, agentName: agent?.name ?? '', callbackId: null, outcomeCode: null, obstacle: obstacleOf({ id, note: contact.note, talkSeconds: call ? talkSeconds : null }, family.household.relationClass), opinions: null, articlesUsed: article === null ? [] : [{ articleId: article.id, version: article.version }],
    recordedAtMs: Math.min(nowMs, startedAtMs + (talkSeconds ?? 0) * 1000 + 40_000),
  };
}

/** Builds the records of a hand-written household. @throws Error when it names an article, agent or contact that is not there. */
export function buildFixed(family: FixedFamily, nowMs: UtcMs, articles: ReadonlyMap<string, Article>): DemoHousehold {
  const householdId = fixedHouseholdId(family.key);
  const { since, ...given } = family.household;
  const person = (place: number): string => memberId(householdId, place);
  const id = (kind: string, i: number): string => demoId('fixed', family.key, kind, i);
  const contactIds = new Map(family.contacts.map((contact, i) => [contact.name ?? `#${i}`, id('interaction', i)]));
  const named = (name: string | null): string | null => (name === null ? null : must(contactIds.get(name), `${family.key}: no contact ${name}`));
  const articleOf = (contact: FixedContact): Article | null => (contact.article === undefined ? null : must(articles.get(contact.article), `no article ${contact.article}`));
  const household = { zone: DEFAULT_ZONE, ...given, id: householdId, tier: family.tier, createdAtMs: instantAt(nowMs, since) };
  const customers = family.people.map((one, i) => ({ birthday: null, channelAttitude: {}, bestHours: null, interests: [], remark: null, ...one, id: person(i), householdId, tier: family.tier }));
  return {
    household,
    phones: family.numbers.map(({ number, kind, of }, i) => ({ id: id('phone', i), number, extension: null, kind, customerId: of === null ? null : person(of) })),
    customers,
    leave: demoLeave(household, customers),
    children: family.children.map((child, i) => ({ hospital: null, feeding: null, product: null, remark: null, ...child, id: id('child', i), householdId })),
    callbacks: (family.callbacks ?? []).map((callback, i) => {
      const { owner, by, line, agreedIn, ...kept } = callback;
      const agreedAt = family.contacts.find((contact) => contact.name === agreedIn);
      return {
        ...kept, id: id('callback', i), householdId, customerId: person(by), number: must(family.numbers[line], 'the number to ring').number, zone: family.household.zone ?? DEFAULT_ZONE,
        windowMinutes: 15, ownerAgentId: demoAgent(owner).id, state: 'open' as const, attempts: 0, maxAttempts: 3, agreedInInteractionId: named(agreedIn),
        agreedByAgentId: agreedAt?.agent === undefined ? null : demoAgent(agreedAt.agent).id, agreedAtMs: instantAt(nowMs, agreedAt ?? { daysAgo: 5, at: '10:00' }), closedReason: null,
      };
    }),
    commitments: (family.commitments ?? []).map(({ by, agent, promised, ...kept }, i) => ({
      ...kept, id: id('commitment', i), householdId, customerId: person(by), promisedByAgentId: demoAgent(agent).id, promisedByName: demoAgent(agent).name, promisedAtMs: instantAt(nowMs, promised),
    })),
    cases: (family.cases ?? []).map(({ by, opened, ...kept }, i) => ({ ...kept, id: id('case', i), householdId, customerId: person(by), openedAtMs: instantAt(nowMs, opened) })),
    purchases: (family.purchases ?? []).map(({ daysAgo, at, ...kept }, i) => ({ ...kept, id: id('purchase', i), householdId, boughtAtMs: instantAt(nowMs, { daysAgo, at }), currency: 'CNY' as const })),
    questions: family.contacts.flatMap((contact, i) => {
      const article = articleOf(contact);
      return article === null ? [] : [{ id: id('question', i), interactionId: id('interaction', i), articleId: article.id, text: article.title, askedAtMs: instantAt(nowMs, contact) + 30_000, articleVersion: article.version }];
    }),
    interactions: family.contacts.map((contact, i) => contactOf(family, contact, id('interaction', i), nowMs, articleOf(contact))),
  };
}
