import { setTimeout as wait } from 'node:timers/promises';
import type { AgentPresence } from '../../shared/agents/agentState.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { LiveToDesk, QueueFigure } from '../../shared/sync/liveMessages.ts';
import { tablesOfSchema } from '../../shared/sync/mirrorTables.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { tellFault } from '../tellFault.ts';
import { markDesksSeen, presencesAfter } from '../store/agentStandings.ts';
import { endedAmong, type EndedWhy, sessionsSeen } from '../store/deskSessions.ts';
import { movedScopes, newsOf, type ScopeChange, type ScopeVersion } from '../store/pull.ts';
import { limitedAmong, REMITS } from '../store/remits.ts';
import { openScope } from '../store/touch.ts';
import type { Central, ConnectedDesk } from './central.ts';
import { FloorFeed } from './floorFeed.ts';
import type { FloorRules } from './floorRules.ts';
import { seenScopes } from './deskScopes.ts';

/** How late a change made by another central is noticed at most. Changes of this one ring the bell. */
const POLL_MS = 200;
/** Changes that follow on each other are told together: under load that is what keeps telling them cheap. */
const BREATH_MS = 15;
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
export interface LiveDesk extends ConnectedDesk {
  readonly scopes: Set<string>;
  limited: boolean;
  remitsVersion: number;
  /** Of the presence last sent. */
  presenceSeq: number;
  isOpen(): boolean;
  /** A frame is sent as it is: one to a thousand desktops is encoded once. */
  send(message: LiveToDesk | Buffer): void;
  close(why: string): void;
}

/** Tells connected desktops what changed: follows the scopes they mirror, their agents' states, their sessions. */
export class Live {
  readonly floor: FloorFeed;
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
    this.floor = new FloorFeed(central);
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
    this.floor.unwatch(desk);
    if (this.central.connected.get(desk.sessionId) === desk) this.central.connected.delete(desk.sessionId);
  }

  /**
   * Tells a desktop the versions its scopes stand at, and follows them from there. It pulls what it lacks: so nothing
   * is missed between its last pull and now. Of a scope that nobody here followed before, the next turn tells.
   */
  tellVersions(desk: LiveDesk, scopes: readonly string[]): void {
    for (const name of scopes) {
      const ver = this.told.get(name);
      if (ver !== undefined) desk.send({ t: 'poke', s: name, v: ver });
    }
    if (scopes.some((name) => !this.told.has(name))) this.follow();
  }

  broadcastQueues(queues: readonly QueueFigure[], rules: FloorRules): void {
    this.queues = { t: 'queues', queues: [...queues], ...rules };
    this.sendAll(this.queues);
  }

  /** The queues as last shown to everybody, for one who has just come. */
  tellQueues(desk: LiveDesk): void {
    if (this.queues !== null) desk.send(this.queues);
  }

  /** Says goodbye and closes all. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.floor.stop();
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
    const fromMs = performance.now();
    this.following = this.followOnce()
      // The store cannot be asked now: the next turn asks again from where this one began.
      .catch((error: unknown) => { tellFault('following the changes failed', error); })
      // A turn that took long had much to look over: as long again is left to what else there is to do.
      .then(() => (this.stopped ? undefined : wait(Math.min(POLL_MS, Math.max(BREATH_MS, performance.now() - fromMs)))))
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
    const followed = new Set(desks.flatMap((desk) => [...desk.scopes]));
    const [standing, presences, ended] = await Promise.all([
      movedScopes(pool, new Map([REMITS, ...followed].map((scope) => [scope, this.told.get(scope) ?? -1]))),
      presencesAfter(pool, oldestSeqs(desks)),
      endedAmong(pool, desks.map((desk) => desk.sessionId)),
    ]);
    for (const { agentId, presence } of presences) this.tellPresence(agentId, presence);
    for (const { id, why } of ended) this.tellEnded(id, why);
    const remits = standing.find(({ name }) => name === REMITS)?.ver ?? this.told.get(REMITS) ?? 0;
    await this.lookOver(desks, remits);
    this.told.set(REMITS, remits);
    const moved = standing.filter(({ name }) => name !== REMITS);
    if (moved.length > 0) this.tellScopes(moved, await this.readNews(moved));
    // One that was never touched yet: its first version will follow on 0.
    for (const scope of followed) if (!this.told.has(scope)) this.told.set(scope, 0);
    for (const scope of this.told.keys()) if (scope !== REMITS && !followed.has(scope) && !this.isFollowed(scope)) this.told.delete(scope);
  }

  /** What changed in those scopes, as far as anybody but the desktop whose own push it was has to hear of it. */
  private async readNews(moved: readonly ScopeVersion[]): Promise<ReadonlyMap<string, readonly ScopeChange[]>> {
    const asked = new Map<string, number>();
    for (const { name, ver } of moved) {
      const known = this.told.get(name);
      // Went back (a restore) or not followed yet: there is nothing to go on from.
      if (known === undefined || ver < known) continue;
      const pushed = this.central.answered.sessionOf(name, ver);
      if ([...this.desks].some((desk) => desk.scopes.has(name) && desk.sessionId !== pushed)) asked.set(name, known);
    }
    const news = new Map<string, ScopeChange[]>([...asked.keys()].map((name) => [name, []]));
    for (const change of await newsOf(this.central.pool, asked, MOST_INLINE_ROWS, this.central.clock.now(), this.central.fresh.among(new Set(asked.keys())))) news.get(change.scope)?.push(change);
    return news;
  }

  /** All in one go, to whoever is connected at this moment: one who joins later is told the versions as they are then. */
  private tellScopes(moved: readonly ScopeVersion[], news: ReadonlyMap<string, readonly ScopeChange[]>): void {
    const frames = new Map(moved.map(({ name, ver }) => {
      const changes = news.get(name);
      const poke = frameOf({ t: 'poke', s: name, v: ver });
      const inline = changes === undefined ? null : changeFrames(name, this.told.get(name) ?? ver, ver, changes);
      return [name, { poke, inline, tables: new Set(changes?.map(({ table }) => table)), pushed: this.central.answered.sessionOf(name, ver) }];
    }));
    for (const desk of this.desks) {
      const known = tablesOfSchema(desk.schema);
      for (const scope of desk.scopes) {
        const toTell = frames.get(scope);
        if (toTell === undefined) continue;
        const { inline, tables, poke, pushed } = toTell;
        // Its household may just have moved to colleagues of another region: whoever is not shown everything asks, and is answered by what holds now.
        const asks = inline === null || desk.sessionId === pushed || (desk.limited && scope.startsWith('open:')) || [...tables].some((table) => !known.includes(table));
        if (asks) desk.send(poke);
        else for (const frame of inline) desk.send(frame);
      }
    }
    for (const { name, ver } of moved) this.told.set(name, ver);
  }

  private isFollowed(scope: string): boolean {
    for (const desk of this.desks) if (desk.scopes.has(scope)) return true;
    return false;
  }

  /** Somebody works for other regions or lines, or these are others: desktops of whom it may concern follow other scopes, and pull. */
  private async lookOver(desks: readonly LiveDesk[], remitsVersion: number): Promise<void> {
    // One that has just joined follows nothing yet: what it is to follow is being read for it.
    const stale = desks.filter((desk) => desk.remitsVersion >= 0 && desk.remitsVersion < remitsVersion && seesCustomers(desk.agent.role));
    if (stale.length === 0) return;
    const limited = await limitedAmong(this.central.pool, [...new Set(stale.map((desk) => desk.agent.id))]);
    for (const desk of stale) {
      if (!desk.limited && !limited.has(desk.agent.id)) desk.remitsVersion = remitsVersion;
      else await this.follows(desk);
    }
  }

  /** Follows what a desktop mirrors now, and has it pull: so it gets what it lacks, and drops what it mirrors no more. */
  async follows(desk: LiveDesk): Promise<void> {
    const { scopes, view } = await seenScopes(this.central.crowd, desk, desk.schema);
    desk.limited = view?.limited ?? false;
    desk.remitsVersion = view?.remitsVersion ?? 0;
    const hidden = new Set(view?.hidden.map(openScope));
    const wanted = new Set(scopes);
    for (const scope of desk.scopes) if (scope.startsWith('open:') ? hidden.has(scope) : !wanted.has(scope)) desk.scopes.delete(scope);
    for (const scope of scopes) desk.scopes.add(scope);
    this.tellVersions(desk, scopes);
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
      this.floor.unwatch(desk);
      desk.send({ t: 'ended', why: why === 'token-reused' ? 'signed-out' : why });
      desk.close('session ended');
    }
  }

  private sendAll(message: LiveToDesk): void {
    const frame = frameOf(message);
    for (const desk of this.desks) desk.send(frame);
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

const frameOf = (message: LiveToDesk | string): Buffer => Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));

/** The presence each agent's desktops were last told, of several the oldest. */
function oldestSeqs(desks: readonly LiveDesk[]): ReadonlyMap<string, number> {
  const oldest = new Map<string, number>();
  for (const { agent, presenceSeq } of desks) oldest.set(agent.id, Math.min(presenceSeq, oldest.get(agent.id) ?? presenceSeq));
  return oldest;
}

/** One message for each version, while they follow on each other and are small; else a poke. */
function changeFrames(scope: string, known: number, ver: number, changes: readonly ScopeChange[]): readonly Buffer[] {
  const poke = frameOf({ t: 'poke', s: scope, v: ver });
  if (changes.length === 0 || changes.length === MOST_INLINE_ROWS) return [poke];
  const frames: Buffer[] = [];
  let expected = known + 1;
  for (const v of new Set(changes.map((change) => change.ver))) {
    // Read later than the versions were: the next turn tells it, to whoever follows the scope then.
    if (v > ver) break;
    const frame = frameOf(`{"t":"change","changes":[${changes.filter((change) => change.ver === v).map(({ text }) => text).join(',')}]}`);
    // A version whose rows have all changed again since is not in the feed any more.
    if (v !== expected || frame.length > LARGEST_INLINE_BYTES) return [...frames, poke];
    frames.push(frame);
    expected++;
  }
  return expected > ver ? frames : [...frames, poke];
}
