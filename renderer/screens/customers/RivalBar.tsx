import { BranchesOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { patchFieldsSchema, type RivalValue } from '../../../shared/customers/customerPatch.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { correctCustomer } from '../../actions/correctCustomer.ts';
import { useSending } from '../callbacks/useSending.ts';
import { saidWords, valueWords } from './fieldWords.ts';
import { personOf, personWords } from './householdWords.ts';
import './customerFile.css';

interface ChoiceProps {
  readonly file: HouseholdFile;
  readonly rival: RivalValue;
  readonly nowMs: number;
}

/** Two values of one field, each with who said it and when; one press decides. */
export function RivalChoice({ file, rival, nowMs }: ChoiceProps): ReactNode {
  const { t } = useTranslation();
  const { problem, isSending, send } = useSending(() => undefined);
  const person = personOf(file, rival.customerId);
  if (person === null) return null;
  const { field } = rival;
  const zone = file.household.zone;
  const said = file.said?.find((each) => each.customerId === person.id && each.field === field);
  const choose = (value: unknown): void => {
    const read = patchFieldsSchema.safeParse({ [field]: value });
    if (read.success) send(() => correctCustomer(person, field, read.data[field], 'other'));
  };
  const sides = [
    { key: 'standing', value: person[field] as unknown, said: said === undefined ? t('file.said.unknown') : saidWords(said, zone, nowMs), deed: t('file.rival.keep') },
    { key: 'rival', value: rival.value, said: saidWords(rival, zone, nowMs), deed: t('file.rival.take') },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: two values side by side, not a set of fields
    <div className="cf-rival" role="group" aria-label={t('file.rival.label', { field: t(`file.field.${field}`), who: personWords(person) })} data-testid="rival">
      {sides.map((side) => (
        <span key={side.key} className="cf-rival-side">
          <span className="cf-role">{t(`file.rival.${side.key}`)}</span>
          <b className="cf-cut" title={valueWords(field, side.value)}>{valueWords(field, side.value) || t('file.empty')}</b>
          <span className="cf-faint cf-cut" title={side.said}>{side.said}</span>
          <Button size="small" loading={isSending} onClick={() => { choose(side.value); }} data-testid={`rival-${side.key}`}>{side.deed}</Button>
        </span>
      ))}
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </div>
  );
}

/** Fields that two colleagues changed without knowing of each other, one after the other, until somebody has decided. */
export function RivalBar({ file, nowMs, customerId }: Omit<ChoiceProps, 'rival'> & { readonly customerId: string | null }): ReactNode {
  const { t } = useTranslation();
  const rivals = (file.rivals ?? []).filter((each) => personOf(file, each.customerId) !== null);
  // What can be asked of the person on the line comes first.
  const first = rivals.find((each) => each.customerId === customerId) ?? rivals[0];
  if (first === undefined) return null;
  const person = personOf(file, first.customerId);
  return (
    <div className="cf-rivals" role="note" data-testid="rival-bar">
      <p><BranchesOutlined aria-hidden /> <b>{t('file.rival.title', { who: person === null ? '' : personWords(person), field: t(`file.field.${first.field}`) })}</b>{rivals.length > 1 ? <span className="cf-faint"> {t('file.rival.more', { count: rivals.length - 1 })}</span> : null}</p>
      <RivalChoice key={first.id} file={file} rival={first} nowMs={nowMs} />
    </div>
  );
}
