import { Input, Select } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, relations } from '../../../../shared/customers/customer.ts';
import { acquisitionSources } from '../../../../shared/customers/household.ts';
import { nameHousehold } from '../../../../shared/customers/nameHousehold.ts';
import { cityOfNumber, storePhone } from '../../../../shared/customers/phoneNumber.ts';
import { ChoiceBar } from '../../../components/ChoiceBar.ts';
import { cityWord } from '../../../language/cityWord.ts';
import { formatNumber, formatStage } from '../../../language/format.ts';
import type { NewHouseholdForm } from '../../../localdb/wrapUpDraft.ts';
import { readDay } from './readDay.ts';

export interface NewHouseholdPanelProps {
  readonly form: NewHouseholdForm;
  /** The number as people read it; null when withheld. */
  readonly number: string | null;
  readonly onChange: (form: NewHouseholdForm) => void;
  readonly nowMs: number;
  readonly zone: string;
  /** What finishing found missing here. */
  readonly problem: string | null;
  /** The call brought no number: the family's is asked for. */
  readonly asksNumber: boolean;
  /** What finishing found wrong with the number, in words. */
  readonly numberProblem: string | null;
  /** The wrap-up is being stored: nothing is taken meanwhile. */
  readonly isLocked: boolean;
}

function Field({ label, wide = false, children }: { readonly label: string; readonly wide?: boolean; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return <div className={wide ? 'wb-field wb-field-wide' : 'wb-field'}><label htmlFor={id}>{label}</label>{children(id)}</div>;
}

/** The child's day, typed; the stage it comes to is read back at once. */
function ChildDay({ form, onChange, nowMs, zone, isLocked }: Pick<NewHouseholdPanelProps, 'form' | 'onChange' | 'nowMs' | 'zone' | 'isLocked'>) {
  const { t } = useTranslation();
  const [text, setText] = useState(form.childDateText ?? form.childDate);
  const isBirth = form.childDateKind === 'birth';
  const stage = form.childDate === '' ? null : formatStage({ birthDate: isBirth ? form.childDate : null, dueDate: isBirth ? null : form.childDate }, nowMs, zone);
  const isWrong = text.trim() !== '' && (readDay(text) === null || stage === null);
  return (
    <Field label={t('workbench.newHousehold.child')}>
      {(id) => (
        <>
          <span className="wb-field-pair">
            <ChoiceBar<'birth' | 'due'>
              value={form.childDateKind} onChange={(kind) => { onChange({ ...form, childDateKind: kind }); }}
              options={[{ value: 'birth', label: t('workbench.newHousehold.born') }, { value: 'due', label: t('workbench.newHousehold.dueDate') }]}
            />
            <Input
              id={id} readOnly={isLocked} value={text} placeholder={t('workbench.newHousehold.dayExample')} status={isWrong ? 'error' : ''} data-testid="new-child-date"
              onChange={(event) => {
                setText(event.target.value);
                onChange({ ...form, childDate: readDay(event.target.value) ?? '', childDateText: event.target.value });
              }}
            />
          </span>
          <span className={isWrong ? 'wb-icon-overdue' : 'wb-faint'} role="status">{isWrong ? t('workbench.newHousehold.dayWrong') : (stage ?? t('workbench.newHousehold.dayHint'))}</span>
        </>
      )}
    </Field>
  );
}

/** A family nobody knew: as little as is needed, in the order it is asked. Everything goes into the call's own draft. */
export function NewHouseholdPanel({ form, number, onChange, nowMs, zone, problem, asksNumber, numberProblem, isLocked }: NewHouseholdPanelProps) {
  const { t } = useTranslation();
  const name = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (form.personName === '' && !(document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea'))) name.current?.querySelector('input')?.focus();
  }, [form.personName]);
  const phone = useRef<HTMLDivElement>(null);
  useEffect(() => { if (numberProblem !== null) phone.current?.querySelector('input')?.focus(); }, [numberProblem]);
  const typed = form.number ?? '';
  const stored = typed.trim() === '' ? null : storePhone(typed);
  // Read from the number and not typed by anybody: shown in this desk's language, stored as every desk stores it.
  const calling = number === null ? null : storePhone(number).number;
  const numberCity = calling === null ? null : cityOfNumber(calling);
  const proposed = form.personName.trim() === '' ? '' : nameHousehold(form.personName, form.relation);
  return (
    <section className="wb-new" data-testid="new-household-form" aria-label={t('workbench.newHousehold.title')}>
      <header><h2>{t('workbench.newHousehold.title')}</h2><span className="wb-soft">{[number ?? t('words.withheld'), t('workbench.newHousehold.savedWithCall')].join(t('words.separator'))}</span></header>
      {problem === null ? null : <p className="wb-problem" role="alert">{problem}</p>}
      <div className="wb-new-grid">
        <Field label={t('workbench.newHousehold.name')}>
          {(id) => (
            <div ref={name}><Input id={id} readOnly={isLocked} value={form.personName} maxLength={60} status={problem === null ? '' : 'error'} data-testid="new-name" placeholder={t('workbench.newHousehold.nameExample')} onChange={(event) => { onChange({ ...form, personName: event.target.value }); }} /></div>
          )}
        </Field>
        {!asksNumber ? null : (
          <Field label={t('workbench.newHousehold.number')}>
            {(id) => (
              <div ref={phone}>
                <Input
                  id={id} readOnly={isLocked} value={typed} maxLength={32} inputMode="tel" status={numberProblem !== null || stored?.number === null ? 'error' : ''} data-testid="new-number"
                  placeholder={t('workbench.newHousehold.numberExample')} onChange={(event) => { onChange({ ...form, number: event.target.value }); }}
                />
                <span className={numberProblem !== null || stored?.number === null ? 'wb-icon-overdue' : 'wb-faint'} role="status">
                  {numberProblem ?? (stored === null ? t('workbench.newHousehold.numberHint') : stored.number === null ? t('wrapUp.gap.number-wrong') : formatNumber(stored.number))}
                </span>
              </div>
            )}
          </Field>
        )}
        <Field label={t('workbench.newHousehold.relation')}>
          {(id) => <Select id={id} value={form.relation} onChange={(relation) => { onChange({ ...form, relation }); }} options={relations.map((value) => ({ value, label: t(`words.relation.${value}`) }))} />}
        </Field>
        <Field label={t('workbench.newHousehold.language')}>
          {(id) => <Select id={id} value={form.language} onChange={(language) => { onChange({ ...form, language }); }} options={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))} />}
        </Field>
        <ChildDay key={form.ids.child} form={form} onChange={onChange} nowMs={nowMs} zone={zone} isLocked={isLocked} />
        <Field label={t('workbench.newHousehold.childName')}>
          {(id) => (
            <span className="wb-field-pair wb-field-pair-last">
              <Input id={id} readOnly={isLocked} value={form.childName} maxLength={40} onChange={(event) => { onChange({ ...form, childName: event.target.value }); }} />
              <ChoiceBar<'girl' | 'boy' | 'unknown'>
                value={form.childSex ?? 'unknown'} onChange={(sex) => { onChange({ ...form, childSex: sex === 'unknown' ? null : sex }); }}
                options={[{ value: 'girl', label: t('words.sex.girl') }, { value: 'boy', label: t('words.sex.boy') }, { value: 'unknown', label: t('words.unknown') }]}
              />
            </span>
          )}
        </Field>
        <Field label={t('workbench.newHousehold.city')}>
          {(id) => <Input id={id} readOnly={isLocked} value={form.city === numberCity ? cityWord(form.city) : form.city} maxLength={40} data-testid="new-city" onChange={(event) => { onChange({ ...form, city: numberCity !== null && event.target.value === cityWord(numberCity) ? numberCity : event.target.value }); }} />}
        </Field>
        <Field label={t('workbench.newHousehold.source')}>
          {(id) => <Select id={id} value={form.source} onChange={(source) => { onChange({ ...form, source }); }} options={acquisitionSources.map((value) => ({ value, label: t(`words.source.${value}`) }))} />}
        </Field>
        <Field label={t('workbench.newHousehold.brand')}>
          {(id) => <Input id={id} readOnly={isLocked} value={form.brand} maxLength={40} onChange={(event) => { onChange({ ...form, brand: event.target.value }); }} />}
        </Field>
        <Field label={t('workbench.newHousehold.address')} wide>
          {(id) => <Input id={id} readOnly={isLocked} value={form.address} maxLength={200} onChange={(event) => { onChange({ ...form, address: event.target.value }); }} />}
        </Field>
        <Field label={t('workbench.newHousehold.householdName')}>
          {(id) => <Input id={id} readOnly={isLocked} value={form.householdName} maxLength={60} placeholder={proposed} onChange={(event) => { onChange({ ...form, householdName: event.target.value }); }} />}
        </Field>
        <p className="wb-field wb-soft">{t('workbench.newHousehold.defaults')}</p>
      </div>
    </section>
  );
}
