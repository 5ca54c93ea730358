import type { AgentState } from '../agents/agentState.ts';
import type { UtcMs } from '../time/utcMs.ts';

/** What a supervisor may have to do about an agent, the most pressing first. */
export const agentNeeds = ['hand', 'no-answer', 'long-talk', 'long-wrap-up', 'unfinished'] as const;
export type AgentNeed = (typeof agentNeeds)[number];

const LONG_TALK_MS = 10 * 60_000;
const LONG_WRAP_UP_MS = 2 * 60_000;

export interface NeedingAgent {
  readonly state: AgentState;
  readonly sinceMs: UtcMs;
  readonly unfinished: number;
  /** Since when their hand is up. */
  readonly handSinceMs?: UtcMs | null | undefined;
}

/** They ask for somebody; calls ring unanswered there; over ten minutes on a call; over two minutes in its wrap-up; summaries left unwritten. Null: nothing. */
export function needOf({ state, sinceMs, unfinished, handSinceMs }: NeedingAgent, nowMs: UtcMs): AgentNeed | null {
  const forMs = nowMs - sinceMs;
  if ((handSinceMs ?? null) !== null) return 'hand';
  if (state.kind === 'not-ready' && state.reason === 'no-answer') return 'no-answer';
  if (state.kind === 'talking' && forMs > LONG_TALK_MS) return 'long-talk';
  if (state.kind === 'wrap-up' && forMs > LONG_WRAP_UP_MS) return 'long-wrap-up';
  return unfinished > 0 ? 'unfinished' : null;
}

const kinds: readonly AgentState['kind'][] = ['talking', 'ringing', 'wrap-up', 'available', 'paused', 'not-ready'];

/** Who needs somebody first; then by state, in each whoever is in it longest. */
export function needsFirst<A extends NeedingAgent & { readonly id: string }>(agents: readonly A[], nowMs: UtcMs): readonly A[] {
  const rank = (agent: A): number => {
    const need = needOf(agent, nowMs);
    return need === null ? agentNeeds.length + kinds.indexOf(agent.state.kind) : agentNeeds.indexOf(need);
  };
  const since = (agent: A): UtcMs => agent.handSinceMs ?? agent.sinceMs;
  return [...agents].sort((a, b) => rank(a) - rank(b) || since(a) - since(b) || (a.id < b.id ? -1 : 1));
}
