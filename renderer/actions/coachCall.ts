import type { AgentCall, Coaching, NewCoaching } from '../../shared/coaching/coaching.ts';
import type { StandingSheet } from '../../shared/coaching/qualitySheet.ts';
import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** A supervisor writes about a call of one of their agents, or scores it, or both. It waits here while central is away. */
export function coachCall(interactionId: string, text: string, score: NewCoaching['score']): Promise<StoreOutcome> {
  return storeOps([makeOp('coaching.add', { coaching: { id: newId(), interactionId, line: text === '' ? null : { id: newId(), text }, score } }, deskClock.now())]);
}

/** What calls are scored by now. */
export const readQualitySheet = (): Promise<CourierOutcome<StandingSheet>> => askDesk('floor:sheet', null);

/** One of the two says something more about the call. */
export function answerCoaching(coachingId: string, text: string): Promise<StoreOutcome> {
  return storeOps([makeOp('coaching-line.add', { coachingId, line: { id: newId(), text } }, deskClock.now())]);
}

/** All of it is before the eyes of one of the two. */
export function readCoaching({ id, lines }: Coaching): Promise<StoreOutcome> {
  return storeOps([makeOp('coaching.read', { coachingId: id, lines: lines.length }, deskClock.now())]);
}

/** The calls of an agent that their supervisor may write about, the latest first. */
export const readAgentCalls = (agentId: string): Promise<CourierOutcome<readonly AgentCall[]>> => askDesk('floor:calls', { agentId });
