import { randomUUID } from 'node:crypto';
import type { Agent } from '../../shared/agents/agent.ts';
import { signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { supervises } from '../../shared/agents/supervises.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { FloorWord, NoticeKind } from '../../shared/notices/notice.ts';
import type { FloorDeed, FloorDone } from '../../shared/sync/floorDeeds.ts';
import { lockStanding } from '../store/agentStandings.ts';
import { lockCallback } from '../store/callbacks.ts';
import { addFloorDeed, type AgentOnFloor, agentOnFloor, allSupervisors, onlyAgentNamed } from '../store/floorDeeds.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { addNotice } from '../store/notices.ts';
import { isPauseReason } from '../store/pauseReasons.ts';
import type { Connection } from '../store/pool.ts';
import { beginSupervisionUse } from '../store/supervisions.ts';
import { lockCase, setCase } from '../store/promises.ts';
import { isVisible } from '../store/remits.ts';
import { householdTouched, mergeTouched, touch, type Touched } from '../store/touch.ts';
import { changeAgentState } from './agentStates.ts';
import { changeCallbackOp, mayOwn } from './applyCallbackOp.ts';
import type { Central } from './central.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import type { Desk } from './sessions.ts';
import { tellFollowers } from './tellFollowers.ts';
import { supervise } from './supervise.ts';

interface Deed { readonly done: FloorDone; readonly touched: readonly Touched[] }
type Reassign = Extract<FloorDeed, { kind: 'reassign' }>;

/**
 * A supervisor lays hands on an agent's work. Whoever it is done to is told at once, with the supervisor's words; done or
 * refused, it stands in the log for ever.
 *
 * @returns 404 for what there is not or the supervisor is not shown, 403 'not-yours' for an agent of another team or remit,
 *          409 'signed-out', 'not-in-wrap-up', what `supervise` says, or what the callback's and the case's own rules say.
 */
export async function doFloorDeed(central: Pick<Central, 'pool' | 'clock' | 'bell'>, desk: Desk, deed: FloorDeed): Promise<Outcome<FloorDone>> {
  const nowMs = central.clock.now();
  const outcome = await inTransaction<Outcome<FloorDone>>(central.pool, async (client) => {
    const agent = await agentOnFloor(client, deed.kind === 'reassign' ? deed.toAgentId : deed.agentId, desk.agent.id);
    const did = await perform(client, desk.agent, agent, deed, nowMs);
    const deedId = await addFloorDeed(client, {
      atMs: nowMs, byAgentId: desk.agent.id, agentId: agent?.id ?? null, kind: deed.kind, refusal: did.ok ? null : did.refused.body.refusal,
      detail: detailOf(deed), why: 'why' in deed ? deed.why : '',
    });
    if (!did.ok) return did;
    const { supervision } = did.value.done;
    if (supervision !== undefined) await beginSupervisionUse(client, supervision.id, deedId, nowMs);
    await touch(client, did.value.touched);
    return done(did.value.done);
  });
  central.bell.ring();
  return outcome;
}

function detailOf(deed: FloorDeed): Readonly<Record<string, unknown>> {
  switch (deed.kind) {
    case 'state': return { state: deed.state };
    case 'reassign': return { what: deed.what, id: deed.id };
    case 'supervise': return { mode: deed.mode };
    case 'message': case 'finish': return {};
    default: return assertNever(deed, 'floor deed');
  }
}

async function perform(client: Connection, me: Agent, agent: AgentOnFloor | null, deed: FloorDeed, nowMs: number): Promise<Outcome<Deed>> {
  const field = deed.kind === 'reassign' ? 'toAgentId' : 'agentId';
  if (agent === null) return refused(refuse(404, 'not-found', field));
  if (!await isMine(client, me, agent)) return refused(refuse(403, 'not-yours', field, agent.name));
  const tell = (kind: NoticeKind, word: Omit<FloorWord, 'by'>): Promise<Touched> =>
    addNotice(client, { toAgentId: agent.id, kind, householdId: null, detail: { floor: { by: me.name, ...word } }, madeAtMs: nowMs });
  switch (deed.kind) {
    case 'message': return done({ done: { presence: null }, touched: [await tell('floor-message', { text: deed.text })] });
    case 'state': case 'finish': {
      const { standing } = await lockStanding(client, agent.id, signedOutStanding(nowMs));
      const { state } = standing.presence;
      if (state.kind === 'not-ready' && state.reason === 'signed-out') return refused(refuse(409, 'signed-out', field, agent.name));
      if (deed.kind === 'finish') {
        if (state.kind !== 'wrap-up') return refused(refuse(409, 'not-in-wrap-up', field, agent.name));
        const { presence } = await changeAgentState(client, agent.id, { kind: 'finished', callId: null }, nowMs);
        return done({ done: { presence }, touched: [await tell('floor-finish', { text: deed.why })] });
      }
      // The list of reasons may have changed while the dialog was open.
      if (deed.state.kind === 'paused' && !await isPauseReason(client, deed.state.reason)) return refused(refuse(404, 'not-found', 'state.reason'));
      // As the next: what rings, is talked or is written goes on. With nothing to wait for, the machine takes it at once.
      const { presence } = await changeAgentState(client, agent.id, { kind: 'chose', state: deed.state, next: true }, nowMs);
      return done({ done: { presence }, touched: [await tell('floor-state', { text: deed.why, state: deed.state })] });
    }
    case 'supervise': {
      const led = await supervise(client, me, agent, deed, nowMs, randomUUID);
      return led.ok ? done({ done: { presence: null, supervision: led.value }, touched: [] }) : led;
    }
    case 'reassign': return deed.what === 'callback' ? await giveCallback(client, me, agent, deed, nowMs) : await giveCase(client, me, agent, deed, nowMs);
    default: return assertNever(deed, 'floor deed');
  }
}

async function isMine(client: Connection, me: Agent, agent: AgentOnFloor): Promise<boolean> {
  return agent.fits && supervises(me, agent, await allSupervisors(client));
}

async function giveCallback(client: Connection, me: Agent, to: AgentOnFloor, deed: Reassign, nowMs: number): Promise<Outcome<Deed>> {
  const standing = await lockCallback(client, deed.id);
  if (standing === null || !await isVisible(client, standing.callback.householdId, me.id, nowMs)) return refused(refuse(404, 'not-found', 'id'));
  const { householdId, ownerAgentId, dueAtMs, zone } = standing.callback;
  const owner = ownerAgentId === null ? null : await agentOnFloor(client, ownerAgentId, me.id);
  // Of somebody who has left it is anybody's to give away.
  if (owner?.active === true && !await isMine(client, me, owner)) return refused(refuse(403, 'not-yours', 'id', owner.name));
  if (ownerAgentId === to.id) return done({ done: { presence: null }, touched: [] });
  const moved = await changeCallbackOp(client, { id: deed.id, kind: 'callback.handover', v: 1, atMs: nowMs, data: { callbackId: deed.id, toAgentId: to.id, reason: deed.why } }, me, nowMs);
  if (!moved.ok) return refused(refuse(409, moved.refused.refusal, moved.refused.field, moved.refused.standing));
  const tell = (toAgentId: string, kind: NoticeKind): Promise<Touched> => addNotice(client, {
    toAgentId, kind, householdId, detail: { callbackId: deed.id, dueAtMs: String(dueAtMs), zone, floor: { by: me.name, text: deed.why, what: 'callback', to: to.name } satisfies FloorWord }, madeAtMs: nowMs,
  });
  const told = [await tell(to.id, 'floor-given'), ...await tellFollowers(client, { deed: 'callback-handed', households: [householdId], others: [deed.id], by: me }, nowMs)];
  if (owner?.active === true) told.push(await tell(owner.id, 'floor-taken'));
  return done({ done: { presence: null }, touched: mergeTouched([moved.touched, told]) });
}

async function giveCase(client: Connection, me: Agent, to: AgentOnFloor, deed: Reassign, nowMs: number): Promise<Outcome<Deed>> {
  const standing = await lockCase(client, deed.id);
  if (standing === null || !await isVisible(client, standing.householdId, me.id, nowMs)) return refused(refuse(404, 'not-found', 'id'));
  if (standing.state === 'closed') return refused(refuse(409, 'already-closed', 'id', standing.handlerName));
  if (standing.handlerName === to.name) return done({ done: { presence: null }, touched: [] });
  if (!await mayOwn(client, to.id, standing.householdId, nowMs)) return refused(refuse(404, 'not-found', 'toAgentId'));
  await setCase(client, deed.id, { state: standing.state, handlerName: to.name, words: null, satisfaction: null, atMs: nowMs });
  const tell = (toAgentId: string, kind: NoticeKind): Promise<Touched> => addNotice(client, {
    toAgentId, kind, householdId: standing.householdId, detail: { floor: { by: me.name, text: deed.why, what: standing.kind, to: to.name } satisfies FloorWord }, madeAtMs: nowMs,
  });
  const told = [await tell(to.id, 'floor-given'), ...await tellFollowers(client, { deed: 'case-given', households: [standing.householdId], others: [deed.id], by: me }, nowMs)];
  // A handler is kept by name: of two colleagues of that name nobody knows who it was.
  const before = standing.handlerName === null ? null : await onlyAgentNamed(client, standing.handlerName);
  if (before !== null) told.push(await tell(before, 'floor-taken'));
  return done({ done: { presence: null }, touched: mergeTouched([await householdTouched(client, standing.householdId, []), told]) });
}
