import { Radio } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type OverruleReason, overruleReasons } from '../../../shared/callbacks/overrule.ts';
import { KeyCap } from '../../components/KeyCap.tsx';
import { onEnter } from '../../keys/onEnter.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';

interface Props {
  readonly value: OverruleReason | null;
  readonly onChange: (reason: OverruleReason) => void;
  /** Enter on a reason rings; left out: it does what Enter does around it. */
  readonly onEnter?: () => void;
}

/** Only a cap or a preferred channel stands against this call: it may be placed for one of these reasons, which supervisors read. */
export function OverruleChoice({ value, onChange, onEnter: act }: Props): ReactNode {
  const { t } = useTranslation();
  const choices = useRef<HTMLDivElement>(null);
  const key = useKeyName('list.overrule');
  useKey('list.overrule', () => { choices.current?.querySelector<HTMLInputElement>('input:checked, input')?.focus(); });
  return (
    <div className="cb-overrule" ref={choices} data-testid="overrule" {...(act === undefined ? {} : { onKeyDown: onEnter(act) })}>
      <p>{t('callbacks.overrule.title')} <KeyCap name={key} /></p>
      <Radio.Group
        aria-label={t('callbacks.overrule.title')} value={value} onChange={(event) => { onChange(event.target.value as OverruleReason); }}
        options={overruleReasons.map((each) => ({ value: each, label: t(`words.overrule.${each}`) }))}
      />
    </div>
  );
}
