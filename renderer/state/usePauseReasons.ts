import { useTranslation } from 'react-i18next';
import { type PauseReason, usualPauseReasons } from '../../shared/agents/pauseReason.ts';
import { useSessionStore } from './useSessionStore.ts';

export interface PauseReasons {
  /** Those one may choose, in the order of the menu. */
  readonly inUse: readonly PauseReason[];
  /** A reason in the language of the screen, also of one that is not in use any more. */
  readonly wordOf: (id: string) => string;
}

/** Why agents pause, as the centre has it now. */
export function usePauseReasons(): PauseReasons {
  const { t, i18n } = useTranslation();
  const reasons = useSessionStore((state) => state.session?.policy.pauseReasons) ?? usualPauseReasons;
  return {
    inUse: reasons.filter(({ active }) => active),
    wordOf: (id) => {
      const reason = reasons.find((each) => each.id === id);
      return reason === undefined ? t('words.unknown') : i18n.language.startsWith('zh') ? reason.zh : reason.en;
    },
  };
}
