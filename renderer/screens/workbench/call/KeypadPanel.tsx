import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../../keys/isComposing.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** Keys of the telephone, sent into the call as they are pressed; the number row of the keyboard works too. */
export function KeypadPanel({ onKey }: { readonly onKey: (key: string) => void }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState('');
  const press = (key: string): void => {
    setSent((before) => (before + key).slice(-16));
    onKey(key);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys inside are buttons; this only lets the number row press them.
    <div
      className="wb-panel" data-testid="keypad"
      onKeyDown={(event) => {
        if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9*#]$/.test(event.key)) return;
        event.preventDefault();
        press(event.key);
      }}
    >
      <output className="wb-faint" aria-label={t('workbench.call.keysSent')}>{sent === '' ? t('workbench.call.keypadHint') : sent}</output>
      <div className="wb-dtmf">
        {keys.map((key, index) => <button key={key} type="button" {...(index === 0 ? { autoFocus: true } : {})} onClick={() => { press(key); }}>{key}</button>)}
      </div>
    </div>
  );
}
