import { StopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { whoseOptOut } from '../../../actions/wrapUpOps.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { endedBy, endsSentence, whoseWords } from '../../customers/leaveWords.ts';

interface Props {
  readonly draft: Pick<WrapUpDraft, 'householdId' | 'customerId' | 'saidOptOuts'>;
  /** The household chosen now; null: none, or a new one. */
  readonly file: HouseholdFile | null;
  readonly nowMs: number;
}

/** Opt-outs written down in this call for whom it turned out not to be: whose finishing makes them, and what they end there. */
export function MovedOptOuts({ draft, file, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const { householdId } = draft;
  if (file === null || householdId !== file.household.id) return null;
  const moved = (draft.saidOptOuts ?? []).map((said) => ({ said, customerId: whoseOptOut(said, draft) })).filter(({ said, customerId }) => said.householdId !== householdId || said.customerId !== customerId);
  return moved.map(({ said, customerId }) => {
    const ends = endsSentence(endedBy(file, { householdId, customerId, channel: said.channel, saidAtMs: said.saidAtMs }, nowMs), said.channel);
    const family = file.household.name;
    return (
      <p key={said.id} className="wb-opt-out-moved" data-testid="opt-out-moved">
        <StopOutlined aria-hidden /> {t('wrapUp.optOut.moves', { words: said.words, who: customerId === null ? t('wrapUp.optOut.family', { family }) : whoseWords(file, customerId), ends })}
      </p>
    );
  });
}
