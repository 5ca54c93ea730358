import { z } from 'zod';
import { callbackSchema } from '../callbacks/callback.ts';
import { interactionSchema } from '../calls/interaction.ts';
import { expertQuestionSchema } from '../knowledge/expertQuestion.ts';
import { messageSchema } from '../messages/message.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { zoneSchema } from '../time/zone.ts';
import { childSchema, formerChildSchema } from './child.ts';
import { leaveSchema } from './consent.ts';
import { customerSchema, tiers } from './customer.ts';
import { recordRivalSchema, recordSaidSchema, rivalValueSchema, saidValueSchema } from './customerPatch.ts';
import { formerPhoneSchema, phoneSchema } from './phoneKind.ts';

export const relationClasses = ['own', 'rival', 'potential', 'never'] as const;
export const acquisitionSources = ['store-promotion', 'newspaper', 'call-800', 'outbound-call', 'lecture', 'hospital', 'import', 'referral', 'web'] as const;

/** People who share numbers or a home. */
export const householdSchema = z.object({
  id: z.uuid(),
  /** What agents call it: 「陈女士家」. */
  name: z.string().trim().min(1).max(60),
  city: z.string().max(40).nullable(),
  address: z.string().max(200).nullable(),
  zone: zoneSchema,
  tier: z.enum(tiers),
  relationClass: z.enum(relationClasses),
  /** Brand the household uses now; ours or another. */
  brand: z.string().max(40).nullable(),
  source: z.enum(acquisitionSources),
  sourceDetail: z.string().max(80).nullable(),
  /** Consent to be rung given on a form, until this instant; null: none. */
  phoneConsentUntilMs: utcMsSchema.nullable(),
  createdAtMs: utcMsSchema,
});
export type Household = z.infer<typeof householdSchema>;

/** Anything promised to the customer that is not a call at a time. */
export const commitmentSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  customerId: z.uuid().nullable(),
  what: z.string().min(1).max(200),
  dueAtMs: utcMsSchema,
  promisedByAgentId: z.uuid().nullable(),
  promisedByName: z.string().max(40),
  promisedAtMs: utcMsSchema,
  state: z.enum(['open', 'kept', 'broken']),
  /** The interaction in which it was promised: it moves with it. Null or absent: by itself. */
  promisedInInteractionId: z.uuid().nullish(),
  /** What was said when it was settled: how it was kept, why it is not needed any more. Null or absent: nothing. */
  words: z.string().trim().min(1).max(200).nullish(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

/** A complaint or request with a deadline. */
/** What a customer says when asked whether they are content with how a complaint was settled; declined: they would not say. */
export const satisfactions = ['satisfied', 'partly', 'not-satisfied', 'declined'] as const;
export type Satisfaction = (typeof satisfactions)[number];

export const caseSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  customerId: z.uuid().nullable(),
  kind: z.enum(['complaint', 'request']),
  title: z.string().min(1).max(200),
  openedAtMs: utcMsSchema,
  dueAtMs: utcMsSchema,
  handlerName: z.string().max(40).nullable(),
  state: z.enum(['open', 'answered', 'closed']),
  /** The interaction in which it was opened: it moves with it. Null or absent: by itself. */
  openedInInteractionId: z.uuid().nullish(),
  /** What the customer was told when it was last answered or closed. Null or absent: nothing was written down. */
  words: z.string().trim().min(1).max(200).nullish(),
  /** A complaint is not closed before it was asked. Null or absent: not asked. */
  satisfaction: z.enum(satisfactions).nullish(),
});
export type Case = z.infer<typeof caseSchema>;

export const purchaseSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  boughtAtMs: utcMsSchema,
  product: z.string().min(1).max(80),
  quantity: z.number().int().min(1).max(999),
  /** Fen (1/100 yuan), the whole line. */
  amountMinor: z.number().int().min(0).max(100_000_000),
  currency: z.literal('CNY'),
  shop: z.string().max(40).nullable(),
});
export type Purchase = z.infer<typeof purchaseSchema>;

/** A question this household asked, newest first in a file. */
export const askedQuestionSchema = z.object({
  id: z.uuid(),
  interactionId: z.uuid(),
  articleId: z.uuid().nullable(),
  /** The article's title, or the caller's words when there was no article. */
  text: z.string().min(1).max(200),
  askedAtMs: utcMsSchema,
  /** Version of the article that was read to them; null when it was not answered from an article. */
  articleVersion: z.number().int().min(1).nullable(),
});
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;

/** What is still told of a callback that is not open any more. */
export const closedCallbackSchema = callbackSchema.pick({ id: true, customerId: true, purpose: true, permissionReason: true });
export type ClosedCallback = z.infer<typeof closedCallbackSchema>;

/**
 * Everything a desktop shows of one household: the unit that pops, is searched, watched, cached and synced
 * (table name 'household'). Built by central; lists are newest first and bounded.
 */
export const householdFileSchema = z.object({
  household: householdSchema,
  phones: z.array(phoneSchema),
  customers: z.array(customerSchema),
  children: z.array(childSchema),
  /** Open callbacks, soonest first. */
  callbacks: z.array(callbackSchema),
  /** Callbacks that are closed, as far as a contact of the last days was made for one: what a try that reached nobody was about. Absent: told by an older central. */
  closedCallbacks: z.array(closedCallbackSchema).optional(),
  /** Open ones first, then the last three kept or broken. */
  commitments: z.array(commitmentSchema),
  /** Open ones first, then the last three closed. */
  cases: z.array(caseSchema),
  /** The last 12. */
  purchases: z.array(purchaseSchema),
  purchaseCount: z.number().int().min(0),
  /** The last 12. */
  questions: z.array(askedQuestionSchema),
  /** The last 40. */
  interactions: z.array(interactionSchema),
  interactionCount: z.number().int().min(0),
  /** Values of fields that two agents changed at once and nobody has decided about yet; absent: none. */
  rivals: z.array(rivalValueSchema).optional(),
  /** Who said what stands in people's fields; absent: told by an older central. */
  said: z.array(saidValueSchema).optional(),
  /** The same of children and of the household itself; absent: told by an older central. */
  recordRivals: z.array(recordRivalSchema).optional(),
  recordSaid: z.array(recordSaidSchema).optional(),
  /** Numbers that are not theirs any more, and the last that were taken back; newest first. Absent: none, or told by an older central. */
  formerPhones: z.array(formerPhoneSchema).optional(),
  /** Children that are not in the file any more, and the last that were put back; newest first. Absent: none, or told by an older central. */
  formerChildren: z.array(formerChildSchema).optional(),
  /** What was written to them, and what waits to be: the last 12. Absent: told by an older central. */
  messages: z.array(messageSchema).optional(),
  /** What was asked an expert for them, answered or open: the last 12. Absent: told by an older central. */
  expertQuestions: z.array(expertQuestionSchema).optional(),
  /** Consents and opt-outs; absent: told by an older central, or never asked for. */
  leave: leaveSchema.optional(),
  /** Asked for by the id of a household that was merged into this one: its name, and what its id and those of its people, children and numbers became. */
  mergedFrom: z.object({ name: z.string(), ids: z.record(z.uuid(), z.uuid()) }).optional(),
  /**
   * Which of two files of one household is newer: it grows with every change of the household and is read in the same snapshot of
   * the store. Only within one epoch. Absent: told by an older central.
   */
  revision: z.number().int().min(0).optional(),
  /** When central built this file: shown as 「截至 14:02」 when it comes from the cache. */
  asOfMs: utcMsSchema,
});
export type HouseholdFile = z.infer<typeof householdFileSchema>;
