import type { Colleague } from '../../shared/agents/agent.ts';
import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import type { EndReason, HangUpSide, Interaction } from '../../shared/calls/interaction.ts';
import type { Outcome } from '../../shared/calls/outcome.ts';
import type { Coaching } from '../../shared/coaching/coaching.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { Guide } from '../../shared/guides/guide.ts';
import type { MessageTemplate } from '../../shared/messages/messageTemplate.ts';
import type { ExpertQuestionRow } from '../../shared/knowledge/expertQuestion.ts';
import type { Opening } from '../../shared/knowledge/opening.ts';
import type { WordTable } from '../../shared/knowledge/wordTable.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { Notice } from '../../shared/notices/notice.ts';
import type { Cursor } from '../../shared/sync/pullMessages.ts';
import type { Op, OpRefusal } from '../../shared/sync/pushMessages.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { WrapUpDraft } from './wrapUpDraft.ts';

/** What every mirrored row carries: the scopes that hold it, and the version last seen in each. */
export interface Mirrored {
  readonly id: string;
  /** A name with '~' behind it: its scope is being pulled again from 0 and has not shown this row yet. */
  readonly scopes: readonly string[];
  readonly versions: Readonly<Record<string, number>>;
}

export interface HouseholdRow extends Mirrored {
  /** Every number of the household as stored, for the look-up by caller. */
  readonly numbers: readonly string[];
  /** When this desktop last showed or received it: the eldest of 'kept' go first. */
  readonly touchedAtMs: UtcMs;
  readonly file: HouseholdFile;
}

export interface CallbackMirrorRow extends Mirrored {
  readonly state: string;
  readonly householdId: string;
  readonly row: CallbackRow;
}

export interface ArticleRow extends Mirrored {
  readonly article: Article;
}

export interface GuideRow extends Mirrored {
  readonly guide: Guide;
}

export interface WordTableRow extends Mirrored {
  readonly table: WordTable;
}

export interface ExpertQuestionMirrorRow extends Mirrored {
  /** '' for nobody's. */
  readonly householdId: string;
  readonly row: ExpertQuestionRow;
}

export interface OpeningRow extends Mirrored {
  readonly opening: Opening;
}

export interface TemplateRow extends Mirrored {
  readonly template: MessageTemplate;
}

export interface AgentRow extends Mirrored {
  readonly agent: Colleague;
}

/** Somebody who was erased: kept, so that what was on its way does not bring them back. */
export interface ErasureRow extends Mirrored {
  readonly householdId: string;
  readonly households: readonly string[];
  readonly customers: readonly string[];
  readonly atMs: UtcMs;
}

/** What colleagues tell this agent: a notice, or what is said about a call (`madeAtMs`: when the last of it was). */
export type NoticeRow = Mirrored & { readonly madeAtMs: UtcMs } & ({ readonly notice: Notice; readonly coaching?: undefined } | { readonly coaching: Coaching; readonly notice?: undefined });

export interface CursorRow {
  readonly scope: string;
  readonly cursor: Cursor;
  /** True while the scope is being pulled again from 0. */
  readonly sweeping: boolean;
}

export interface MetaRow {
  /** schema: RECORD_SCHEMA_VERSION of the program that wrote the mirror. lineage: which making of this database the journal follows. */
  readonly key: 'epoch' | 'schema' | 'remit' | 'lineage';
  readonly value: string;
}

/** A finished wrap-up that was reopened while central may have had it: what stands again should central refuse. */
export interface UndoneFinish {
  /** As it was reopened: one that still reads so may go without loss. */
  readonly draft: WrapUpDraft;
  /** The call's entry as finished. */
  readonly logged: CallLogRow | null;
}

export interface OutboxRow {
  /** Order of pushing; given by the store. */
  readonly seq?: number;
  readonly id: string;
  readonly op: Op;
  /** 'let-go': the agent does not want it any more; it is never sent, and its words stay to be copied for a week. */
  readonly state: 'waiting' | 'refused' | 'let-go';
  readonly addedAtMs: UtcMs;
  readonly refusal: OpRefusal | null;
  readonly field: string | null;
  /** What stands in the central store instead. */
  readonly standing: string | null;
  /** The family whose callback it is about, as it was called then: when central refuses, the callback may be another's and gone from here. */
  readonly about?: string;
  /** Only of 'interaction.retract', until its refusal was settled on this desktop. */
  readonly undone?: UndoneFinish;
}

export const callLogStates = ['live', 'missed', 'unfinished', 'finished'] as const;

/** One of my calls, for the list 「我的通话」 and for correcting a person after finishing. */
export interface CallLogRow {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  readonly number: string | null;
  readonly withheld: boolean;
  readonly queue: string | null;
  readonly dialled: string | null;
  readonly startedAtMs: UtcMs;
  readonly answeredAtMs: UtcMs | null;
  readonly endedAtMs: UtcMs | null;
  readonly endReason: EndReason | null;
  readonly hungUpBy: HangUpSide | null;
  readonly householdId: string | null;
  readonly customerId: string | null;
  readonly callbackId: string | null;
  readonly outcome: Outcome | null;
  /** The centre's own code, which means `outcome`; absent or null: `outcome` itself. */
  readonly outcomeCode?: string | null;
  readonly state: (typeof callLogStates)[number];
  /** As it was recorded; null until the wrap-up is finished. */
  readonly interaction: Interaction | null;
  /** The callback agreed in it, so that it can move with the interaction. */
  readonly agreedCallbackId: string | null;
}
