import { Button, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { onEnter } from '../../keys/onEnter.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Reasons given most often: one press fills the field. */
  readonly usual: readonly string[];
  readonly focusFirst: boolean;
  readonly onEnter: () => void;
}

/** A reason in the agent's words, with the usual ones at hand. */
export function ReasonField({ label, value, onChange, usual, focusFirst, ...rest }: Props): ReactNode {
  const id = useId();
  const field = useRef<InputRef>(null);
  useEffect(() => { if (focusFirst) field.current?.focus(); }, [focusFirst]);
  return (
    <div className="cb-reason">
      <label htmlFor={id}>{label}</label>
      <div className="cb-usual">
        {usual.map((reason) => <Button key={reason} size="small" type={value === reason ? 'primary' : 'default'} aria-pressed={value === reason} onClick={() => { onChange(reason); }}>{reason}</Button>)}
      </div>
      <Input ref={field} id={id} value={value} maxLength={200} onChange={(event) => { onChange(event.target.value); }} onKeyDown={onEnter(rest.onEnter)} />
    </div>
  );
}
