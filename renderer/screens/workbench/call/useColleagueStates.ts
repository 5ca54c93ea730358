import { useEffect, useState } from 'react';
import type { AgentState } from '../../../../shared/agents/agentState.ts';
import { askColleagues } from '../../../actions/askColleagues.ts';

const ASK_EVERY_MS = 3000;

/** States of the colleagues who are signed in, by agent, while this is on screen; null while central has not said, or not lately. */
export function useColleagueStates(): ReadonlyMap<string, AgentState> | null {
  const [states, setStates] = useState<ReadonlyMap<string, AgentState> | null>(null);
  useEffect(() => {
    let isHere = true;
    const ask = (): void => {
      askColleagues().then(
        (found) => { if (isHere) setStates(found === null ? null : new Map(found.map(({ agentId, state }) => [agentId, state]))); },
        (error: unknown) => { console.error('the colleagues could not be asked for', error); },
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => { isHere = false; clearInterval(timer); };
  }, []);
  return states;
}
