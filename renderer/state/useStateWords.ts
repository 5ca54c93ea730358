import { useTranslation } from 'react-i18next';
import type { AgentState } from '../../shared/agents/agentState.ts';
import { usePauseReasons } from './usePauseReasons.ts';

/** Puts an agent's state into words: 「示忙·用餐」「空闲」. */
export function useStateWords(): (state: AgentState) => string {
  const { t } = useTranslation();
  const { wordOf } = usePauseReasons();
  return (state) => {
    if (state.kind === 'paused') return `${t('words.state.paused')}${t('words.separator')}${wordOf(state.reason)}`;
    if (state.kind === 'not-ready') return `${t('words.state.not-ready')}${t('words.separator')}${t(`words.notReady.${state.reason}`)}`;
    return t(`words.state.${state.kind}`);
  };
}
