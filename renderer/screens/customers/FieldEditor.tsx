import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelAttitudes, channels, type Customer, languages, relations, tiers } from '../../../shared/customers/customer.ts';
import { type PatchField, type PatchFields, patchFieldsSchema } from '../../../shared/customers/customerPatch.ts';
import { correctCustomer, type PatchSource } from '../../actions/correctCustomer.ts';
import { useSending } from '../callbacks/useSending.ts';
import { fieldKeys } from './fieldKeys.ts';
import { valueWords } from './fieldWords.ts';
import { SourceChoice } from './SourceChoice.tsx';

interface Props {
  readonly person: Customer;
  readonly field: PatchField;
  readonly onDone: () => void;
}

const lists: Readonly<Partial<Record<PatchField, { readonly words: string; readonly values: readonly string[] }>>> = {
  relation: { words: 'relation', values: relations }, tier: { words: 'tier', values: tiers }, language: { words: 'language', values: languages },
};
const lengths: Readonly<Partial<Record<PatchField, number>>> = { name: 60, birthday: 10, bestHours: 60, email: 120, interests: 200, remark: 500 };

/** What was typed as the field's value; undefined when it does not fit. */
function valueTyped(field: PatchField, text: string): PatchFields[PatchField] | undefined {
  const typed = text.trim();
  const raw = field === 'interests' ? typed.split(/[、,，;；\s]+/).filter((tag) => tag !== '') : typed === '' && field !== 'name' ? null : typed;
  const read = patchFieldsSchema.safeParse({ [field]: raw });
  return read.success ? read.data[field] : undefined;
}

/** One field being corrected: the new value, and who says so. Enter stores, Esc leaves it as it was. */
export function FieldEditor({ person: standing, field, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  // What was seen when the pencil was pressed, whatever a colleague changes meanwhile.
  const [person] = useState(standing);
  const [text, setText] = useState(() => valueWords(field, person[field]));
  const [attitude, setAttitude] = useState(person.channelAttitude);
  const [listed, setListed] = useState(() => String(person[field] ?? ''));
  const [source, setSource] = useState<PatchSource>('call');
  const [isWrong, setWrong] = useState(false);
  const { problem, isSending, send } = useSending(onDone);
  const list = lists[field];
  const store = (): void => {
    const value = field === 'channelAttitude' ? attitude : list === undefined ? valueTyped(field, text) : (patchFieldsSchema.safeParse({ [field]: listed }).data?.[field]);
    setWrong(value === undefined);
    if (value !== undefined) send(() => correctCustomer(person, field, value, source));
  };
  const label = t(`file.field.${field}`);
  return (
    <span className="cf-editor" onKeyDown={fieldKeys(store, onDone)} role="none">
      {field === 'channelAttitude' ? channels.map((channel) => (
        <Select
          key={channel} size="small" value={attitude[channel] ?? 'unset'} aria-label={t(`words.channel.${channel}`)} className="cf-attitude"
          onChange={(chosen) => { const { [channel]: _before, ...rest } = attitude; setAttitude(chosen === 'unset' ? rest : { ...rest, [channel]: chosen }); }}
          options={[{ value: 'unset', label: `${t(`words.channel.${channel}`)} ${t('file.unset')}` }, ...channelAttitudes.map((each) => ({ value: each, label: `${t(`words.channel.${channel}`)} ${t(`words.channelAttitude.${each}`)}` }))]}
        />
      )) : list !== undefined ? (
        <Select<string> size="small" autoFocus className="cf-pick" value={listed} aria-label={label} onChange={setListed} options={list.values.map((each) => ({ value: each, label: t(`words.${list.words}.${each}`) }))} />
      ) : (
        <Input size="small" autoFocus className="cf-typed" value={text} maxLength={lengths[field] ?? 200} status={isWrong ? 'error' : ''} aria-label={label} placeholder={field === 'birthday' ? '1990-05-12' : ''} onChange={(event) => { setText(event.target.value); }} data-testid="field-input" />
      )}
      <SourceChoice value={source} onChange={setSource} />
      <Button size="small" type="primary" loading={isSending} onClick={store} data-testid="field-save">{t('words.save')}</Button>
      <Button size="small" onClick={onDone}>{t('words.cancel')}</Button>
      {isWrong ? <span className="cf-problem" role="alert">{t(field === 'birthday' ? 'file.wrongDate' : 'file.wrong')}</span> : null}
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </span>
  );
}
