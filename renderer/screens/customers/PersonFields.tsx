import { DownOutlined, EditOutlined, RightOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../shared/customers/customer.ts';
import type { PatchField } from '../../../shared/customers/customerPatch.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { FieldEditor } from './FieldEditor.tsx';
import { personWords } from './householdWords.ts';
import { saidWords, shownFields, valueWords } from './fieldWords.ts';
import { RivalChoice } from './RivalBar.tsx';
import { rivalriesOf } from './rivalries.ts';
import './customerFile.css';

interface Props {
  readonly file: HouseholdFile;
  readonly person: Customer;
  readonly nowMs: number;
  /** Stands below much else: shown when it is asked for. */
  readonly folds?: boolean;
}

function Fields({ file, person, nowMs }: Omit<Props, 'folds'>): ReactNode {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<{ readonly of: string; readonly field: PatchField } | null>(null);
  const rivalries = rivalriesOf(file, nowMs).filter((each) => each.of === person.id);
  return (
    <dl className="cf-fields" data-testid="person-fields">
      {shownFields.map((field) => {
        const value = valueWords(field, person[field]);
        const said = file.said?.find((each) => each.customerId === person.id && each.field === field);
        const rivals = rivalries.filter((each) => each.fieldKey === field);
        const isEdited = edited?.field === field && edited.of === person.id;
        return (
          <div key={field} className={rivals.length > 0 ? 'cf-field cf-field-rival' : 'cf-field'} data-testid={`field-${field}`}>
            <dt>{t(`file.field.${field}`)}</dt>
            <dd>
              {isEdited ? <FieldEditor person={person} field={field} onDone={() => { setEdited(null); }} /> : (
                <button type="button" className="cf-value" title={t('file.edit', { field: t(`file.field.${field}`) })} onClick={() => { setEdited({ of: person.id, field }); }}>
                  <span className={value === '' ? 'cf-cut cf-faint' : 'cf-cut'}>{value === '' ? t('file.empty') : value}</span>
                  <EditOutlined aria-hidden />
                  {said === undefined ? null : <span className="cf-faint cf-cut">{saidWords(said, file.household.zone, nowMs)}</span>}
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

/** What is known of one person, field by field: who said it, whether it was made sure of, and the pencil to correct it. */
export function PersonFields({ file, person, nowMs, folds = false }: Props): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(!folds);
  return (
    <>
      {folds ? <button type="button" className="cf-section-button" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }} data-testid="fields-open">{isOpen ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />} {t('file.of', { who: personWords(person) })}</button> : null}
      {isOpen ? <Fields file={file} person={person} nowMs={nowMs} /> : null}
    </>
  );
}
