import { Button, Input, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { type Phone, phoneSchema } from '../../../shared/customers/phoneKind.ts';
import { storePhone } from '../../../shared/customers/phoneNumber.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import type { PatchSource } from '../../actions/correctCustomer.ts';
import { correctPhone, endPhone, phoneChanges } from '../../actions/correctPhone.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { formatAgreed, formatNumber } from '../../language/format.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { useSending } from '../callbacks/useSending.ts';
import { personOf, personWords } from './householdWords.ts';
import { SourceChoice } from './SourceChoice.tsx';

/** Stands in a select for what has no id. */
const NOBODY = '';

/** 「妈妈 陈晓雯 138 1234 5678」: a number with whose it is. */
export function usePhoneWords(file: Pick<HouseholdFile, 'customers'>): (phone: Phone) => string {
  const { t } = useTranslation();
  return (phone) => {
    const owner = file.customers.find((each) => each.id === phone.customerId);
    return [owner === undefined ? t('file.phone.shared') : personWords(owner), formatNumber(phone.number)].join(t('words.separator'));
  };
}

/** The number a callback rings when the one it has goes: its person's own, if there is one; else somebody chooses. */
function likelyOther(callback: Callback, others: readonly Phone[]): string {
  return others.find((each) => callback.customerId !== null && each.customerId === callback.customerId)?.id ?? NOBODY;
}

interface Props {
  readonly file: HouseholdFile;
  readonly phone: Phone;
  readonly nowMs: UtcMs;
  readonly onDone: () => void;
}

/** Whose a number is, its extension; or that it is not theirs any more, with what would have rung it. Enter stores, Esc leaves all as it was. */
export function PhoneForm({ file, phone: standing, nowMs, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  // What was seen when the form was opened: a colleague's change that comes meanwhile is not taken back by storing.
  const [phone] = useState(standing);
  const [owner, setOwner] = useState(phone.customerId ?? NOBODY);
  const [extension, setExtension] = useState(phone.extension ?? '');
  const [source, setSource] = useState<PatchSource>('call');
  const [isWrong, setWrong] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const { problem, isSending, send } = useSending(onDone);
  const number = formatNumber(phone.number);

  const store = (): void => {
    const read = phoneSchema.shape.extension.safeParse(extension.trim() === '' ? null : extension.trim());
    setWrong(!read.success);
    if (!read.success) return;
    const changes = phoneChanges(phone, { customerId: owner === NOBODY ? null : owner, extension: read.data });
    if (Object.keys(changes).length === 0) onDone();
    else send(() => correctPhone(file, phone, changes, source));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isEnding) setEnding(false);
    else onDone();
  };
  if (isEnding) return <EndForm file={file} phone={phone} nowMs={nowMs} source={source} onSource={setSource} onKeyDown={onKeyDown} onBack={() => { setEnding(false); }} onDone={onDone} />;
  return (
    <form className="cf-form" data-testid="phone-form" aria-label={t('file.phone.editTitle', { number })} onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); store(); }}>
      <b className="cf-phone-number">{number}</b>
      <span className="cf-label cf-phone-owner">
        {t('file.phone.customerId')}
        <Select<string>
          size="small" autoFocus value={owner} aria-label={t('file.phone.customerId')} onChange={setOwner} data-testid="phone-owner"
          options={[{ value: NOBODY, label: t('file.phone.shared') }, ...file.customers.map((each) => ({ value: each.id, label: personWords(each) }))]}
        />
      </span>
      <span className="cf-label">
        {t('file.phone.extension')}
        <Input size="small" value={extension} maxLength={8} inputMode="numeric" status={isWrong ? 'error' : ''} aria-label={t('file.phone.extension')} onChange={(event) => { setExtension(event.target.value); }} data-testid="phone-extension" />
      </span>
      <span className="cf-buttons">
        <SourceChoice value={source} onChange={setSource} />
        <Button size="small" type="primary" htmlType="submit" loading={isSending} data-testid="phone-save">{t('words.save')}</Button>
        <Button size="small" onClick={onDone}>{t('words.cancel')}</Button>
        {isWrong ? <span className="cf-problem" role="alert">{t('file.phone.digits')}</span> : null}
        {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
        <span className="cf-push" />
        <Button size="small" danger onClick={() => { setEnding(true); }} data-testid="phone-not-theirs">{t('file.phone.notTheirs')}</Button>
      </span>
    </form>
  );
}

interface EndProps extends Props {
  readonly source: PatchSource;
  readonly onSource: (source: PatchSource) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBack: () => void;
}

/** What follows when a number is not theirs any more, told before it is stored: the calls that would have rung it, each by name. */
function EndForm({ file, phone, nowMs, source, onSource, onKeyDown, onBack, onDone }: EndProps): ReactNode {
  const { t } = useTranslation();
  const words = usePhoneWords(file);
  const agents = useAgents() ?? [];
  const { problem, isSending, send } = useSending(onDone);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const others = file.phones.filter((each) => each.number !== phone.number);
  const ringing = file.callbacks.filter((each) => (storePhone(each.number).number ?? each.number) === phone.number);
  const choiceOf = (callback: Callback): string => {
    const choice = chosen[callback.id] ?? likelyOther(callback, others);
    return others.some((each) => each.id === choice) ? choice : NOBODY;
  };
  const store = (): void => {
    send(() => endPhone(file, phone.id, ringing.map((each) => ({ callbackId: each.id, phoneId: choiceOf(each) === NOBODY ? null : choiceOf(each) })), source));
  };
  const number = formatNumber(phone.number);
  return (
    <form className="cf-form" data-testid="phone-end-form" aria-label={t('file.phone.endTitle', { number })} onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); store(); }}>
      <p className="cf-ends"><b>{t('file.phone.endTitle', { number })}</b> {t('file.phone.endMeans')}</p>
      {ringing.length === 0 ? <p className="cf-ends cf-faint">{t('file.phone.noCallbacks')}</p> : <p className="cf-ends">{t('file.phone.callbacks', { count: ringing.length })}</p>}
      {ringing.map((each) => {
        const person = personOf(file, each.customerId);
        const owner = agents.find((agent) => agent.id === each.ownerAgentId)?.name ?? t('words.nobody');
        const name = [formatAgreed(each.dueAtMs, each.zone, nowMs), person === null ? null : personWords(person), each.purpose, t('file.phone.ownedBy', { owner })].filter((part) => part !== null && part !== '').join(t('words.separator'));
        return (
          <span key={each.id} className="cf-phone-callback" data-testid="phone-callback">
            <span className="cf-cut" title={name}>{name}</span>
            <Select<string>
              size="small" className="cf-phone-other" value={choiceOf(each)} aria-label={t('file.phone.ringInstead', { what: name })} onChange={(id) => { setChosen({ ...chosen, [each.id]: id }); }}
              options={[...others.map((other) => ({ value: other.id, label: words(other) })), { value: NOBODY, label: t('file.phone.noneYet') }]}
            />
          </span>
        );
      })}
      <span className="cf-buttons">
        <SourceChoice value={source} onChange={onSource} />
        <Button size="small" type="primary" danger htmlType="submit" autoFocus loading={isSending} data-testid="phone-end-send">{t('file.phone.endSend')}</Button>
        <Button size="small" onClick={onBack}>{t('words.back')}</Button>
        {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
      </span>
    </form>
  );
}
