import type { AgentPresence } from '../../shared/agents/agentState.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { LiveToDesk, QueueFigure } from '../../shared/sync/liveMessages.ts';
import { type MirrorTable, mirrorTables, tablesOfSchema } from '../../shared/sync/mirrorTables.ts';
import type { Change } from '../../shared/sync/pullMessages.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { tellFault } from '../tellFault.ts';
import { markDesksSeen, presencesOf } from '../store/agentStandings.ts';
import { endedAmong, type EndedWhy, sessionsSeen } from '../store/deskSessions.ts';
import { changesSince, LAST_ROW, scopeVersions } from '../store/pull.ts';
import { limitedAmong, REMITS } from '../store/remits.ts';
import { openScope } from '../store/touch.ts';
import type { Central } from './central.ts';
import { seenScopes } from './deskScopes.ts';
import type { Desk } from './sessions.ts';

/** How late a change made by another central is noticed at most. Changes of this one ring the bell. */
const POLL_MS = 200;
const HEARTBEAT_MS = 3 * SECOND_MS;
/** Sessions are marked as seen every so many heartbeats. */
const SESSION_BEATS = 20;
/** A change larger than this is not sent unasked: the desktop fetches it when it has time. */
const LARGEST_INLINE_BYTES = 16 * 1024;
const MOST_INLINE_ROWS = 50;
/** Desktops come back spread over this long for each of them, so that a thousand do not come at once. */
const COME_BACK_MS = 10;
const LATEST_BACK_MS = 10 * SECOND_MS;

/** A connected desktop. */
export interface LiveDesk extends Desk {
  readonly scopes: Set<string>;
  /** Record schema of the desktop: of tables it does not know it is only told that there is something. */
  readonly schema: number;
  /** Its agent works for some regions or lines only. */
  limited: boolean;
  /** `REMITS` when its scopes were last looked over. */
  remitsVersion: number;
  /** Of the presence last sent. */
  presenceSeq: number;
  isOpen(): boolean;
  send(message: LiveToDesk | string): void;
  close(why: string): void;
}

/** What happened in one version of a scope, ready to be sent. */
interface VersionMessage { readonly text: string; readonly tables: ReadonlySet<MirrorTable> }

/** Tells connected desktops what changed: follows the scopes they mirror, their agents' states, their sessions. */
export class Live {
  private readonly central: Central;
  private readonly desks = new Set<LiveDesk>();
  /** Version of each followed scope as last told. */
  private readonly told = new Map<string, number>();
  private readonly stopListening: () => void;
  private readonly timers: readonly NodeJS.Timeout[];
  private following: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private beats = 0;
  private queues: LiveToDesk | null = null;

  constructor(central: Central) {
    this.central = central;
    this.stopListening = central.bell.listen(() => this.follow());
    this.timers = [setInterval(() => this.follow(), POLL_MS), setInterval(() => this.beat(), HEARTBEAT_MS)];
  }

  /** A desktop joins. One of the same session that was connected before is closed: it is the same desktop. */
  join(desk: LiveDesk): void {
    for (const other of this.desks) if (other.sessionId === desk.sessionId) other.close('connected again');
    this.desks.add(desk);
    this.central.connected.set(desk.sessionId, desk);
  }

  leave(desk: LiveDesk): void {
    this.desks.delete(desk);
    if (this.central.connected.get(desk.sessionId) === desk) this.central.connected.delete(desk.sessionId);
  }

  /**
   * Tells a desktop the versions its scopes stand at, and follows them from there. It pulls what it lacks: so nothing
   * is missed between its last pull and now.
   */
  async tellVersions(desk: LiveDesk, scopes: readonly string[]): Promise<void> {
    const standing = new Map((await scopeVersions(this.central.pool, scopes)).map(({ name, ver }) => [name, ver]));
    for (const name of scopes) {
      const ver = standing.get(name) ?? 0;
      if (!this.told.has(name)) this.told.set(name, ver);
      if (ver > 0) desk.send({ t: 'poke', s: name, v: ver });
    }
  }

  broadcastQueues(queues: readonly QueueFigure[]): void {
    this.queues = { t: 'queues', queues: [...queues] };
    this.sendAll(this.queues);
  }

  /** The queues as last shown to everybody, for one who has just come. */
  tellQueues(desk: LiveDesk): void {
    if (this.queues !== null) desk.send(this.queues);
  }

  /** Says goodbye and closes all. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    for (const timer of this.timers) clearInterval(timer);
    await this.following;
    const spreadMs = Math.min(LATEST_BACK_MS, this.desks.size * COME_BACK_MS);
    for (const desk of this.desks) {
      desk.send({ t: 'bye', afterMs: Math.round(Math.random() * spreadMs) });
      desk.close('central stops');
    }
  }

  private follow(): void {
    if (this.stopped || this.desks.size === 0) return;
    if (this.following) {
      this.again = true;
      return;
    }
    this.following = this.followOnce()
      // The store cannot be asked now: the next turn asks again from where this one began.
      .catch((error: unknown) => { tellFault('following the changes failed', error); })
      .finally(() => {
        this.following = null;
        if (this.again) {
          this.again = false;
          this.follow();
        }
      });
  }

  private async followOnce(): Promise<void> {
    const desks = [...this.desks];
    const { pool } = this.central;
    const [versions, presences, ended] = await Promise.all([
      scopeVersions(pool, [REMITS, ...new Set(desks.flatMap((desk) => [...desk.scopes]))]),
      presencesOf(pool, [...new Set(desks.map((desk) => desk.agent.id))]),
      endedAmong(pool, desks.map((desk) => desk.sessionId)),
    ]);
    for (const { agentId, presence } of presences) this.tellPresence(agentId, presence);
    for (const { id, why } of ended) this.tellEnded(id, why);
    await this.lookOver(desks, versions.find(({ name }) => name === REMITS)?.ver ?? 0);
    for (const { name, ver } of versions) {
      if (name === REMITS) continue;
      const known = this.told.get(name);
      if (known === undefined || ver <= known) {
        this.told.set(name, ver);
        if (known === undefined) this.tellScope(name, [], { t: 'poke', s: name, v: ver });
        continue;
      }
      const messages = await this.changeMessages(name, known, ver);
      this.told.set(name, ver);
      this.tellScope(name, messages, { t: 'poke', s: name, v: ver });
    }
    this.forgetUnfollowed();
  }

  /** One message for each version, while they follow on each other and are small; from the first that is not, null: a poke says it. */
  private async changeMessages(scope: string, known: number, ver: number): Promise<readonly (VersionMessage | null)[]> {
    const changes = await changesSince(this.central.pool, new Map([[scope, [known, LAST_ROW]]]), mirrorTables, MOST_INLINE_ROWS, this.central.clock.now());
    if (changes.length === 0 || changes.length === MOST_INLINE_ROWS) return [null];
    const byVersion = new Map<number, { readonly texts: string[]; readonly tables: Set<MirrorTable> }>();
    for (const text of changes) {
      const { v, t } = JSON.parse(text) as Change;
      const version = byVersion.get(v) ?? { texts: [], tables: new Set<MirrorTable>() };
      version.texts.push(text);
      version.tables.add(t);
      byVersion.set(v, version);
    }
    const messages: VersionMessage[] = [];
    let expected = known + 1;
    for (const [v, { texts, tables }] of byVersion) {
      const message = `{"t":"change","changes":[${texts.join(',')}]}`;
      // A version whose rows have all changed again since is not in the feed any more.
      if (v !== expected || v > ver || Buffer.byteLength(message) > LARGEST_INLINE_BYTES) return [...messages, null];
      messages.push({ text: message, tables });
      expected++;
    }
    return messages;
  }

  private tellScope(scope: string, messages: readonly (VersionMessage | null)[], poke: LiveToDesk): void {
    for (const desk of this.desks) {
      if (!desk.scopes.has(scope)) continue;
      const known = tablesOfSchema(desk.schema);
      const readable = messages.every((message) => message === null || [...message.tables].every((table) => known.includes(table)));
      // It may just have moved to colleagues of another region: whoever is not shown everything asks, and is answered by what holds now.
      if (messages.length === 0 || !readable || (desk.limited && scope.startsWith('open:'))) desk.send(poke);
      else for (const message of messages) desk.send(message === null ? poke : message.text);
    }
  }

  /** Somebody works for other regions or lines, or these are others: desktops of whom it may concern follow other scopes, and pull. */
  private async lookOver(desks: readonly LiveDesk[], remitsVersion: number): Promise<void> {
    const stale = desks.filter((desk) => desk.remitsVersion < remitsVersion && seesCustomers(desk.agent.role));
    if (stale.length === 0) return;
    const limited = await limitedAmong(this.central.pool, [...new Set(stale.map((desk) => desk.agent.id))]);
    for (const desk of stale) {
      if (!desk.limited && !limited.has(desk.agent.id)) desk.remitsVersion = remitsVersion;
      else await this.follows(desk);
    }
  }

  /** Follows what a desktop mirrors now, and has it pull: so it gets what it lacks, and drops what it mirrors no more. */
  async follows(desk: LiveDesk): Promise<void> {
    const { scopes, view } = await seenScopes(this.central.pool, desk, desk.schema, this.central.clock.now());
    desk.limited = view?.limited ?? false;
    desk.remitsVersion = view?.remitsVersion ?? 0;
    const hidden = new Set(view?.hidden.map(openScope));
    const wanted = new Set(scopes);
    for (const scope of desk.scopes) if (scope.startsWith('open:') ? hidden.has(scope) : !wanted.has(scope)) desk.scopes.delete(scope);
    for (const scope of scopes) desk.scopes.add(scope);
    await this.tellVersions(desk, scopes);
  }

  private tellPresence(agentId: string, presence: AgentPresence): void {
    for (const desk of this.desks) {
      if (desk.agent.id !== agentId || desk.presenceSeq >= presence.seq) continue;
      desk.presenceSeq = presence.seq;
      desk.send({ t: 'presence', presence });
    }
  }

  private tellEnded(sessionId: string, why: EndedWhy): void {
    this.central.connected.delete(sessionId);
    for (const desk of this.desks) {
      if (desk.sessionId !== sessionId) continue;
      this.desks.delete(desk);
      desk.send({ t: 'ended', why: why === 'token-reused' ? 'signed-out' : why });
      desk.close('session ended');
    }
  }

  private sendAll(message: LiveToDesk): void {
    const text = JSON.stringify(message);
    for (const desk of this.desks) desk.send(text);
  }

  private forgetUnfollowed(): void {
    const followed = new Set([...this.desks].flatMap((desk) => [...desk.scopes]));
    for (const scope of this.told.keys()) if (!followed.has(scope)) this.told.delete(scope);
  }

  /** Writes down that these desktops are here, for every central to see. */
  private beat(): void {
    if (this.stopped || this.desks.size === 0) return;
    const nowMs = this.central.clock.now();
    const { pool } = this.central;
    this.beats++;
    const seen = [markDesksSeen(pool, [...this.desks].map((desk) => desk.agent.id), nowMs)];
    if (this.beats % SESSION_BEATS === 0) seen.push(sessionsSeen(pool, [...this.desks].map((desk) => desk.sessionId), nowMs));
    // Missed once, it is written three seconds later.
    void Promise.all(seen).catch((error: unknown) => { tellFault('marking the desktops as seen failed', error); });
  }
}
