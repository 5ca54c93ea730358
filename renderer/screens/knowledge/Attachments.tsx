import { FileImageOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../shared/knowledge/attachment.ts';
import { openAttachment } from '../../actions/attachFiles.ts';
import './knowledge.css';

const words = (bytes: number): string => (bytes < 1024 * 1024 ? `${String(Math.max(1, Math.round(bytes / 1024)))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** Files of an article: a picture is shown here, a PDF is opened by the system. They are asked of central each time. */
export function Attachments({ attachments, onRemove }: { readonly attachments: readonly Attachment[]; readonly onRemove?: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [picture, setPicture] = useState<{ readonly name: string; readonly url: string } | null>(null);
  const open = async (attachment: Attachment): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    const opened = await openAttachment(attachment);
    setBusy(false);
    if (!opened.ok) setProblem(t(opened.refusal === 'unreachable' ? 'knowledge.file.away' : opened.refusal === 'not-found' ? 'knowledge.file.gone' : 'knowledge.file.notOpened'));
    else if (opened.value.picture !== null) setPicture({ name: attachment.name, url: opened.value.picture });
  };
  if (attachments.length === 0) return null;
  return (
    <div className="kn-files">
      <ul aria-label={t('knowledge.file.title')}>
        {attachments.map((each) => (
          <li key={each.id}>
            <button type="button" className="kn-file" onClick={() => { void open(each); }} data-testid="attachment">{each.type === 'application/pdf' ? <FilePdfOutlined aria-hidden /> : <FileImageOutlined aria-hidden />} {each.name} <span className="kn-faint">{words(each.bytes)}</span></button>
            {onRemove === undefined ? null : <button type="button" className="kn-link" onClick={() => { onRemove(each.id); }} aria-label={t('knowledge.file.removeOf', { name: each.name })} data-testid="attachment-remove">{t('knowledge.file.remove')}</button>}
          </li>
        ))}
      </ul>
      {problem === null ? null : <p className="kn-file-problem" role="alert">{problem}</p>}
      {picture === null ? null : <Modal open footer={null} width="90vw" title={picture.name} onCancel={() => { setPicture(null); }} data-testid="attachment-picture"><img className="kn-picture" src={picture.url} alt={picture.name} /></Modal>}
    </div>
  );
}
