import { useExpertQuestions, useExperts } from '../localdb/useQuery.ts';
import { useSessionStore } from '../state/useSessionStore.ts';

/** How many questions to experts wait for this agent: to be answered, or back with them. Null: they have nothing to do with any. */
export function useExpertCount(): number | null {
  const me = useSessionStore((state) => state.session?.agent.id);
  const questions = useExpertQuestions() ?? [];
  const isExpert = useExperts()?.some((agent) => agent.id === me) === true;
  if (me === undefined || (!isExpert && questions.length === 0)) return null;
  return questions.filter(({ state, expertAgentId }) => state === 'open' && (expertAgentId === me || expertAgentId === null)).length;
}
