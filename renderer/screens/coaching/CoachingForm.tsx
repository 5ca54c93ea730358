import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../keys/isComposing.ts';
import type { StoreOutcome } from '../../localdb/storeOutcome.ts';

const MOST_CHARACTERS = 1000;

interface Props {
  /** What the field is for. */
  readonly label: string;
  readonly send: string;
  readonly autoFocus?: boolean;
  /** There is something to send without words. */
  readonly mayBeEmpty?: boolean;
  /** What goes with the words is not whole yet. */
  readonly isHeld?: boolean;
  readonly onSend: (text: string) => Promise<StoreOutcome>;
}

/** Words about a call, sent by the button or Ctrl+Enter. They stay in the field when this computer could not store them. */
export function CoachingForm({ label, send, autoFocus = false, mayBeEmpty = false, isHeld = false, onSend }: Props): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isStoring, setStoring] = useState(false);
  const [failed, setFailed] = useState(false);
  const isReady = !isHeld && (mayBeEmpty || text.trim() !== '');
  const store = (): void => {
    if (!isReady || isStoring) return;
    setStoring(true);
    void onSend(text.trim()).then((outcome) => {
      setStoring(false);
      setFailed(!outcome.ok);
      if (outcome.ok) setText('');
    });
  };
  return (
    <div className="co-form">
      <Input.TextArea
        value={text} autoFocus={autoFocus} maxLength={MOST_CHARACTERS} autoSize={{ minRows: 2, maxRows: 6 }} aria-label={label} placeholder={label} onChange={(event) => { setText(event.target.value); }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event)) { event.preventDefault(); event.stopPropagation(); store(); } }}
      />
      {failed ? <p className="co-problem" role="alert">{t('coaching.notStored')}</p> : null}
      <Button type="primary" disabled={!isReady} loading={isStoring} onClick={store} data-testid="coaching-send">{send}</Button>
    </div>
  );
}
