import { PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Attachment, attachmentTypes, MOST_ATTACHMENTS } from '../../../shared/knowledge/attachment.ts';
import { addAttachment } from '../../actions/attachFiles.ts';
import { Attachments } from '../knowledge/Attachments.tsx';
import { refusalWords } from './refusalWords.ts';

/** Files of the version that is written: added at once, named by it when it is stored. */
export function AttachmentField({ attachments, onChange }: { readonly attachments: readonly Attachment[]; readonly onChange: (change: (before: readonly Attachment[]) => readonly Attachment[]) => void }): ReactNode {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const add = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    setProblem(null);
    const added = await addAttachment(file);
    setBusy(false);
    if (added.ok) onChange((before) => [...before, added.value]);
    else setProblem(refusalWords(added));
    if (input.current) input.current.value = '';
  };
  return (
    <div className="ed-field ed-wide">
      <span>{t('editing.field.attachments')}</span>
      <Attachments attachments={attachments} onRemove={(id) => { onChange((before) => before.filter((each) => each.id !== id)); }} />
      <input ref={input} type="file" hidden accept={attachmentTypes.join(',')} aria-label={t('editing.attach')} onChange={(event) => { void add(event.target.files?.[0]); }} data-testid="attachment-file" />
      <span><Button size="small" icon={<PaperClipOutlined aria-hidden />} loading={isBusy} disabled={attachments.length >= MOST_ATTACHMENTS} onClick={() => { input.current?.click(); }} data-testid="attachment-add">{t('editing.attach')}</Button></span>
      {problem === null ? null : <p className="ed-bad" role="alert" data-testid="attachment-problem">{problem}</p>}
    </div>
  );
}
