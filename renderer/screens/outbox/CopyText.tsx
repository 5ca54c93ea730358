import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './outbox.css';

/** Words that can be taken along: one press copies them, and they can be marked by hand. */
export function CopyText({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    field.current?.select();
    // The clipboard API is refused here like every other permission; the old command works of a press of the agent's.
    setCopied(document.execCommand('copy'));
  };
  return (
    <span className="ob-copy">
      <textarea ref={field} readOnly rows={2} value={text} aria-label={t('outbox.words')} data-testid="op-words" onFocus={(event) => { event.target.select(); }} />
      <Button size="small" icon={<CopyOutlined />} onClick={copy} data-testid="op-copy">{t(isCopied ? 'outbox.copied' : 'outbox.copy')}</Button>
    </span>
  );
}
