import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../storeSamples.ts';
import type { ChaosSeat } from './chaosMessages.ts';

interface Deed {
  readonly ops: readonly Op[];
  readonly watch: { readonly householdId: string; readonly on: boolean } | null;
}

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

/** What an agent might do next: mostly contacts, some promises, claims of what others may claim at the same moment. */
export function inventDeed(seat: ChaosSeat, callbacks: readonly Callback[], nowMs: number): Deed {
  const at = { atMs: nowMs };
  const ops = (...list: readonly Op[]): Deed => ({ ops: list, watch: null });
  const householdId = pick(seat.householdIds) ?? '';
  const contact = (id: string) => sampleInteraction(id, { agentId: seat.agentId, startedAtMs: nowMs, recordedAtMs: nowMs, note: `第${nowMs}次` });
  const chance = Math.random();
  const mine = pick(callbacks.filter((callback) => callback.ownerAgentId === seat.agentId));
  const free = pick(callbacks.filter((callback) => callback.ownerAgentId === null));

  if (chance < 0.08) return { ops: [], watch: { householdId, on: Math.random() < 0.6 } };
  if (chance < 0.16) {
    const household = sampleHousehold({ createdAtMs: nowMs });
    const customer = sampleCustomer(household.id);
    const phones = [samplePhone(`+8613${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`)];
    const interaction = contact(household.id);
    return ops(
      sampleOp('household.add', { household, customers: [customer], children: [], phones }, at),
      sampleOp('interaction.add', { interaction, questions: [] }, at),
    );
  }
  if (chance < 0.32) {
    const owner = Math.random() < 0.5 ? null : seat.agentId;
    return ops(sampleOp('callback.add', { callback: sampleCallback(householdId, { ownerAgentId: owner, dueAtMs: nowMs + DAY_MS, agreedAtMs: nowMs }) }, at));
  }
  if (chance < 0.5 && free !== undefined) return ops(sampleOp('callback.claim', { callbackId: free.id }, at));
  if (chance < 0.72 && mine !== undefined) {
    const interaction = contact(mine.householdId);
    const added = sampleOp('interaction.add', { interaction, questions: [] }, at);
    // A retry counts one attempt more: applied twice it would show.
    if (chance < 0.62) return ops(added, sampleOp('callback.retry', { callbackId: mine.id, interactionId: interaction.id, nextDueAtMs: nowMs + DAY_MS }, at));
    if (chance < 0.67) return ops(added, sampleOp('callback.done', { callbackId: mine.id, interactionId: interaction.id }, at));
    return ops(sampleOp('callback.handover', { callbackId: mine.id, toAgentId: pick(seat.colleagueIds) ?? null, reason: '换班' }, at));
  }
  return ops(sampleOp('interaction.add', { interaction: contact(householdId), questions: [] }, at));
}
