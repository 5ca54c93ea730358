import type { PermissionReason } from '../../shared/callbacks/callback.ts';
import type { EndReason, HangUpSide } from '../../shared/calls/interaction.ts';
import type { OpinionDraft } from '../../shared/calls/opinion.ts';
import type { Outcome } from '../../shared/calls/outcome.ts';
import type { OptOut } from '../../shared/customers/consent.ts';
import type { Language, Relation } from '../../shared/customers/customer.ts';
import type { acquisitionSources } from '../../shared/customers/household.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';

/** What the agent fills in for a caller nobody knew. Ids are made when the form opens, so finishing twice stores once. */
export interface NewHouseholdForm {
  readonly ids: { readonly household: string; readonly customer: string; readonly phone: string; readonly child: string };
  readonly personName: string;
  /** Empty: made from the person's name (「陈女士家」). */
  readonly householdName: string;
  readonly relation: Relation;
  readonly language: Language;
  /** As typed, for a caller whose number was withheld; absent or empty: none given. */
  readonly number?: string;
  readonly city: string;
  readonly address: string;
  readonly source: (typeof acquisitionSources)[number];
  readonly sourceDetail: string;
  readonly brand: string;
  readonly childName: string;
  readonly childSex: 'girl' | 'boy' | null;
  readonly childDateKind: 'birth' | 'due';
  /** 'YYYY-MM-DD', or empty when there is no child to write down yet. */
  readonly childDate: string;
  /** The child's day as typed, also while it is no day yet; absent: `childDate`. */
  readonly childDateText?: string;
}

/** A person of a household already known, met for the first time (card 6 「家里其他人」). */
export interface NewCustomerForm {
  readonly customerId: string;
  readonly name: string;
  readonly relation: Relation;
  readonly language: Language;
}

/** The next call as understood from the line or set with the picker. */
export interface CallbackChoice {
  readonly callbackId: string;
  readonly dueAtMs: UtcMs;
  /** When this very time was understood and read back; absent: of an earlier version. */
  readonly agreedAtMs?: UtcMs;
  readonly zone: string;
  readonly windowMinutes: number;
  /** Null: whoever answers, or the draft's own customer when they are new. */
  readonly customerId: string | null;
  readonly number: string;
  readonly purpose: string;
  readonly permissionReason: PermissionReason;
  readonly ownerAgentId: string | null;
  /** The time was set with the picker or from a proposal, and stands until the line names another; absent: read from the line. */
  readonly picked?: boolean;
}

/** What becomes of a callback whose tries are used up. `atMs` null, `toAgentId` undefined: still to be chosen; `toAgentId` null: back to the team. */
export type LastTry =
  | { readonly kind: 'again'; readonly atMs: UtcMs | null }
  | { readonly kind: 'hand-over'; readonly toAgentId?: string | null; readonly reason: string }
  | { readonly kind: 'close'; readonly reason: string };

/** `ofSpeaker`: said of whoever was chosen then, so that it is theirs who is chosen in the end. */
export type SaidOptOut = OptOut & { readonly ofSpeaker?: boolean };

/** What an agent did of a guide in a call: steps by their ids. */
export interface GuideMarks {
  readonly done: readonly string[];
  /** Not applicable. */
  readonly skipped: readonly string[];
  /** The step jumped to; null: the first that is open. */
  readonly at: string | null;
  /** All of it does not apply. */
  readonly rejected: boolean;
}

/** What was opted out of in a call: by which channel, for whom, in which words. */
export interface OptOutChoice {
  readonly channel: OptOut['channel'];
  readonly wholeFamily: boolean;
  /** Empty: the note's first words. */
  readonly words: string;
  /** The next call agreed in the same breath is one that the customer asked for all the same. */
  readonly keepsCall?: boolean;
}

/**
 * A wrap-up being written: made when a call is answered (or placed), kept until it is finished. Bound to its call and
 * to the person chosen in it, so nothing typed here can reach another call or person. A draft whose call is over and
 * that was not finished is a 「未完成小结」.
 */
export interface WrapUpDraft {
  readonly callId: string;
  readonly agentId: string;
  /** The interaction's id, made with the draft: finishing twice stores one interaction. */
  readonly interactionId: string;
  readonly householdId: string | null;
  readonly customerId: string | null;
  readonly newHousehold: NewHouseholdForm | null;
  readonly newCustomer: NewCustomerForm | null;
  /** The household was merged into this one while the draft named it; absent or null: it was not. */
  readonly ledFrom?: { readonly householdId: string; readonly name: string } | null;
  /** The new-household form as it was left when somebody else was chosen: it comes back with Alt+0. Never stored by finishing. */
  readonly heldHousehold?: NewHouseholdForm | null;
  /** New-person forms left in the same way, by household. */
  readonly heldCustomers?: Readonly<Record<string, NewCustomerForm>>;
  /** Whether the caller's number, which nobody had, is to be kept with the household chosen; absent or null: no question of it. */
  readonly keepNumber?: 'yes' | 'no' | null;
  readonly outcome: Outcome | null;
  /** The centre's own code, which means `outcome`; absent or null: `outcome` itself. */
  readonly outcomeCode?: string | null;
  /** The agent said that nobody was reached although the call was picked up; absent: not asked, or not said. */
  readonly isSureUnanswered?: boolean;
  readonly note: string;
  /** What mainly is in their way (shared/calls/obstacle.ts); absent or null: it was not said. */
  readonly obstacle?: string | null;
  /** What they think of products; absent: nothing. */
  readonly opinions?: readonly OpinionDraft[];
  /** The 「下次」 line as typed. */
  readonly callbackLine: string;
  readonly callbackChoice: CallbackChoice | null;
  /** Who rings the next call when its owner does not; absent or null: central chooses. */
  readonly fallbackAgentId?: string | null;
  /** Title of the complaint to open; empty: the note's first words. Used when the outcome is 'complaint'. */
  readonly caseTitle: string;
  readonly articlesUsed: readonly { readonly articleId: string; readonly version: number }[];
  readonly questions: readonly { readonly id: string; readonly articleId: string | null; readonly articleVersion: number | null; readonly text: string; readonly askedAtMs: UtcMs }[];
  /** Whether answers helped, by article; absent: nothing was said. */
  readonly answerWords?: Readonly<Record<string, boolean>>;
  /** What was done of each guide, by its id; absent: nothing. */
  readonly guides?: Readonly<Record<string, GuideMarks>>;
  readonly direction: 'in' | 'out';
  /** As stored (E.164) when it could be made so; null when withheld. */
  readonly number: string | null;
  readonly withheld: boolean;
  readonly dialled: string | null;
  readonly queue: string | null;
  readonly startedAtMs: UtcMs;
  readonly answeredAtMs: UtcMs | null;
  readonly endedAtMs: UtcMs | null;
  readonly endReason: EndReason | null;
  readonly hungUpBy: HangUpSide | null;
  /** The callback this call keeps or tries to. */
  readonly callbackId: string | null;
  /** What the agent decided when nobody was reached at the last try; absent or null: nothing yet, or tries are left. */
  readonly lastTry?: LastTry | null;
  /** Used when the outcome is 'opt-out'; absent or null: as `optOutOf` begins. */
  readonly optOut?: OptOutChoice | null;
  /** Opt-outs written down on the family's file during the call: stored already, and said again should this be finished anew under another id. */
  readonly saidOptOuts?: readonly SaidOptOut[];
  readonly updatedAtMs: UtcMs;
}

/** What an agent may change in a draft. */
export type DraftChange = Partial<Omit<WrapUpDraft, 'callId' | 'agentId' | 'interactionId' | 'updatedAtMs'>>;
