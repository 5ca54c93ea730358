import { SECOND_MS, type UtcMs } from '../time/utcMs.ts';
import { callerKey, mayTake, type RoutedAgent, type RoutingRules, speaks, type WaitingCaller } from './mayTake.ts';

export interface Assignment<C extends WaitingCaller, A extends RoutedAgent> {
  readonly caller: C;
  readonly agent: A;
}

/**
 * Decides who gets whom, at one instant. Pure.
 *
 * Callers are served by rank. Each takes, of the free agents who may take them, the one they spoke with last, else one who
 * speaks their language, else the one who has been idle for longest. Where that agent is the only one for a later caller too,
 * the earlier gets another: as many as possible are served, and nobody loses their turn to somebody of a later rank whom the
 * same agents could take (an augmenting path moves callers already served between agents, it never drops one).
 *
 * @param callers any order.
 * @param agents  those who are free, and busy ones for whom a caller may wait a moment (`lastAgentId`).
 */
export function distribute<C extends WaitingCaller, A extends RoutedAgent>(callers: readonly C[], agents: readonly A[], rules: RoutingRules, nowMs: UtcMs): readonly Assignment<C, A>[] {
  const free = agents.filter((agent) => agent.idleSinceMs !== null).sort((a, b) => (a.idleSinceMs ?? 0) - (b.idleSinceMs ?? 0) || (a.id < b.id ? -1 : 1));
  const agentById = new Map(agents.map((agent) => [agent.id, agent]));
  const held = new Map<A, C>();
  // Agents a search ended at in vain: no later search can free one of them either.
  const exhausted = new Set<A>();

  const ableByKey = new Map<string, readonly A[]>();
  const ableFor = (caller: C): readonly A[] => {
    const key = callerKey(caller, rules, nowMs);
    const known = ableByKey.get(key) ?? free.filter((agent) => mayTake(caller, agent, rules, nowMs));
    ableByKey.set(key, known);
    return known;
  };
  const candidates = (caller: C): readonly A[] => {
    const last = caller.lastAgentId === null ? undefined : agentById.get(caller.lastAgentId);
    const lastMay = last !== undefined && mayTake(caller, last, rules, nowMs);
    if (lastMay && last.idleSinceMs === null && isKept(caller, rules, nowMs)) return [];
    const able = ableFor(caller).filter((agent) => !exhausted.has(agent));
    if (able.length < 2 || (last === undefined && caller.language === null)) return able;
    const score = (agent: A): number => (agent === last ? 2 : 0) + (caller.language !== null && speaks(agent, caller) ? 1 : 0);
    return able.sort((a, b) => score(b) - score(a));
  };
  const place = (caller: C, seen: Set<A>): boolean => {
    const able = candidates(caller).filter((agent) => !seen.has(agent));
    const untaken = able.find((agent) => !held.has(agent));
    if (untaken !== undefined) {
      held.set(untaken, caller);
      return true;
    }
    for (const agent of able) {
      if (seen.has(agent)) continue;
      seen.add(agent);
      const there = held.get(agent);
      if (there !== undefined && place(there, seen)) {
        held.set(agent, caller);
        return true;
      }
    }
    return false;
  };

  const byRank = [...callers].sort((a, b) => a.rankAtMs - b.rankAtMs || (a.id < b.id ? -1 : 1));
  for (const caller of byRank) {
    if (held.size === free.length || exhausted.size === free.length) break;
    const seen = new Set<A>();
    if (!place(caller, seen)) for (const agent of seen) exhausted.add(agent);
  }
  swapForLanguage(held, rules, nowMs);
  return [...held].map(([agent, caller]) => ({ agent, caller }));
}

/** Whether a caller still waits for the agent they spoke with last. */
function isKept(caller: WaitingCaller, rules: RoutingRules, nowMs: UtcMs): boolean {
  const seconds = rules.queues.get(caller.queueId)?.rules.lastAgentSeconds ?? 0;
  return nowMs - caller.arrivedAtMs < seconds * SECOND_MS;
}

/** Two who are served now change agents when that gives one of them somebody who speaks their language and costs the other nothing. */
function swapForLanguage<C extends WaitingCaller, A extends RoutedAgent>(held: Map<A, C>, rules: RoutingRules, nowMs: UtcMs): void {
  const unmet = [...held].filter(([agent, caller]) => !speaks(agent, caller));
  for (const [agent, caller] of unmet) {
    if (agent.id === caller.lastAgentId) continue;
    const better = [...held].find(([other, theirs]) => other.id !== theirs.lastAgentId && speaks(other, caller) && (theirs.language === null || !speaks(other, theirs) || speaks(agent, theirs))
      && mayTake(caller, other, rules, nowMs) && mayTake(theirs, agent, rules, nowMs));
    if (better === undefined) continue;
    held.set(better[0], caller);
    held.set(agent, better[1]);
  }
}
