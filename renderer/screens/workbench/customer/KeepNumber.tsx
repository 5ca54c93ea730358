import { Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formerOf } from '../../../../shared/customers/formerPhone.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { numberToKeep } from '../../../actions/numberToKeep.ts';
import { formatDay, formatNumber } from '../../../language/format.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { deskClock } from '../../../time/deskClock.ts';

export interface KeepNumberProps {
  readonly draft: WrapUpDraft;
  readonly file: HouseholdFile;
  readonly onKeep: (keep: boolean) => void;
}

/** A number nobody had, and a family that was found for it: finishing keeps it with them, so that it pops next time. */
export function KeepNumber({ draft, file, onKeep }: KeepNumberProps) {
  const { t } = useTranslation();
  const phone = draft.keepNumber ? numberToKeep(draft) : null;
  const former = phone === null ? null : formerOf(file, phone.number);
  const isDoubted = former !== null;
  const asked = useRef(false);
  // Said not to be theirs: it is kept again only if the agent says so.
  useEffect(() => {
    if (!isDoubted || asked.current) return;
    asked.current = true;
    onKeep(false);
  }, [isDoubted, onKeep]);
  if (phone === null || file.phones.some((each) => each.number === phone.number)) return null;
  return (
    <p className="wb-keep-number" data-testid="keep-number">
      <Checkbox checked={draft.keepNumber === 'yes'} onChange={(event) => { onKeep(event.target.checked); }}>
        {t('workbench.keepNumber.keep', { number: formatNumber(phone.number), name: file.household.name })}
      </Checkbox>
      {former === null ? null : <span className="wb-icon-soon">{t('workbench.keepNumber.former', { name: former.endedByName, day: formatDay(former.saidAtMs, file.household.zone, deskClock.now()) })}</span>}
      <span className="wb-faint">{t(draft.keepNumber === 'yes' ? 'workbench.keepNumber.onFinish' : 'workbench.keepNumber.not')}</span>
    </p>
  );
}
