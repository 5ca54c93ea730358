import { create } from 'zustand';
import type { AgentPresence } from '../../shared/agents/agentState.ts';

/** The agent's state as central judges it; null before it has spoken. A message older than the one held is passed over. */
export const usePresenceStore = create<{ readonly presence: AgentPresence | null }>(() => ({ presence: null }));

export function takePresence(presence: AgentPresence): void {
  const held = usePresenceStore.getState().presence;
  if (held && held.seq > presence.seq) return;
  usePresenceStore.setState({ presence });
}
