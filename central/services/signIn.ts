import { v7 as uuidv7 } from 'uuid';
import { isOlderDesktop } from '../../shared/sync/isOlderDesktop.ts';
import { PROTOCOL_VERSION } from '../../shared/sync/protocolVersion.ts';
import { ON_A_CALL, type Session, type SignInRequest } from '../../shared/sync/sessionMessages.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/utcMs.ts';
import { SHORTEST_PASSWORD } from '../../shared/sync/accountMessages.ts';
import { setPassword } from '../store/agentAccounts.ts';
import { agentLogin, countFailedSignIn, forgetFailedSignIns } from '../store/agents.ts';
import { presencesAfter } from '../store/agentStandings.ts';
import { endSessions, lockLiveSessions, startSession } from '../store/deskSessions.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isDemo } from '../store/meta.ts';
import type { Central } from './central.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import { describeSession } from './sessions.ts';
import { makeRefreshToken } from './tokens.ts';

/** The fifth wrong password locks the account for half a minute, each further one for twice as long. */
const LOCK_RULE = { after: 5, firstMs: 30 * SECOND_MS, longestMs: 15 * MINUTE_MS };
/** A desktop that was not heard of for longer is not signed in any more: its access token has expired without a refresh. */
export const SIGNED_IN_MS = 12 * MINUTE_MS;

/**
 * Signs an agent in on a desktop. One desktop at a time: `takeOver` ends the other's session.
 *
 * A one-time password opens nothing but the choice of another: `newPassword` in the same request.
 *
 * @returns the session, or the first refusal of signInRefusals that applies. `detail`: seconds to wait (locked),
 *          the oldest desktop still served (desktop-too-old), the fewest characters (password-too-weak), ON_A_CALL (signed-in-elsewhere).
 */
export async function signIn(central: Central, request: SignInRequest): Promise<Outcome<Session>> {
  const { pool, clock, config } = central;
  if (request.proto < PROTOCOL_VERSION - 1 || isOlderDesktop(request.desktopVersion, config.minimumDesktop)) {
    return refused(refuse(426, 'desktop-too-old', 'desktopVersion', config.minimumDesktop));
  }
  const login = await agentLogin(pool, request.number);
  const nowMs = clock.now();
  if (login !== null && login.lockedUntilMs > nowMs) return locked(login.lockedUntilMs - nowMs);
  if (!await verifyPassword(request.password, login?.passwordHash ?? null) || login === null) {
    const lockedUntilMs = login === null ? 0 : await countFailedSignIn(pool, login.agent.id, nowMs, LOCK_RULE);
    return lockedUntilMs > nowMs ? locked(lockedUntilMs - nowMs) : refused(refuse(401, 'wrong-credentials'));
  }
  if (!login.agent.active) return refused(refuse(403, 'inactive'));
  const demo = await isDemo(pool);
  if (demo && config.line.kind !== 'practice') return refused(refuse(403, 'real-line-in-demo'));

  const { newPassword } = request;
  if (newPassword === undefined && login.passwordOnce) return refused(refuse(403, 'password-must-change', 'newPassword'));
  if (newPassword !== undefined && isWeak(newPassword, request)) return refused(refuse(422, 'password-too-weak', 'newPassword', String(SHORTEST_PASSWORD)));
  const newHash = newPassword === undefined ? null : await hashPassword(newPassword);

  const sessionId = uuidv7();
  const refresh = makeRefreshToken(sessionId);
  const started = await inTransaction(pool, async (client) => {
    const others = await lockLiveSessions(client, login.agent.id);
    const elsewhere = others.filter((other) => other.deviceId !== request.deviceId && other.seenAtMs > nowMs - SIGNED_IN_MS);
    if (elsewhere.length > 0 && !request.takeOver) return false;
    if (newHash !== null) await setPassword(client, login.agent.id, newHash, false);
    await endSessions(client, others.map((other) => other.id), 'taken-over', nowMs);
    await startSession(client, {
      id: sessionId, agentId: login.agent.id, deviceId: request.deviceId, desktopVersion: request.desktopVersion, refreshHash: refresh.hash,
    }, nowMs);
    await forgetFailedSignIns(client, login.agent.id);
    return true;
  });
  if (!started) {
    const [there] = await presencesAfter(pool, new Map([[login.agent.id, -1]]));
    return refused(refuse(409, 'signed-in-elsewhere', null, there?.presence.state.kind === 'talking' ? ON_A_CALL : null));
  }
  central.bell.ring();
  return done(await describeSession(central, login.agent, sessionId, refresh.token, request.deviceId));
}

/** Too short, the one just typed, or one's own number over and over. */
function isWeak(newPassword: string, { number, password }: SignInRequest): boolean {
  return newPassword.length < SHORTEST_PASSWORD || newPassword === password || newPassword.replaceAll(number, '').length < SHORTEST_PASSWORD / 2;
}

function locked(forMs: number): Outcome<Session> {
  return refused(refuse(423, 'locked', null, String(Math.ceil(forMs / SECOND_MS))));
}
