import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatShortSeconds } from '../../../language/format.ts';
import type { DraftChange, WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { outcomeCodeWord } from '../../../state/outcomeWords.ts';

interface Props {
  readonly draft: Pick<WrapUpDraft, 'outcome' | 'outcomeCode' | 'answeredAtMs' | 'endedAtMs'>;
  readonly isLocked: boolean;
  /** Finishing was tried before this was decided. */
  readonly isTold: boolean;
  readonly onChange: (change: DraftChange) => void;
}

/** Picked up and talked on, but 「无人接听」 is chosen: one of the two is a slip, or a mailbox spoke. */
export function AnsweredTalk({ draft, isLocked, isTold, onChange }: Props) {
  const { t } = useTranslation();
  const talked = formatShortSeconds(((draft.endedAtMs ?? 0) - (draft.answeredAtMs ?? 0)) / 1000);
  const ask = draft.outcome === null ? '' : t('wrapUp.answeredTalk.ask', { talked, outcome: outcomeCodeWord(draft.outcomeCode ?? draft.outcome, 'out') });
  return (
    <fieldset className="wb-choice-row wb-answered-talk" aria-label={ask} data-testid="answered-talk">
      <p className="wb-problem" role={isTold ? 'alert' : undefined}>{ask}</p>
      <Button size="small" disabled={isLocked} onClick={() => { onChange({ outcome: 'reached', outcomeCode: null }); }} data-testid="answered-reached">{t('wrapUp.answeredTalk.reached', { outcome: outcomeCodeWord('reached', 'out') })}</Button>
      <Button size="small" disabled={isLocked} onClick={() => { onChange({ isSureUnanswered: true }); }} data-testid="answered-sure">{t('wrapUp.answeredTalk.sure')}</Button>
    </fieldset>
  );
}
