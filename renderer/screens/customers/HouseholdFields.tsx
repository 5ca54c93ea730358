import { EditOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Household, HouseholdFile } from '../../../shared/customers/household.ts';
import { type HouseholdField, householdPatchSchema } from '../../../shared/customers/recordPatch.ts';
import type { PatchSource } from '../../actions/correctCustomer.ts';
import { correctHousehold } from '../../actions/correctRecord.ts';
import { useSending } from '../callbacks/useSending.ts';
import { fieldKeys } from './fieldKeys.ts';
import { saidWords } from './fieldWords.ts';
import { householdValueWords } from './recordWords.ts';
import { RivalChoice } from './RivalBar.tsx';
import { rivalriesOf } from './rivalries.ts';
import { SourceChoice } from './SourceChoice.tsx';
import './customerFile.css';

/** In the order in which they are shown. */
const shownFields = ['address', 'city', 'brand', 'name'] as const satisfies readonly HouseholdField[];
const lengths: Readonly<Record<HouseholdField, number>> = { name: 60, city: 40, address: 200, brand: 40 };

function Editor({ household: standing, field, onDone }: { readonly household: Household; readonly field: HouseholdField; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  // What was seen when the pencil was pressed, whatever a colleague changes meanwhile.
  const [household] = useState(standing);
  const [text, setText] = useState(household[field] ?? '');
  const [source, setSource] = useState<PatchSource>('call');
  const [isWrong, setWrong] = useState(false);
  const { problem, isSending, send } = useSending(onDone);
  const store = (): void => {
    const typed = text.trim();
    const read = householdPatchSchema.safeParse({ [field]: typed === '' && field !== 'name' ? null : typed });
    setWrong(!read.success);
    if (read.success) send(() => correctHousehold(household, field, read.data[field], source));
  };
  return (
    <span className="cf-editor" onKeyDown={fieldKeys(store, onDone)} role="none">
      <Input size="small" autoFocus className="cf-typed" value={text} maxLength={lengths[field]} status={isWrong ? 'error' : ''} aria-label={t(`file.household.${field}`)} onChange={(event) => { setText(event.target.value); }} data-testid="household-input" />
      <SourceChoice value={source} onChange={setSource} />
      <Button size="small" type="primary" loading={isSending} onClick={store} data-testid="household-save">{t('words.save')}</Button>
      <Button size="small" onClick={onDone}>{t('words.cancel')}</Button>
      {isWrong ? <span className="cf-problem" role="alert">{t('file.wrong')}</span> : null}
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </span>
  );
}

/** Where the family lives and what they use: who said it, whether it was made sure of, and the pencil to correct it. */
export function HouseholdFields({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: number }): ReactNode {
  const { t } = useTranslation();
  const { household } = file;
  const [edited, setEdited] = useState<{ readonly of: string; readonly field: HouseholdField } | null>(null);
  const rivalries = rivalriesOf(file, nowMs).filter((each) => each.of === household.id);
  return (
    <dl className="cf-fields" data-testid="household-fields">
      {shownFields.map((field) => {
        const value = householdValueWords(field, household[field]);
        const said = file.recordSaid?.find((each) => each.recordId === household.id && each.field === field);
        const rivals = rivalries.filter((each) => each.fieldKey === field);
        return (
          <div key={field} className={rivals.length > 0 || field === 'address' ? 'cf-field cf-field-rival' : 'cf-field'} data-testid={`household-${field}`}>
            <dt>{t(`file.household.${field}`)}</dt>
            <dd>
              {edited?.field === field && edited.of === household.id ? <Editor household={household} field={field} onDone={() => { setEdited(null); }} /> : (
                <button type="button" className="cf-value" title={t('file.edit', { field: t(`file.household.${field}`) })} onClick={() => { setEdited({ of: household.id, field }); }}>
                  <span className={value === '' ? 'cf-cut cf-faint' : 'cf-cut'}>{value === '' ? t('file.empty') : value}</span>
                  <EditOutlined aria-hidden />
                  {said === undefined ? null : <span className="cf-faint cf-cut">{saidWords(said, household.zone, nowMs)}</span>}
                </button>
              )}
              {rivals.map((rivalry) => <RivalChoice key={rivalry.id} rivalry={rivalry} />)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
