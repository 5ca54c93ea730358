import { Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { articleTopics } from '../../../shared/knowledge/article.ts';
import { AttachmentField } from './AttachmentField.tsx';
import type { ArticleForm } from './articleForm.ts';

interface Props {
  readonly form: ArticleForm;
  /** A function: made of what stands when it comes, for what took a while. */
  readonly onChange: (form: ArticleForm | ((before: ArticleForm) => ArticleForm)) => void;
  /** What stands under the title: articles that ask the same. */
  readonly underTitle: ReactNode;
}

type TextField = 'title' | 'say' | 'body' | 'seeDoctor' | 'similarQuestions' | 'facts' | 'sourceKinds';
const texts: readonly { readonly field: TextField; readonly rows: number; readonly most: number }[] = [
  { field: 'say', rows: 2, most: 600 }, { field: 'body', rows: 9, most: 6000 }, { field: 'seeDoctor', rows: 2, most: 1200 },
  { field: 'similarQuestions', rows: 3, most: 3300 }, { field: 'facts', rows: 2, most: 3000 }, { field: 'sourceKinds', rows: 2, most: 600 },
];

/** The fields of an article, in the order it is read on the telephone. */
export function ArticleFields({ form, onChange, underTitle }: Props): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const label = (field: string): ReactNode => <label htmlFor={`${id}-${field}`}>{t(`editing.field.${field as TextField}`)}</label>;
  return (
    <div className="ed-fields">
      <div className="ed-field ed-wide">
        {label('title')}
        <Input id={`${id}-title`} value={form.title} maxLength={120} onChange={(event) => { onChange({ ...form, title: event.target.value }); }} data-testid="article-title" />
        {underTitle}
      </div>
      <div className="ed-field">
        <span>{t('editing.field.topic')}</span>
        <Select aria-label={t('editing.field.topic')} value={form.topic} onChange={(topic) => { onChange({ ...form, topic }); }} options={articleTopics.map((value) => ({ value, label: t(`words.topic.${value}`) }))} />
      </div>
      <div className="ed-field">
        <span>{t('editing.field.language')}</span>
        <Select aria-label={t('editing.field.language')} value={form.language} onChange={(language) => { onChange({ ...form, language }); }} options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`knowledge.languages.${value}`) }))} />
      </div>
      <div className="ed-field">
        <span>{t('editing.field.stage')}</span>
        <span className="ed-pair">
          <InputNumber aria-label={t('editing.fromMonth')} min={-10} max={60} value={form.stage.fromMonth} onChange={(value) => { onChange({ ...form, stage: { ...form.stage, fromMonth: value ?? 0 } }); }} />
          –
          <InputNumber aria-label={t('editing.toMonth')} min={-9} max={61} value={form.stage.toMonth} onChange={(value) => { onChange({ ...form, stage: { ...form.stage, toMonth: value ?? 61 } }); }} />
        </span>
      </div>
      {texts.map(({ field, rows, most }) => (
        <div key={field} className="ed-field ed-wide">
          {label(field)}
          <Input.TextArea id={`${id}-${field}`} value={form[field]} rows={rows} maxLength={most} onChange={(event) => { onChange({ ...form, [field]: event.target.value }); }} data-testid={`article-${field}`} />
        </div>
      ))}
      <AttachmentField attachments={form.attachments ?? []} onChange={(change) => { onChange((before) => ({ ...before, attachments: [...change(before.attachments ?? [])] })); }} />
      <div className="ed-field">
        {label('validFrom')}
        <Input id={`${id}-validFrom`} type="date" value={form.validFrom} onChange={(event) => { onChange({ ...form, validFrom: event.target.value }); }} />
      </div>
      <div className="ed-field">
        {label('validUntil')}
        <Input id={`${id}-validUntil`} type="date" value={form.validUntil} onChange={(event) => { onChange({ ...form, validUntil: event.target.value }); }} />
      </div>
      <div className="ed-field">
        <span>{t('editing.field.regions')}</span>
        <Select mode="tags" aria-label={t('editing.field.regions')} placeholder={t('editing.allRegions')} value={form.regions} open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，']} onChange={(regions: string[]) => { onChange({ ...form, regions }); }} />
      </div>
    </div>
  );
}
