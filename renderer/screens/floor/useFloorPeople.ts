import { useCallback, useMemo } from 'react';
import type { Agent } from '../../../shared/agents/agent.ts';
import { supervises } from '../../../shared/agents/supervises.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';

export interface FloorPeople {
  readonly byId: ReadonlyMap<string, Agent>;
  readonly nameOf: (agentId: string) => string;
  /** Whether whoever looks may lay hands on this agent's work, as far as this desktop can tell: central judges. */
  readonly isMine: (agentId: string) => boolean;
}

/** Colleagues as the floor names them. */
export function useFloorPeople(): FloorPeople {
  const known = useAgents();
  const me = useSessionStore((state) => state.session?.agent ?? null);
  const byId = useMemo(() => new Map(known?.map((agent) => [agent.id, agent])), [known]);
  const nameOf = useCallback((agentId: string): string => byId.get(agentId)?.name ?? '', [byId]);
  const mine = useMemo(() => {
    const all = [...byId.values()];
    return new Set(me === null ? [] : all.filter((agent) => supervises(me, agent, all)).map(({ id }) => id));
  }, [byId, me]);
  const isMine = useCallback((agentId: string): boolean => mine.has(agentId), [mine]);
  return useMemo(() => ({ byId, nameOf, isMine }), [byId, nameOf, isMine]);
}
