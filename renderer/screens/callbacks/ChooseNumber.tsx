import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { chooseNumber } from '../../actions/rescheduleCallback.ts';
import { usePhoneWords } from '../customers/PhoneForm.tsx';
import { useSending } from './useSending.ts';

/** A callback whose number is not the family's any more: it rings nobody until one of theirs is chosen. */
export function ChooseNumber({ callback, file }: { readonly callback: Callback; readonly file: HouseholdFile }): ReactNode {
  const { t } = useTranslation();
  const words = usePhoneWords(file);
  const [chosen, setChosen] = useState<string | null>(null);
  const { problem, isSending, send } = useSending(() => {});
  const own = file.phones.find((each) => each.customerId !== null && each.customerId === callback.customerId) ?? file.phones[0];
  const phone = file.phones.find((each) => each.id === chosen) ?? own;
  return (
    <section className="cb-block" aria-label={t('callbacks.chooseNumber.title')} data-testid="choose-number">
      <h3>{t('callbacks.chooseNumber.title')}</h3>
      <p className="cb-soft">{t(phone === undefined ? 'callbacks.chooseNumber.none' : 'callbacks.chooseNumber.why')}</p>
      {phone === undefined ? null : (
        <div className="cb-choose">
          <Select<string> value={phone.id} aria-label={t('callbacks.chooseNumber.title')} onChange={setChosen} options={file.phones.map((each) => ({ value: each.id, label: words(each) }))} />
          <Button type="primary" loading={isSending} onClick={() => { send(() => chooseNumber(callback, phone.id)); }} data-testid="choose-number-send">{t('callbacks.chooseNumber.send')}</Button>
        </div>
      )}
      {problem === null ? null : <p className="cb-problem" role="alert">{problem}</p>}
    </section>
  );
}
