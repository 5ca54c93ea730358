import { MOST_SMS, type TemplateText, templateFault, templateTextSchema } from '../../../shared/messages/messageTemplate.ts';
import { type Fault, type Faults, nameFault } from './draftFaults.ts';

/** A text to customers as it is typed. */
export interface TemplateDraft {
  readonly name: string;
  readonly channel: TemplateText['channel'];
  readonly language: TemplateText['language'];
  readonly reason: TemplateText['reason'];
  /** Of an e-mail only: what is typed here stays when the channel is changed, and is not stored with an SMS. */
  readonly subject: string;
  readonly body: string;
  readonly isRetired: boolean;
}
export type TemplateField = keyof TemplateDraft;

export const emptyTemplate: TemplateDraft = { name: '', channel: 'sms', language: 'zh-CN', reason: 'answer', subject: '', body: '', isRetired: false };

export const draftOfTemplate = ({ name, channel, language, reason, subject, body, state }: TemplateText): TemplateDraft => ({ name, channel, language, reason, subject: subject ?? '', body, isRetired: state === 'retired' });

export type ReadTemplate = { readonly ok: true; readonly value: TemplateText } | { readonly ok: false; readonly faults: Faults<TemplateField> };

/** The text that was typed, or what is wrong with which field; an unknown placeholder by its name. */
export function readTemplateDraft(draft: TemplateDraft): ReadTemplate {
  const faults: Partial<Record<TemplateField, Fault>> = {};
  const name = nameFault(draft.name);
  if (name !== null) faults.name = name;
  if (draft.channel === 'email' && draft.subject.trim() === '') faults.subject = { key: 'required' };
  if (draft.body.trim() === '') faults.body = { key: 'required' };
  const text = { ...draft, subject: draft.channel === 'email' ? draft.subject : null, body: draft.body.trim() };
  const wrong = templateFault(text);
  if (wrong !== null && faults[wrong.field] === undefined) {
    faults[wrong.field] = wrong.fault === 'placeholder' ? { key: 'placeholder', values: { name: `{${wrong.name}}` } } : wrong.fault === 'too-long' ? { key: 'tooLong', values: { most: MOST_SMS } } : { key: wrong.fault === 'free-text' ? 'freeText' : 'required' };
  }
  const read = templateTextSchema.safeParse({ ...text, state: draft.isRetired ? 'retired' : 'published' });
  if (!read.success && Object.keys(faults).length === 0) {
    const field = read.error.issues[0]?.path[0] === 'subject' ? 'subject' : 'body';
    faults[field] = { key: 'tooLong', values: { most: field === 'subject' ? 100 : 2000 } };
  }
  return Object.keys(faults).length === 0 && read.success ? { ok: true, value: read.data } : { ok: false, faults };
}
