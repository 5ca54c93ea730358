import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { channels } from './customer.ts';

/** What an agent can show for a consent. */
export const consentProofs = ['form', 'recording', 'said-in-call', 'web', 'unknown'] as const;
/** 'record': nobody wrote the consent down; the household or the person came with it, or the field says so. Made by whoever stores that (`leaveOfRecord`), never asked for. */
export const standingProofs = [...consentProofs, 'record'] as const;

/** Usual purposes of a consent, stored as a code; anything else stands as it was written. */
export const consentPurposes = ['follow-up'] as const;

/** Leave to contact a household or one person by one channel: what for, since when, until when, and the proof. */
export const consentSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  /** Null: everybody of the household. */
  customerId: z.uuid().nullable(),
  channel: z.enum(channels),
  purpose: z.string().trim().min(1).max(80),
  givenAtMs: utcMsSchema,
  /** Null: until it is withdrawn. */
  untilMs: utcMsSchema.nullable(),
  proofKind: z.enum(consentProofs),
  /** Number of the form, of the recording, words of the customer. */
  proof: z.string().max(200).nullable(),
});

/** Somebody does not want to be contacted by a channel any more: it holds at once and for everybody who had leave. */
export const optOutSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  /** Null: everybody of the household. */
  customerId: z.uuid().nullable(),
  channel: z.enum([...channels, 'all']),
  saidAtMs: utcMsSchema,
  /** How they said it: the proof. */
  words: z.string().trim().min(1).max(200),
  interactionId: z.uuid().nullable(),
});
export type OptOut = z.infer<typeof optOutSchema>;

/** Leave as it stands in the store: who wrote it down, and when it was withdrawn; null: it was not. */
export const standingConsentSchema = consentSchema.extend({ proofKind: z.enum(standingProofs), recordedByName: z.string().max(40), withdrawnAtMs: utcMsSchema.nullable() });
export type StandingConsent = z.infer<typeof standingConsentSchema>;

export const standingOptOutSchema = optOutSchema.extend({ agentName: z.string().max(40) });
export type StandingOptOut = z.infer<typeof standingOptOutSchema>;

/** What leave to contact a household exists or existed, and who said no: newest first, the last 12 of each; of consents those with a proof of their own first. */
export const leaveSchema = z.object({ consents: z.array(standingConsentSchema), optOuts: z.array(standingOptOutSchema) });
export type Leave = z.infer<typeof leaveSchema>;
