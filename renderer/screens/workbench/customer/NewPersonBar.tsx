import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { languages, relations } from '../../../../shared/customers/customer.ts';
import type { NewCustomerForm } from '../../../localdb/wrapUpDraft.ts';

/** Somebody of the family who is not in its file yet: name, relation, language, in one line. */
export function NewPersonBar({ form, onChange, problem, isLocked }: { readonly form: NewCustomerForm; readonly onChange: (form: NewCustomerForm) => void; readonly problem: string | null; readonly isLocked: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="wb-new-person" data-testid="new-person-form" aria-label={t('workbench.newPerson.title')}>
      <b>{t('workbench.newPerson.title')}</b>
      <Input value={form.name} readOnly={isLocked} maxLength={60} status={problem === null ? '' : 'error'} placeholder={t('workbench.newHousehold.nameExample')} aria-label={t('workbench.newHousehold.name')} data-testid="new-person-name" onChange={(event) => { onChange({ ...form, name: event.target.value }); }} />
      <Select value={form.relation} aria-label={t('workbench.newHousehold.relation')} onChange={(relation) => { onChange({ ...form, relation }); }} options={relations.map((value) => ({ value, label: t(`words.relation.${value}`) }))} />
      <Select value={form.language} aria-label={t('workbench.newHousehold.language')} onChange={(language) => { onChange({ ...form, language }); }} options={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))} />
      {problem === null ? <span className="wb-faint">{t('workbench.newPerson.saved')}</span> : <span className="wb-icon-overdue" role="alert">{problem}</span>}
    </section>
  );
}
