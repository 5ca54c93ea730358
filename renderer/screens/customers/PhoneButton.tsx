import { EditOutlined, PhoneOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import { formatNumber } from '../../language/format.ts';
import { useDialStop } from '../../state/useDialStop.ts';
import { rivalriesOf } from './rivalries.ts';
import { RivalChoice } from './RivalBar.tsx';

interface Props {
  readonly phone: Phone;
  readonly onEdit: (phoneId: string) => void;
}

/** A number of the family with its extension: pressed, it can be corrected. */
export function PhoneButton({ phone, onEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const number = formatNumber(phone.number);
  return (
    <button type="button" className="cf-value cf-phone" title={t('file.phone.edit', { number })} onClick={() => { onEdit(phone.id); }} data-testid="phone-edit">
      <span>{number}{phone.extension === null ? '' : t('customers.page.extension', { extension: phone.extension })}</span>
      <span className="cf-faint">{t(`words.phoneKind.${phone.kind}`)}</span>
      <EditOutlined aria-hidden />
    </button>
  );
}

/** Begins ringing that number: the reason comes first. */
export function DialButton({ phone, isOpen, onDial }: { readonly phone: Phone; readonly isOpen: boolean; readonly onDial: (phoneId: string) => void }): ReactNode {
  const { t } = useTranslation();
  const stop = useDialStop();
  const words = [t('customers.dial.title', { number: formatNumber(phone.number) }), stop].filter((word) => word !== null).join(t('words.separator'));
  // A form that is open already says it too, and can be closed.
  return <button type="button" className="cf-value cf-dial-open-button" title={words} aria-label={words} aria-expanded={isOpen} disabled={stop !== null && !isOpen} onClick={() => { onDial(phone.id); }} data-testid="dial-open"><PhoneOutlined aria-hidden /></button>;
}

/** Numbers of which two colleagues said different things. */
export function PhoneRivals({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: number }): ReactNode {
  const numbers = new Set(file.phones.map((phone) => phone.id));
  return rivalriesOf(file, nowMs).filter((each) => numbers.has(each.of)).map((rivalry) => <RivalChoice key={rivalry.id} rivalry={rivalry} />);
}
