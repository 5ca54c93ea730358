import type { z } from 'zod';
import type { Agent } from '../../shared/agents/agent.ts';
import type { refreshRequestSchema, Session } from '../../shared/sync/sessionMessages.ts';
import { HOUR_MS, SECOND_MS } from '../../shared/time/utcMs.ts';
import { configuredChannels } from '../messages/messageSenders.ts';
import { agentById, readPolicy } from '../store/agents.ts';
import { endSessions, lockSession, rotateRefresh } from '../store/deskSessions.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isDemo } from '../store/meta.ts';
import { allObstacles } from '../store/obstacles.ts';
import { outcomeBook } from '../store/outcomeCodes.ts';
import { allPauseReasons } from '../store/pauseReasons.ts';
import { changeAgentState } from './agentStates.ts';
import type { Central } from './central.ts';
import { lineAccount } from './lineAccount.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import { ACCESS_TOKEN_MS, hashRefreshToken, makeDeskKey, makeRefreshToken, readAccessToken, sessionOfRefreshToken, signAccessToken } from './tokens.ts';

/** A desktop that was off for longer signs in again. */
export const REFRESHABLE_MS = 14 * HOUR_MS;
/** A reply may be lost on its way, to a desktop that cannot say what it asked for: for so long the token before the newest is answered once more instead of being taken for a thief's. */
const LOST_REPLY_MS = 30 * SECOND_MS;

/** Who asks, proved by an access token whose session is not over. */
export interface Desk {
  readonly agent: Agent;
  readonly sessionId: string;
  /** What this agent has on this computer (table desk_mirror). */
  readonly mirrorId: string;
}

/** @returns the desk behind an `Authorization` header, null when it is none (any more). */
export async function deskOf(central: Central, authorization: string | undefined): Promise<Desk | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  const claims = token === undefined ? null : readAccessToken(token, central.tokenKey, central.clock.now());
  if (claims === null) return null;
  // A connected desktop's session is followed anyway: nothing to ask the store while a call rings.
  const connected = central.connected.get(claims.sessionId);
  if (connected !== undefined) return connected;
  const holder = await central.crowd.holder(claims.sessionId);
  return holder === null ? null : { ...holder, sessionId: claims.sessionId };
}

/**
 * Exchanges a refresh token for a new pair. A token that was exchanged before ends its whole session: either the
 * desktop or a thief holds a copy, and nobody can tell which. Asked in the words that made the newest token (`next`), it is
 * the desktop whose answer was lost, however long ago: it is answered again, and no network fault ends a sign-in.
 *
 * @returns the session, or 401 'session-ended' (`detail`: why) or 'token-reused'.
 */
export async function refreshSession(central: Central, request: z.infer<typeof refreshRequestSchema>): Promise<Outcome<Session>> {
  const sessionId = sessionOfRefreshToken(request.refreshToken);
  if (sessionId === null) return refused(refuse(401, 'session-ended', 'refreshToken'));
  const nowMs = central.clock.now();
  const hash = hashRefreshToken(request.refreshToken);
  const fresh = makeRefreshToken(sessionId, request.next);
  const result = await inTransaction<Outcome<string>>(central.pool, async (client) => {
    const session = await lockSession(client, sessionId);
    if (session === null || session.deviceId !== request.deviceId) return refused(refuse(401, 'session-ended', 'refreshToken'));
    if (session.endedAtMs !== null) return refused(refuse(401, 'session-ended', null, session.endedWhy));
    if (session.rotatedAtMs < nowMs - REFRESHABLE_MS) {
      await endSessions(client, [sessionId], 'expired', nowMs);
      return refused(refuse(401, 'session-ended', null, 'expired'));
    }
    if (request.next !== undefined && hash === session.previousHash && fresh.hash === session.refreshHash) return done(session.agentId);
    const isNewest = hash === session.refreshHash;
    const replyWasLost = hash === session.previousHash && session.rotatedAtMs > nowMs - LOST_REPLY_MS;
    if (!isNewest && !replyWasLost) {
      await endSessions(client, [sessionId], 'token-reused', nowMs);
      return refused(refuse(401, 'token-reused', 'refreshToken'));
    }
    await rotateRefresh(client, sessionId, fresh.hash, hash, nowMs);
    return done(session.agentId);
  });
  if (!result.ok) {
    central.bell.ring();
    return result;
  }
  const agent = await agentById(central.pool, result.value);
  if (agent === null || !agent.active) return refused(refuse(403, 'inactive'));
  return done(await describeSession(central, agent, sessionId, fresh.token, request.deviceId));
}

/** Ends a desk's session at its own wish. */
export async function signOut(central: Central, desk: Desk): Promise<void> {
  const nowMs = central.clock.now();
  await inTransaction(central.pool, async (client) => {
    await endSessions(client, [desk.sessionId], 'signed-out', nowMs);
    await changeAgentState(client, desk.agent.id, { kind: 'signed-out' }, nowMs);
  });
  central.bell.ring();
}

/** Everything a desktop is told at sign-in and at each refresh. */
export async function describeSession(central: Central, agent: Agent, sessionId: string, refreshToken: string, deviceId: string): Promise<Session> {
  const nowMs = central.clock.now();
  const accessTokenExpiresAtMs = nowMs + ACCESS_TOKEN_MS;
  const [policy, pauseReasons, outcomeCodes, obstacles, demo, line] = await Promise.all([readPolicy(central.pool, nowMs), allPauseReasons(central.pool), outcomeBook(central.pool), allObstacles(central.pool), isDemo(central.pool), lineAccount(central.config, agent)]);
  return {
    agent, refreshToken, deskKey: makeDeskKey(agent.id, deviceId, central.tokenKey), accessTokenExpiresAtMs, policy: { ...policy, pauseReasons: [...pauseReasons], outcomeCodes, obstacles, messageChannels: [...configuredChannels(central.config)] }, demo, line, serverTimeMs: nowMs,
    accessToken: signAccessToken({ agentId: agent.id, sessionId, expiresAtMs: accessTokenExpiresAtMs }, central.tokenKey),
  };
}
