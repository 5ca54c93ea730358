import { Input, Select, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageChannels, messageReasons } from '../../../shared/messages/messageTemplate.ts';
import { placeholderNames, placeholders } from '../../../shared/messages/placeholders.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { languageNames } from '../../language/languageNames.ts';
import { templateFieldWord } from './changeWords.ts';
import { FormField } from './FormField.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { draftOfTemplate, emptyTemplate, readTemplateDraft, type TemplateDraft, type TemplateField } from './templateDraft.ts';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

export interface TemplateFormProps {
  readonly id: string;
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
}

/** A text that goes to customers: by what, in which language, what it is for, and its words. */
export function TemplateForm({ id, setUp, desk }: TemplateFormProps): ReactNode {
  const { t } = useTranslation();
  const stored = setUp.templates.find((each) => each.id === id) ?? null;
  const editing = useEdit<TemplateDraft>(`template:${id}`, stored === null ? emptyTemplate : draftOfTemplate(stored), versionOf(setUp, 'template', id));
  const { draft, base, change } = editing;
  const [tried, setTried] = useState(false);
  const read = readTemplateDraft(draft);
  const faultOf = (field: TemplateField) => (read.ok || (!tried && draft[field] === base[field]) ? null : read.faults[field]);
  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: 'template', id, value: read.value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return read.ok;
  };
  const names = placeholderNames[draft.language];
  return (
    <SetUpForm<TemplateDraft>
      kind="template" id={id} setUp={setUp} desk={desk} editing={editing} fieldWord={templateFieldWord} isNew={stored === null} title={stored?.name ?? t('queues.newTemplate')} label={draft.name || t('queues.newTemplate')} onSave={save}
    >
      <fieldset className="qs-section">
        <legend>{t('queues.section.template')}</legend>
        <div className="qs-grid">
          <FormField label={templateFieldWord('name')} fault={faultOf('name')}>
            {(ties) => <Input {...ties} value={draft.name} onChange={(event) => { change({ name: event.target.value }); }} data-testid="template-name" />}
          </FormField>
          <FormField label={templateFieldWord('channel')}>
            {(ties) => <Select {...ties} value={draft.channel} onChange={(channel) => { change({ channel }); }} options={messageChannels.map((each) => ({ value: each, label: t(`words.channel.${each}`) }))} />}
          </FormField>
          <FormField label={templateFieldWord('reason')} fault={faultOf('reason')} hint={t('queues.hint.reason')}>
            {(ties) => <Select {...ties} value={draft.reason} onChange={(reason) => { change({ reason }); }} options={messageReasons.map((each) => ({ value: each, label: t(`messages.reason.${each}`) }))} />}
          </FormField>
          <FormField label={templateFieldWord('language')}>
            {(ties) => <Select {...ties} value={draft.language} onChange={(language) => { change({ language }); }} options={(['zh-CN', 'en'] as const).map((each) => ({ value: each, label: languageNames[each] }))} />}
          </FormField>
          <FormField label={templateFieldWord('isRetired')} hint={t('queues.hint.isRetired')}>
            {(ties) => <Switch id={ties.id} checked={draft.isRetired} onChange={(isRetired) => { change({ isRetired }); }} />}
          </FormField>
        </div>
        {draft.channel === 'email' ? (
          <FormField label={templateFieldWord('subject')} fault={faultOf('subject')}>
            {(ties) => <Input {...ties} value={draft.subject} onChange={(event) => { change({ subject: event.target.value }); }} data-testid="template-subject" />}
          </FormField>
        ) : null}
        <FormField label={templateFieldWord('body')} fault={faultOf('body')} hint={t('queues.hint.body', { names: placeholders.map((each) => `{${names[each]}}`).join(' ') })}>
          {(ties) => <Input.TextArea {...ties} rows={6} value={draft.body} onChange={(event) => { change({ body: event.target.value }); }} data-testid="template-body" />}
        </FormField>
      </fieldset>
    </SetUpForm>
  );
}
