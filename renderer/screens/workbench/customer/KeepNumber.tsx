import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { numberToKeep } from '../../../actions/numberToKeep.ts';
import { formatNumber } from '../../../language/format.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';

export interface KeepNumberProps {
  readonly draft: WrapUpDraft;
  readonly file: HouseholdFile;
  readonly onKeep: (keep: boolean) => void;
}

/** A number nobody had, and a family that was found for it: finishing keeps it with them, so that it pops next time. */
export function KeepNumber({ draft, file, onKeep }: KeepNumberProps) {
  const { t } = useTranslation();
  const phone = draft.keepNumber ? numberToKeep(draft) : null;
  if (phone === null || file.phones.some((each) => each.number === phone.number)) return null;
  return (
    <p className="wb-keep-number" data-testid="keep-number">
      <Checkbox checked={draft.keepNumber === 'yes'} onChange={(event) => { onKeep(event.target.checked); }}>
        {t('workbench.keepNumber.keep', { number: formatNumber(phone.number), name: file.household.name })}
      </Checkbox>
      <span className="wb-faint">{t(draft.keepNumber === 'yes' ? 'workbench.keepNumber.onFinish' : 'workbench.keepNumber.not')}</span>
    </p>
  );
}
