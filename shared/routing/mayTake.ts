import { type CallingHours, closedAt } from '../callbacks/callingHours.ts';
import { SECOND_MS, type UtcMs } from '../time/utcMs.ts';
import type { RoutedQueue } from './queueRules.ts';

/** Somebody whose turn is to come: on the line, or hung up with their place kept. */
export interface WaitingCaller {
  readonly id: string;
  readonly queueId: string;
  readonly arrivedAtMs: UtcMs;
  /** See `rankAtMs`. */
  readonly rankAtMs: UtcMs;
  /** What they like to be spoken to in, as a skill; null: nothing special. */
  readonly language: string | null;
  readonly lastAgentId: string | null;
  /** Null: on the line. Else they are to be rung, in the hours of this zone. */
  readonly ringBackZone: string | null;
}

/** An agent at work. */
export interface RoutedAgent {
  readonly id: string;
  /** Null: on a call or in its wrap-up. */
  readonly idleSinceMs: UtcMs | null;
  readonly skills: Readonly<Record<string, number>>;
  /** Lines of business they work for; none: all. */
  readonly lineIds: readonly string[];
}

export interface RoutingRules {
  readonly queues: ReadonlyMap<string, RoutedQueue>;
  readonly callingHours: CallingHours;
}

function serves(agent: RoutedAgent, queue: RoutedQueue, caller: WaitingCaller, waitedMs: number): boolean {
  const { businessLineId, rules } = queue;
  if (businessLineId !== null && agent.lineIds.length > 0 && !agent.lineIds.includes(businessLineId)) return false;
  if (caller.language !== null && waitedMs < rules.languageWaitSeconds * SECOND_MS && !speaks(agent, caller)) return false;
  return rules.demands.every((demand) => {
    const isEased = demand.easesAfterSeconds !== null && waitedMs >= demand.easesAfterSeconds * SECOND_MS;
    return (agent.skills[demand.skillId] ?? 0) >= (isEased ? demand.laterLevel : demand.level);
  });
}

/** Whether an agent speaks what the caller likes to be spoken to in. */
export function speaks(agent: RoutedAgent, caller: WaitingCaller): boolean {
  return caller.language === null || (agent.skills[caller.language] ?? 0) > 0;
}

/** Seconds of waiting at which it becomes another question who serves a queue's callers. */
const turns = ({ rules }: RoutedQueue): readonly number[] => [rules.languageWaitSeconds, ...rules.demands.flatMap((demand) => (demand.easesAfterSeconds === null ? [] : [demand.easesAfterSeconds]))];

/** Callers of the same key may be taken by the same agents at this moment: of thousands who wait, few keys differ. */
export function callerKey(caller: WaitingCaller, rules: RoutingRules, nowMs: UtcMs): string {
  const own = rules.queues.get(caller.queueId);
  if (own === undefined) return '';
  const { overflow } = own.rules;
  const other = overflow === null ? undefined : rules.queues.get(overflow.queueId);
  const waitedMs = nowMs - caller.arrivedAtMs;
  const passed = [...turns(own), ...(overflow === null ? [] : [overflow.afterSeconds]), ...(other === undefined ? [] : turns(other))].map((seconds) => (waitedMs >= seconds * SECOND_MS ? '1' : '0'));
  return `${caller.queueId} ${caller.language ?? ''} ${caller.ringBackZone ?? ''} ${passed.join('')}`;
}

/** Whether an agent is one for this caller at this moment: by their own queue, or by the one it overflows to after a while. */
export function mayTake(caller: WaitingCaller, agent: RoutedAgent, rules: RoutingRules, nowMs: UtcMs): boolean {
  const own = rules.queues.get(caller.queueId);
  if (own === undefined) return false;
  if (caller.ringBackZone !== null && closedAt(nowMs, rules.callingHours, caller.ringBackZone) !== null) return false;
  const waitedMs = nowMs - caller.arrivedAtMs;
  if (serves(agent, own, caller, waitedMs)) return true;
  const { overflow } = own.rules;
  if (overflow === null || waitedMs < overflow.afterSeconds * SECOND_MS) return false;
  const other = rules.queues.get(overflow.queueId);
  return other !== undefined && serves(agent, other, caller, waitedMs);
}
