import { Button } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../keys/isComposing.ts';

interface Props {
  readonly title: string;
  readonly testId: string;
  readonly canSend: boolean;
  readonly sendWords: string;
  readonly problem: string | null;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A small form under the callback it changes: Enter in a field sends it, Esc leaves everything as it was. */
export function PreviewForm({ title, testId, canSend, sendWords, problem, onSend, onCancel, children }: Props): ReactNode {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event) || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  return (
    <form className="cb-form" aria-label={title} data-testid={testId} onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); }}>
      <h3>{title}</h3>
      {children}
      {problem === null ? null : <p className="cb-problem" role="alert">{problem}</p>}
      <div className="cb-form-end">
        <Button type="primary" disabled={!canSend} onClick={onSend} data-testid={`${testId}-send`}>{sendWords}</Button>
        <Button onClick={onCancel}>{t('words.cancel')}</Button>
      </div>
    </form>
  );
}
