import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { AgentChange, ChangedAgent, NewAgent, OneTimePassword } from '../../shared/sync/accountMessages.ts';
import { addAgent, changeAgent, hasOtherAdmin, lockAgents, setPassword } from '../store/agentAccounts.ts';
import { agentById } from '../store/agents.ts';
import { endSessions, lockLiveSessions } from '../store/deskSessions.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { endHiddenFollows } from '../store/follows.ts';
import { noticeTouched } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { agentPlaces, knowPlace } from '../store/places.ts';
import { setRemit, unknownCode } from '../store/remits.ts';
import { addChanges, holdSetUp } from '../store/setUpChanges.ts';
import { touch } from '../store/touch.ts';
import { changeAgentState } from './agentStates.ts';
import type { Central } from './central.ts';
import { ALL } from './deskScopes.ts';
import { makeOneTimePassword } from './oneTimePassword.ts';
import { hashPassword } from './passwords.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import { releaseCallbacks } from './releaseCallbacks.ts';

const notFound = refused(refuse(404, 'not-found', 'id'));

/** What an account names is in the lists from then on. */
async function knowPlaces(client: Connection, { site, team }: Pick<Agent, 'site' | 'team'>): Promise<void> {
  await knowPlace(client, 'site', site);
  await knowPlace(client, 'team', team);
}

/** Where a colleague belongs, as a thing of the set-up: whoever changes it, it has versions. */
async function placeOf(client: Connection, id: string): Promise<ReadonlyMap<string, unknown>> {
  await holdSetUp(client);
  return new Map((await agentPlaces(client)).filter(({ agentId }) => agentId === id).map(({ agentId, ...where }) => [`agent-place:${agentId}`, where]));
}

/** Makes an account. The password in the answer is said once and opens nothing but the choice of another. */
export async function makeAgent(central: Pick<Central, 'pool' | 'bell'>, wanted: NewAgent): Promise<Outcome<OneTimePassword>> {
  const oneTimePassword = makeOneTimePassword();
  const { number, name, role, team, site } = wanted;
  const agent: Agent = { id: uuidv7(), number, name, extension: wanted.extension ?? number, role, team, site, active: true };
  const hash = await hashPassword(oneTimePassword);
  const made = await inTransaction(central.pool, async (client) => {
    if (!await addAgent(client, agent, hash)) return false;
    await knowPlaces(client, agent);
    await touch(client, [{ scope: ALL, tbl: 'agent', id: agent.id }]);
    return true;
  });
  central.bell.ring();
  return made ? done({ agent, oneTimePassword }) : refused(refuse(409, 'number-taken', 'number'));
}

/**
 * Changes an account. Who may no longer sign in, or may do less than before, is signed out everywhere. Who works for other
 * regions or lines from now on stays signed in: their desktop drops what they are shown no more and gets what they are.
 * Open callbacks of who is shown no customers any more become unclaimed.
 *
 * @param byAgentId the administrator.
 */
export async function changeAccount(central: Central, id: string, to: AgentChange, byAgentId: string): Promise<Outcome<ChangedAgent>> {
  const outcome = await inTransaction<Outcome<ChangedAgent>>(central.pool, async (client) => {
    await lockAgents(client);
    const before = await agentById(client, id);
    if (before === null) return notFound;
    const losesAdmin = before.role === 'admin' && before.active && (to.active === false || (to.role ?? 'admin') !== 'admin');
    // Without one, nobody could ever make accounts again.
    if (losesAdmin && !await hasOtherAdmin(client, id)) return refused(refuse(409, 'last-admin', to.active === false ? 'active' : 'role'));
    // Closed by a slip, they could not open it again themselves.
    if (id === byAgentId && to.active === false) return refused(refuse(409, 'own-account', 'active'));
    for (const [kind, field] of [['region', 'regionIds'], ['line', 'lineIds']] as const) {
      const unknown = await unknownCode(client, kind, to[field] ?? []);
      if (unknown !== null) return refused(refuse(404, 'not-found', `${field}.${unknown}`));
    }
    const stood = to.team === undefined && to.site === undefined ? null : await placeOf(client, id);
    const agent = await changeAgent(client, id, to);
    if (agent === null) return notFound;
    await knowPlaces(client, agent);
    if (stood !== null) await addChanges(client, { agentId: byAgentId, atMs: central.clock.now() }, stood, await placeOf(client, id), null);
    if (to.regionIds !== undefined || to.lineIds !== undefined) await setRemit(client, id, { ...(to.regionIds && { regionIds: to.regionIds }), ...(to.lineIds && { lineIds: to.lineIds }) });
    if (agent.role !== before.role || !agent.active) await endAllOf(client, id, central.clock.now());
    const keepsNone = !agent.active || !seesCustomers(agent.role);
    const released = keepsNone ? await releaseCallbacks(client, id, byAgentId, central.clock.now()) : { count: 0, touched: [] };
    const hidden = (await endHiddenFollows(client, id, central.clock.now())).map((notice) => ({ ...noticeTouched(id, notice), gone: true }));
    await touch(client, [{ scope: ALL, tbl: 'agent', id }, ...hidden, ...released.touched]);
    return done({ ...agent, releasedCallbacks: released.count });
  });
  central.bell.ring();
  return outcome;
}

/** Gives somebody who forgot theirs a new one-time password, and ends whatever was open with the old. */
export async function renewPassword(central: Central, id: string): Promise<Outcome<OneTimePassword>> {
  const oneTimePassword = makeOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  const agent = await inTransaction(central.pool, async (client) => {
    if (!await setPassword(client, id, hash, true)) return null;
    await endAllOf(client, id, central.clock.now());
    return await agentById(client, id);
  });
  central.bell.ring();
  return agent === null ? notFound : done({ agent, oneTimePassword });
}

/** Ends every session of an agent, on every desktop. */
export async function signOutEverywhere(central: Central, id: string): Promise<Outcome<null>> {
  const found = await inTransaction(central.pool, async (client) => {
    if (await agentById(client, id) === null) return false;
    await endAllOf(client, id, central.clock.now());
    return true;
  });
  central.bell.ring();
  return found ? done(null) : notFound;
}

async function endAllOf(client: Connection, agentId: string, nowMs: number): Promise<void> {
  const open = await lockLiveSessions(client, agentId);
  await endSessions(client, open.map((session) => session.id), 'signed-out', nowMs);
  if (open.length > 0) await changeAgentState(client, agentId, { kind: 'signed-out' }, nowMs);
}
