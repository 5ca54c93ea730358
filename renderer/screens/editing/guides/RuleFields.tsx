import { Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../../shared/customers/customer.ts';
import { guidePurposes } from '../../../../shared/guides/guide.ts';
import { useAgents } from '../../../localdb/useQuery.ts';
import type { GuideForm } from './guideForm.ts';

/** Who a guide is for: what is left empty asks for nothing. */
export function RuleFields({ form, onChange }: { readonly form: GuideForm; readonly onChange: (form: GuideForm) => void }): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const agents = useAgents() ?? [];
  const set = (patch: Partial<GuideForm>): void => { onChange({ ...form, ...patch }); };
  return (
    <>
      <div className="ed-field">
        <label htmlFor={`${id}-code`}>{t('editing.guide.field.code')}</label>
        <Input id={`${id}-code`} value={form.code} maxLength={7} onChange={(event) => { set({ code: event.target.value.trim().toUpperCase() }); }} data-testid="guide-code" />
      </div>
      <div className="ed-field">
        <label htmlFor={`${id}-name`}>{t('editing.guide.field.name')}</label>
        <Input id={`${id}-name`} value={form.name} maxLength={40} onChange={(event) => { set({ name: event.target.value }); }} data-testid="guide-name" />
      </div>
      <div className="ed-field">
        <span>{t('editing.guide.field.owner')}</span>
        <Select
          aria-label={t('editing.guide.field.owner')} value={form.ownerAgentId ?? ''} onChange={(owner) => { set({ ownerAgentId: owner === '' ? null : owner }); }} showSearch optionFilterProp="label"
          options={[{ value: '', label: t('editing.guide.editors') }, ...agents.map((agent) => ({ value: agent.id, label: `${agent.name} ${agent.number}` }))]}
        />
      </div>
      <p className="ed-part ed-wide">{t('editing.guide.when')}</p>
      <div className="ed-field ed-two">
        <span>{t('editing.guide.field.purposes')}</span>
        <Select
          mode="multiple" aria-label={t('editing.guide.field.purposes')} placeholder={t('editing.guide.any')} value={[...form.purposes]} onChange={(purposes) => { set({ purposes }); }} optionFilterProp="label" data-testid="guide-purposes"
          options={guidePurposes.map((value) => ({ value, label: t(`workbench.guide.purpose.${value}`) }))}
        />
      </div>
      <div className="ed-field">
        <span>{t('editing.guide.field.stage')}</span>
        <span className="ed-pair">
          <InputNumber aria-label={t('editing.fromMonth')} min={-10} max={60} placeholder={t('editing.guide.any')} value={form.fromMonth} onChange={(fromMonth) => { set({ fromMonth }); }} data-testid="guide-from" />
          –
          <InputNumber aria-label={t('editing.toMonth')} min={-9} max={61} placeholder={t('editing.guide.any')} value={form.toMonth} onChange={(toMonth) => { set({ toMonth }); }} />
        </span>
      </div>
      <div className="ed-field">
        <span>{t('editing.guide.field.cities')}</span>
        <Select mode="tags" aria-label={t('editing.guide.field.cities')} placeholder={t('editing.guide.any')} value={[...form.cities]} open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '、']} onChange={(cities: string[]) => { set({ cities }); }} />
      </div>
      <div className="ed-field">
        <span>{t('editing.guide.field.languages')}</span>
        <Select mode="multiple" aria-label={t('editing.guide.field.languages')} placeholder={t('editing.guide.any')} value={[...form.languages]} onChange={(spoken) => { set({ languages: spoken }); }} optionFilterProp="label" options={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))} />
      </div>
      <div className="ed-field">
        <span>{t('editing.guide.field.hours')}</span>
        <span className="ed-pair">
          <Input aria-label={t('editing.guide.fromTime')} placeholder="18:00" maxLength={5} value={form.fromTime} onChange={(event) => { set({ fromTime: event.target.value.trim() }); }} data-testid="guide-hours-from" />
          –
          <Input aria-label={t('editing.guide.toTime')} placeholder="22:00" maxLength={5} value={form.toTime} onChange={(event) => { set({ toTime: event.target.value.trim() }); }} />
        </span>
      </div>
      <div className="ed-field">
        <span>{t('editing.guide.field.language')}</span>
        <Select aria-label={t('editing.guide.field.language')} value={form.language} onChange={(language) => { set({ language }); }} options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`knowledge.languages.${value}`) }))} />
      </div>
    </>
  );
}
