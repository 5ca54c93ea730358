import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../shared/customers/customer.ts';
import type { Customer } from '../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { FormerPhones } from './FormerPhones.tsx';
import { DialNumber } from './DialNumber.tsx';
import { DialButton, PhoneButton, PhoneRivals } from './PhoneButton.tsx';
import { PhoneForm } from './PhoneForm.tsx';

function useChannelWords(): (person: Customer) => string {
  const { t } = useTranslation();
  return (person) => channels
    .flatMap((channel) => {
      const attitude = person.channelAttitude[channel];
      return attitude === undefined || attitude === 'allow' ? [] : [t('workbench.overview.attitude', { channel: t(`words.channel.${channel}`), attitude: t(`words.channelAttitude.${attitude}`) })];
    })
    .concat(person.bestHours === null ? [] : [person.bestHours])
    .join(t('words.separator'));
}

interface Props {
  readonly file: HouseholdFile;
  /** Whose fields are shown below. */
  readonly customerId: string | null;
  readonly nowMs: UtcMs;
  readonly onPerson: (customerId: string) => void;
}

/** Everybody of the household, and the numbers each is reached at; shared lines come last, then those that were theirs once. A number pressed can be corrected. */
export function PeopleTable({ file, customerId, nowMs, onPerson }: Props): ReactNode {
  const [opened, setOpened] = useState<{ readonly phoneId: string; readonly for: 'edit' | 'dial' } | null>(null);
  const edited = opened?.for === 'edit' ? opened.phoneId : null;
  const dialled = opened?.for === 'dial' ? opened.phoneId : null;
  const { t } = useTranslation();
  const channelWords = useChannelWords();
  const editedPhone = file.phones.find((phone) => phone.id === edited);
  const dialledPhone = file.phones.find((phone) => phone.id === dialled);
  const numbers = (phones: readonly Phone[]): ReactNode => phones.map((phone) => (
    <span key={phone.id} className="cf-phone-row">
      <PhoneButton phone={phone} onEdit={(phoneId) => { setOpened({ phoneId, for: 'edit' }); }} />
      <DialButton phone={phone} isOpen={phone.id === dialled} onDial={(phoneId) => { setOpened(phoneId === dialled ? null : { phoneId, for: 'dial' }); }} />
    </span>
  ));
  const shared = file.phones.filter((phone) => phone.customerId === null);
  return (
    <>
      <table className="cu-people">
        <caption className="desk-aloud">{t('customers.page.people')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('customers.page.person')}</th><th scope="col">{t('customers.page.language')}</th>
            <th scope="col">{t('customers.page.tier')}</th><th scope="col">{t('customers.page.number')}</th><th scope="col">{t('customers.page.likes')}</th>
          </tr>
        </thead>
        <tbody>
          {file.customers.map((person) => (
            <tr key={person.id} className={person.id === customerId ? 'cu-person-on' : undefined} aria-current={person.id === customerId ? 'true' : undefined}>
              <td><button type="button" className="cu-link" aria-pressed={person.id === customerId} onClick={() => { onPerson(person.id); }}><b>{person.name}</b></button> <span className="cu-soft">{t(`words.relation.${person.relation}`)}</span></td>
              <td>{t(`words.language.${person.language}`)}</td>
              <td>{t(`words.tier.${person.tier}`)}</td>
              <td>{numbers(file.phones.filter((phone) => phone.customerId === person.id))}</td>
              <td className="cu-soft">{[channelWords(person), person.interests.join(t('words.comma')), person.remark ?? ''].filter((part) => part !== '').join(t('words.separator'))}</td>
            </tr>
          ))}
          {shared.length === 0 ? null : (
            <tr>
              <td className="cu-soft">{t('customers.page.sharedLine')}</td><td /><td />
              <td colSpan={2}>{numbers(shared)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {editedPhone === undefined ? null : <PhoneForm key={editedPhone.id} file={file} phone={editedPhone} nowMs={nowMs} onDone={() => { setOpened(null); }} />}
      {dialledPhone === undefined ? null : <DialNumber key={dialledPhone.id} file={file} phone={dialledPhone} onClose={() => { setOpened(null); }} />}
      <PhoneRivals file={file} nowMs={nowMs} />
      <FormerPhones file={file} nowMs={nowMs} />
    </>
  );
}
