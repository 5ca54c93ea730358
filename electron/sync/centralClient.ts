import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type ColleagueState, colleagueStateSchema } from '../../shared/agents/colleagueState.ts';
import { type CallbackLoad, callbackLoadSchema } from '../../shared/callbacks/callbackLoad.ts';
import { type WorkListPreview, type workListPreviewRequestSchema, workListPreviewSchema } from '../../shared/callbacks/workList.ts';
import { type FallbackOwner, fallbackOwnerSchema } from '../../shared/callbacks/fallbackOwner.ts';
import { type ErasureReply, erasureReplySchema, type ErasureRequest, type Receipt, receiptSchema } from '../../shared/customers/erasure.ts';
import { householdFileSchema, type HouseholdFile } from '../../shared/customers/household.ts';
import { type Merge, type MergeComparison, mergeComparisonSchema, mergedSchema, type MergeProposal, mergeProposalSchema, type mergeRequestSchema, mergeSchema } from '../../shared/imports/mergeMessages.ts';
import { type CourierOutcome, NOT_SENT, type SetUpOutcome } from '../../shared/ipc/commands.ts';
import { type AnswerProposals, answerProposalsSchema, type WriteAnswers, type WrittenAnswers, writtenAnswersSchema } from '../../shared/knowledge/answerProposals.ts';
import {
  type AnsweredGap, answeredGapSchema, type ArticleFile, articleFileSchema, type ArticleLine, articleLineSchema, type ArticleVersion, articleVersionSchema, type MovedArticle, movedArticleSchema,
  type moveArticleSchema, type newArticleSchema, type saveArticleSchema,
} from '../../shared/knowledge/articleMessages.ts';
import { type Attachment, attachmentSchema } from '../../shared/knowledge/attachment.ts';
import { parse } from '../../shared/language/parse.ts';
import { type AccessEntry, accessEntrySchema } from '../../shared/sync/accessMessages.ts';
import { type AgentAccount, agentAccountSchema, type AgentChange, type ChangedAgent, changedAgentSchema, type NewAgent, type OneTimePassword, oneTimePasswordSchema } from '../../shared/sync/accountMessages.ts';
import { type OverruledDial, overruledDialSchema } from '../../shared/sync/overruledDialMessages.ts';
import { type RefusedDial, refusedDialSchema } from '../../shared/sync/refusedDialMessages.ts';
import { type Organisation, organisationSchema } from '../../shared/sync/organisationMessages.ts';
import { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import { type Cursor, type PullReply, pullReplySchema } from '../../shared/sync/pullMessages.ts';
import { type WordTable, wordTableSchema, type wordTableToStoreSchema, type WordTableVersion, wordTableVersionSchema } from '../../shared/knowledge/wordTable.ts';
import { type Guide, guideSchema } from '../../shared/guides/guide.ts';
import { type GuideStanding, guideStandingSchema, type GuideToStore, type GuideVersion, guideVersionSchema } from '../../shared/sync/guideMessages.ts';
import { type OpResult, pushReplySchema } from '../../shared/sync/pushMessages.ts';
import { type Absence, type AbsenceReply, type AbsenceRequest, type AgentPromises, absenceReplySchema, absenceSchema, agentPromisesSchema } from '../../shared/sync/absenceMessages.ts';
import { type AgentCall, agentCallSchema } from '../../shared/coaching/coaching.ts';
import { type StandingSheet, standingSheetSchema } from '../../shared/coaching/qualitySheet.ts';
import { type FloorDeed, type FloorDone, floorDoneSchema } from '../../shared/sync/floorDeeds.ts';
import { type changeSetUpSchema, setUpSchema, type undoSetUpSchema } from '../../shared/sync/setUpMessages.ts';
import { type CustomerHit, customerHitSchema, type DemoAccount, demoAccountSchema, popReplySchema, type Refusal, refusalSchema, type Session, sessionSchema, type SignInRequest } from '../../shared/sync/sessionMessages.ts';
import { logger } from '../logging/logger.ts';
import type { ReportExportRequest } from '../../shared/reports/reportExport.ts';
import { type OwnFigures, ownFiguresSchema } from '../../shared/reports/ownFigures.ts';
import { type Report, reportBook, type ReportRequest } from '../../shared/reports/reportBook.ts';

/** An answer not here in this time is no answer: the page works on with what it has. */
const ANSWER_WITHIN_MS = 10_000;
/** A long report is written for a while. */
const FILE_WITHIN_MS = 30_000;
/** A household that takes longer is not worth waiting for while the phone rings; the cache is on screen already. */
const POP_WITHIN_MS = 3000;
/** A token is renewed this long before it ends, so that no request has to fail first. */
const RENEW_BEFORE_MS = 60_000;

type Reply = { readonly kind: 'ok'; readonly body: unknown } | { readonly kind: 'refused'; readonly status: number; readonly refusal: Refusal } | { readonly kind: 'away'; readonly sent: boolean };

/** True for a request that found nobody to take it; any other fault may have come after central had read it. */
function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
}

export interface CentralClientOptions {
  readonly baseUrl: () => string;
  readonly desktopVersion: string;
  readonly deviceId: () => string;
  readonly onRefreshToken: (token: string | null) => void;
  /** The sign-in is over: its refresh token was refused. */
  readonly onExpired: () => void;
  readonly onOutdated: (minimum: string) => void;
}

const isFile = (type: string | null): boolean => type !== null && !type.includes('json');

const queryOf = (fields: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString();

/**
 * Central over HTTP: a courier that holds the tokens and no record. Nothing here throws; what central does not answer
 * is 'unreachable', and the outbox keeps it.
 */
export class CentralClient {
  readonly #options: CentralClientOptions;
  #session: Session | null = null;
  #renewing: Promise<boolean> | null = null;
  /** The secret of the next refresh token, by the token it follows: central knows by it a request whose answer was lost. */
  #next: { readonly after: string; readonly secret: string } | null = null;

  constructor(options: CentralClientOptions) {
    this.#options = options;
  }

  get session(): Session | null {
    return this.#session;
  }

  /** @returns none where there is no demo data, null when central cannot be reached. */
  async demoAccounts(): Promise<readonly DemoAccount[] | null> {
    const reply = await this.#send('GET', '/demo/accounts', undefined, null);
    if (reply.kind === 'away' || (reply.kind === 'refused' && reply.status >= 500)) return null;
    if (reply.kind !== 'ok') return [];
    const accounts = parse(demoAccountSchema.array(), (reply.body as { accounts?: unknown } | null)?.accounts ?? reply.body);
    return accounts.ok ? accounts.value : [];
  }

  /** @returns the session, or central's refusal; null when central cannot be reached. */
  async signIn(number: string, password: string, takeOver: boolean, newPassword?: string): Promise<{ readonly ok: true; readonly session: Session } | { readonly ok: false; readonly refusal: Refusal } | null> {
    const request: SignInRequest = { number, password, takeOver, ...(newPassword === undefined ? {} : { newPassword }), deviceId: this.#options.deviceId(), desktopVersion: this.#options.desktopVersion, proto: PROTOCOL_VERSION };
    const reply = await this.#send('POST', '/session', request, null);
    if (reply.kind === 'away') return null;
    if (reply.kind === 'refused') return { ok: false, refusal: reply.refusal };
    const session = parse(sessionSchema, reply.body);
    if (!session.ok) { logger.warn('central.bad-session', { field: session.faults[0]?.field ?? '' }); return null; }
    this.#keep(session.value);
    return { ok: true, session: session.value };
  }

  /** Goes on with a refresh token kept from the last run. */
  async resume(refreshToken: string): Promise<'resumed' | 'refused' | 'unreachable'> {
    if (this.#next?.after !== refreshToken) this.#next = { after: refreshToken, secret: randomBytes(32).toString('base64url') };
    const reply = await this.#send('POST', '/session/refresh', { refreshToken, deviceId: this.#options.deviceId(), next: this.#next.secret }, null);
    if (reply.kind === 'away') return 'unreachable';
    if (reply.kind === 'refused') return reply.status >= 500 || reply.status === 429 ? 'unreachable' : 'refused';
    const session = parse(sessionSchema, reply.body);
    if (!session.ok) { logger.warn('central.bad-session', { field: session.faults[0]?.field ?? '' }); return 'unreachable'; }
    this.#keep(session.value);
    return 'resumed';
  }

  async signOut(): Promise<void> {
    if (this.#session) await this.#send('DELETE', '/session', undefined, this.#session.accessToken);
    this.forget();
  }

  /** Drops the tokens; central is not asked. */
  forget(): void {
    this.#session = null;
    this.#options.onRefreshToken(null);
  }

  /** An access token that is good for a while; null when signed out or central cannot renew it now. */
  async accessToken(): Promise<string | null> {
    if (this.#session === null) return null;
    if (this.#session.accessTokenExpiresAtMs - RENEW_BEFORE_MS > Date.now()) return this.#session.accessToken;
    return (await this.#renew()) ? (this.#session?.accessToken ?? null) : null;
  }

  async pull(epoch: string | null, cursors: Readonly<Record<string, Cursor>>, limit: number, ahead: boolean): Promise<CourierOutcome<PullReply>> {
    return this.#ask('POST', '/sync/pull', pullReplySchema, { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, epoch, cursors, limit, ...(ahead ? { ahead } : {}) });
  }

  async push(ops: readonly unknown[]): Promise<CourierOutcome<readonly OpResult[]>> {
    const reply = await this.#ask('POST', '/sync/push', pushReplySchema, { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, ops });
    return reply.ok ? { ok: true, value: reply.value.results } : reply;
  }

  /** Households behind a number, likeliest first; null when central could not say. */
  async pop(storedNumber: string): Promise<readonly HouseholdFile[] | null> {
    const reply = await this.#ask('GET', `/pop?number=${encodeURIComponent(storedNumber)}`, popReplySchema, undefined, POP_WITHIN_MS);
    if (!reply.ok) return null;
    const files = reply.value.households.map((file) => parse(householdFileSchema, file));
    for (const file of files) if (!file.ok) logger.warn('central.bad-household', { field: file.faults[0]?.field ?? '' });
    return files.flatMap((file) => (file.ok ? [file.value] : []));
  }

  household(householdId: string): Promise<CourierOutcome<HouseholdFile>> {
    return this.#ask('GET', `/households/${householdId}`, householdFileSchema, undefined);
  }

  searchCustomers(query: string): Promise<CourierOutcome<readonly CustomerHit[]>> {
    return this.#ask('GET', `/search?q=${encodeURIComponent(query)}`, customerHitSchema.array(), undefined);
  }

  agentAccounts(): Promise<CourierOutcome<readonly AgentAccount[]>> {
    return this.#ask('GET', '/agents', agentAccountSchema.array(), undefined);
  }

  organisation(): Promise<CourierOutcome<Organisation>> {
    return this.#ask('GET', '/organisation', organisationSchema, undefined);
  }

  addAgent(agent: NewAgent): Promise<CourierOutcome<OneTimePassword>> {
    return this.#ask('POST', '/agents', oneTimePasswordSchema, agent);
  }

  changeAgent(id: string, change: AgentChange): Promise<CourierOutcome<ChangedAgent>> {
    return this.#askCode('PATCH', `/agents/${id}`, changedAgentSchema, change);
  }

  renewPassword(id: string): Promise<CourierOutcome<OneTimePassword>> {
    return this.#ask('POST', `/agents/${id}/password`, oneTimePasswordSchema, {});
  }

  async signOutEverywhere(id: string): Promise<CourierOutcome<null>> {
    const reply = await this.#authorised('DELETE', `/agents/${id}/sessions`, undefined);
    return reply.kind === 'ok' ? { ok: true, value: null } : this.#refused(reply);
  }

  /** Who saw a household, latest first. */
  accessLog(householdId: string, purpose: string): Promise<CourierOutcome<readonly AccessEntry[]>> {
    return this.#ask('GET', `/households/${householdId}/access?purpose=${encodeURIComponent(purpose)}`, accessEntrySchema.array(), undefined);
  }

  eraseCustomer(request: ErasureRequest): Promise<CourierOutcome<ErasureReply>> {
    return this.#askCode('POST', '/erasures', erasureReplySchema, request);
  }

  receipts(householdId: string): Promise<CourierOutcome<readonly Receipt[]>> {
    return this.#ask('GET', `/households/${householdId}/receipts`, receiptSchema.array(), undefined);
  }

  mergeProposals(after: string | null): Promise<CourierOutcome<readonly MergeProposal[]>> {
    return this.#ask('GET', `/merges/proposals${after === null ? '' : `?after=${after}`}`, mergeProposalSchema.array(), undefined);
  }

  mergeComparison(id: string): Promise<CourierOutcome<MergeComparison>> {
    return this.#askCode('GET', `/merges/proposals/${id}`, mergeComparisonSchema, undefined);
  }

  async dismissMerge(id: string): Promise<CourierOutcome<null>> {
    const reply = await this.#authorised('POST', `/merges/proposals/${id}/dismiss`, {});
    return reply.kind === 'ok' ? { ok: true, value: null } : this.#refused(reply, 'code');
  }

  mergeHouseholds(request: z.input<typeof mergeRequestSchema>): Promise<CourierOutcome<{ readonly id: string }>> {
    return this.#askCode('POST', '/merges', mergedSchema, request);
  }

  merges(): Promise<CourierOutcome<readonly Merge[]>> {
    return this.#ask('GET', '/merges', mergeSchema.array(), undefined);
  }

  callbackLoad(fromMs: number, toMs: number): Promise<CourierOutcome<CallbackLoad>> {
    return this.#ask('GET', `/callbacks/load?fromMs=${String(fromMs)}&toMs=${String(toMs)}`, callbackLoadSchema, undefined);
  }

  overruledDials(): Promise<CourierOutcome<readonly OverruledDial[]>> {
    return this.#ask('GET', '/overruled-dials', overruledDialSchema.array(), undefined);
  }

  refusedDials(): Promise<CourierOutcome<readonly RefusedDial[]>> {
    return this.#ask('GET', '/refused-dials', refusedDialSchema.array(), undefined);
  }

  undoMerge(id: string): Promise<CourierOutcome<{ readonly id: string }>> {
    return this.#askCode('POST', `/merges/${id}/undo`, mergedSchema, {});
  }

  async report({ report, asked }: ReportRequest): Promise<CourierOutcome<Report>> {
    const outcome = await this.#ask('GET', `/reports/${report}?${queryOf(asked)}`, reportBook[report].told as z.ZodType<Report['value']>, undefined);
    return outcome.ok ? { ok: true, value: { report, value: outcome.value } as Report } : outcome;
  }

  ownFigures(): Promise<CourierOutcome<OwnFigures>> {
    return this.#ask('GET', '/my-figures', ownFiguresSchema, undefined);
  }

  /** A report as the bytes of a file. */
  async reportFile(request: ReportExportRequest): Promise<CourierOutcome<Uint8Array>> {
    const reply = await this.#authorised('POST', '/report-exports', request, FILE_WITHIN_MS);
    if (reply.kind !== 'ok') return this.#refused(reply);
    return reply.body instanceof Uint8Array ? { ok: true, value: reply.body } : { ok: false, refusal: 'refused', detail: null };
  }

  articles(): Promise<CourierOutcome<readonly ArticleLine[]>> {
    return this.#ask('GET', '/articles', articleLineSchema.array(), undefined);
  }

  article(id: string): Promise<CourierOutcome<ArticleFile>> {
    return this.#ask('GET', `/articles/${id}`, articleFileSchema, undefined);
  }

  createArticle(article: z.input<typeof newArticleSchema>): Promise<CourierOutcome<ArticleFile>> {
    return this.#askCode('POST', '/articles', articleFileSchema, article);
  }

  saveArticle(id: string, save: z.input<typeof saveArticleSchema>): Promise<CourierOutcome<ArticleFile>> {
    return this.#askCode('PUT', `/articles/${id}`, articleFileSchema, save);
  }

  moveArticle(id: string, move: z.input<typeof moveArticleSchema>): Promise<CourierOutcome<MovedArticle>> {
    return this.#askCode('POST', `/articles/${id}/state`, movedArticleSchema, move);
  }

  articleAskers(id: string): Promise<CourierOutcome<AnswerProposals>> {
    return this.#ask('GET', `/articles/${id}/askers`, answerProposalsSchema, undefined);
  }

  writeAnswers(id: string, answers: WriteAnswers): Promise<CourierOutcome<WrittenAnswers>> {
    return this.#askCode('POST', `/articles/${id}/askers/messages`, writtenAnswersSchema, answers);
  }

  answerGap(id: string, articleId: string): Promise<CourierOutcome<AnsweredGap>> {
    return this.#askCode('POST', `/articles/${id}/answered-by`, answeredGapSchema, { articleId });
  }

  articleVersion(id: string, version: number): Promise<CourierOutcome<ArticleVersion>> {
    return this.#ask('GET', `/articles/${id}/versions/${String(version)}`, articleVersionSchema, undefined);
  }

  /** Sends a file as it is. */
  async addAttachment({ id, name, bytes }: { readonly id: string; readonly name: string; readonly bytes: Uint8Array }): Promise<CourierOutcome<Attachment>> {
    const path = `/articles/attachments?${queryOf({ id, name })}`;
    return this.#read(await this.#authorised('POST', path, bytes, FILE_WITHIN_MS), path, attachmentSchema, 'code');
  }

  /** A file of an article. */
  async attachment(id: string): Promise<CourierOutcome<Uint8Array>> {
    const reply = await this.#authorised('GET', `/articles/attachments/${id}`, undefined, FILE_WITHIN_MS);
    if (reply.kind !== 'ok') return this.#refused(reply);
    return reply.body instanceof Uint8Array ? { ok: true, value: reply.body } : { ok: false, refusal: 'refused', detail: null };
  }

  storeWords(table: z.input<typeof wordTableToStoreSchema>): Promise<CourierOutcome<WordTable>> {
    return this.#askCode('PUT', '/word-table', wordTableSchema, table);
  }

  wordVersions(): Promise<CourierOutcome<readonly WordTableVersion[]>> {
    return this.#ask('GET', '/word-table/versions', wordTableVersionSchema.array(), undefined);
  }

  guides(): Promise<CourierOutcome<readonly GuideStanding[]>> {
    return this.#ask('GET', '/guides', guideStandingSchema.array(), undefined);
  }

  storeGuide(id: string, save: GuideToStore): Promise<CourierOutcome<Guide>> {
    return this.#ask('PUT', `/guides/${id}`, guideSchema, save);
  }

  guideVersions(id: string): Promise<CourierOutcome<readonly GuideVersion[]>> {
    return this.#ask('GET', `/guides/${id}/versions`, guideVersionSchema.array(), undefined);
  }

  setUp(): Promise<SetUpOutcome> {
    return this.#askSetUp('GET', '/set-up', undefined);
  }

  changeSetUp(request: z.output<typeof changeSetUpSchema>): Promise<SetUpOutcome> {
    return this.#askSetUp('PUT', '/set-up', request);
  }

  undoSetUp(request: z.output<typeof undoSetUpSchema>): Promise<SetUpOutcome> {
    return this.#askSetUp('POST', '/set-up/undo', request);
  }

  tryWebhook(id: string): Promise<SetUpOutcome> {
    return this.#askSetUp('POST', `/webhooks/${id}/trial`, {});
  }

  async #askSetUp(method: string, path: string, body: unknown): Promise<SetUpOutcome> {
    const reply = await this.#authorised(method, path, body);
    const clash = reply.kind === 'refused' && reply.status === 409 ? (['changed-meanwhile', 'number-taken', 'in-use'] as const).find((each) => each === reply.refusal.refusal) : undefined;
    if (clash !== undefined && reply.kind === 'refused') return { ok: false, refusal: clash, detail: reply.refusal.detail };
    return this.#read(reply, path, setUpSchema, 'field');
  }

  previewWorkList(id: string, request: z.output<typeof workListPreviewRequestSchema>): Promise<CourierOutcome<WorkListPreview>> {
    return this.#ask('POST', `/work-lists/${id}/preview`, workListPreviewSchema, request);
  }

  fallbackOf(callbackId: string): Promise<CourierOutcome<FallbackOwner>> {
    return this.#ask('GET', `/callbacks/${callbackId}/fallback`, fallbackOwnerSchema, undefined);
  }

  absences(): Promise<CourierOutcome<readonly Absence[]>> {
    return this.#ask('GET', '/absences', absenceSchema.array(), undefined);
  }

  promisesOf(agentId: string, fromMs: number, untilMs: number): Promise<CourierOutcome<AgentPromises>> {
    return this.#ask('GET', `/agents/${agentId}/promises?${new URLSearchParams({ fromMs: String(fromMs), untilMs: String(untilMs) })}`, agentPromisesSchema, undefined);
  }

  addAbsence(agentId: string, request: AbsenceRequest): Promise<CourierOutcome<AbsenceReply>> {
    return this.#ask('POST', `/agents/${agentId}/absences`, absenceReplySchema, request);
  }

  async endAbsence(id: string): Promise<CourierOutcome<null>> {
    const reply = await this.#authorised('DELETE', `/absences/${id}`, undefined);
    return reply.kind === 'ok' ? { ok: true, value: null } : this.#refused(reply);
  }

  floorDeed(deed: FloorDeed): Promise<CourierOutcome<FloorDone>> {
    return this.#askCode('POST', '/floor/deeds', floorDoneSchema, deed);
  }

  agentCalls(agentId: string): Promise<CourierOutcome<readonly AgentCall[]>> {
    return this.#askCode('GET', `/agents/${agentId}/calls`, agentCallSchema.array(), undefined);
  }

  qualitySheet(): Promise<CourierOutcome<StandingSheet>> {
    return this.#ask('GET', '/quality-sheet', standingSheetSchema, undefined);
  }

  raiseHand(up: boolean): Promise<CourierOutcome<FloorDone>> {
    return this.#askCode('PUT', '/hand', floorDoneSchema, { up });
  }

  /** Colleagues who are signed in, with their states now. */
  colleagues(): Promise<CourierOutcome<readonly ColleagueState[]>> {
    return this.#ask('GET', '/colleagues', colleagueStateSchema.array(), undefined);
  }

  async practiceRing(call: { readonly from: string | null; readonly dialled: string; readonly persona: string }): Promise<CourierOutcome<null>> {
    const reply = await this.#authorised('POST', '/practice/ring', { ...call, keys: null });
    return reply.kind === 'ok' ? { ok: true, value: null } : this.#refused(reply);
  }

  async #ask<S extends z.ZodType>(method: string, path: string, schema: S, body: unknown, withinMs?: number): Promise<CourierOutcome<z.output<S>>> {
    return this.#read(await this.#authorised(method, path, body, withinMs), path, schema, 'field');
  }

  /** As `#ask`, for deeds whose refusals are told apart on screen: `detail` is central's own word for it. */
  async #askCode<S extends z.ZodType>(method: string, path: string, schema: S, body: unknown): Promise<CourierOutcome<z.output<S>>> {
    return this.#read(await this.#authorised(method, path, body), path, schema, 'code');
  }

  #read<S extends z.ZodType>(reply: Reply, path: string, schema: S, detail: 'field' | 'code'): CourierOutcome<z.output<S>> {
    if (reply.kind !== 'ok') return this.#refused(reply, detail);
    const parsed = parse(schema, reply.body);
    if (parsed.ok) return { ok: true, value: parsed.value };
    logger.warn('central.bad-reply', { path: path.split('?')[0] ?? '', field: parsed.faults[0]?.field ?? '' });
    return { ok: false, refusal: 'refused', detail: parsed.faults[0]?.field ?? null };
  }

  #refused(reply: Exclude<Reply, { kind: 'ok' }>, detail: 'field' | 'code' = 'field'): CourierOutcome<never> {
    if (reply.kind === 'away' || reply.status >= 500 || reply.status === 429) return { ok: false, refusal: 'unreachable', detail: reply.kind === 'refused' ? reply.refusal.refusal : reply.sent ? null : NOT_SENT };
    // A central that is older than this program would lose what it does not know: what waits goes when it has been updated.
    if (reply.status === 409 && reply.refusal.refusal === 'central-too-old') return { ok: false, refusal: 'unreachable', detail: reply.refusal.refusal };
    if (reply.status === 426) { this.#options.onOutdated(reply.refusal.detail ?? ''); return { ok: false, refusal: 'update-needed', detail: reply.refusal.detail }; }
    if (reply.status === 401) return { ok: false, refusal: 'signed-out', detail: null };
    if (reply.status === 404) return { ok: false, refusal: 'not-found', detail: reply.refusal.field };
    if (detail === 'code') return { ok: false, refusal: 'refused', detail: reply.refusal.refusal };
    return { ok: false, refusal: 'refused', detail: reply.refusal.field ?? reply.refusal.detail ?? reply.refusal.refusal };
  }

  async #authorised(method: string, path: string, body: unknown, withinMs?: number): Promise<Reply> {
    const token = await this.accessToken();
    if (token === null) return this.#session === null ? { kind: 'refused', status: 401, refusal: { refusal: 'signed-out', field: null, detail: null } } : { kind: 'away', sent: false };
    const first = await this.#send(method, path, body, token, withinMs);
    if (first.kind !== 'refused' || first.status !== 401 || !(await this.#renew())) return first;
    return this.#send(method, path, body, this.#session?.accessToken ?? null, withinMs);
  }

  #keep(session: Session): void {
    // Measured against our own clock: a desk whose clock is wrong still renews in time.
    const livesMs = Math.max(0, session.accessTokenExpiresAtMs - session.serverTimeMs);
    this.#session = { ...session, accessTokenExpiresAtMs: Date.now() + livesMs };
    this.#options.onRefreshToken(session.refreshToken);
  }

  /** One renewal at a time: a refresh token used twice would end the whole sign-in. */
  #renew(): Promise<boolean> {
    this.#renewing ??= this.#renewOnce().finally(() => { this.#renewing = null; });
    return this.#renewing;
  }

  async #renewOnce(): Promise<boolean> {
    const held = this.#session;
    if (held === null) return false;
    const outcome = await this.resume(held.refreshToken);
    if (outcome === 'refused') { this.forget(); this.#options.onExpired(); }
    return outcome === 'resumed';
  }

  async #send(method: string, path: string, body: unknown, token: string | null, withinMs = ANSWER_WITHIN_MS): Promise<Reply> {
    try {
      const response = await fetch(new URL(path, this.#options.baseUrl()), {
        method, signal: AbortSignal.timeout(withinMs),
        headers: { ...(body === undefined ? {} : { 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' }), ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
      });
      // Whatever is no JSON is a file, as it is.
      if (response.ok && isFile(response.headers.get('content-type'))) return { kind: 'ok', body: new Uint8Array(await response.arrayBuffer()) };
      const text = await response.text();
      const json: unknown = text === '' ? null : JSON.parse(text);
      if (response.ok) return { kind: 'ok', body: json };
      const refusal = parse(refusalSchema, json);
      return { kind: 'refused', status: response.status, refusal: refusal.ok ? refusal.value : { refusal: 'refused', field: null, detail: null } };
    } catch (error) {
      return { kind: 'away', sent: !neverConnected(error) };
    }
  }
}
