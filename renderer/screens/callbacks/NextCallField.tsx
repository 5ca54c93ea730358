import { CheckCircleFilled, ScheduleOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { agreedSentence } from '../../../shared/callbacks/agreedSentence.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { onEnter } from '../../keys/onEnter.ts';
import { formatAgreed } from '../../language/format.ts';
import { spokenLanguage } from '../../language/i18n.ts';
import { DayTimePicker } from './DayTimePicker.tsx';
import { type NextCall, type NextCallContext, questionOf } from './judgeNextCall.ts';
import './callbacks.css';
import { keepPicked } from './keepPicked.ts';

export interface NextCallValue {
  readonly line: string;
  /** Chosen with the picker or from a proposal; null: what the line says. */
  readonly pickedMs: UtcMs | null;
}

interface Props {
  readonly value: NextCallValue;
  readonly onChange: (value: NextCallValue) => void;
  /** What `judgeNextCall` made of the value. */
  readonly verdict: NextCall;
  readonly context: NextCallContext;
  readonly ourZone: string;
  /** As the sentence names whom to ask for and who rings. */
  readonly names: { readonly person: string | null; readonly owner: string | null; readonly fallback: string | null | undefined; readonly purpose: string };
  readonly label: string;
  readonly focusFirst?: boolean;
  readonly onEnter?: () => void;
}

function Verdict({ value, onChange, verdict, context, ourZone, names }: Omit<Props, 'label'>): ReactNode {
  const { t } = useTranslation();
  if (verdict.state === 'empty') return <p className="cb-faint">{t('callbacks.line.example')}</p>;
  if (verdict.state === 'agreed') {
    const agreed = { dueAtMs: verdict.dueAtMs, zone: context.zone, windowMinutes: verdict.windowMinutes, purpose: verdict.purpose || names.purpose };
    return (
      <p className="cb-read-back">
        <CheckCircleFilled className="cb-good" aria-hidden /> {agreedSentence(agreed, { person: verdict.personWords ?? names.person, owner: names.owner, fallback: names.fallback, ourZone, nowMs: context.nowMs }, spokenLanguage())}
      </p>
    );
  }
  const sentence = verdict.state === 'ask' ? t(`callbacks.line.ask.${questionOf(verdict)}`) : t(`callbacks.line.refused.${verdict.refusal}`);
  return (
    <div className="cb-line-open">
      <p>{sentence}{verdict.candidates.length === 0 ? '' : ` ${t(verdict.state === 'ask' ? 'callbacks.line.choose' : 'callbacks.line.instead')}`}</p>
      {verdict.candidates.map((atMs) => (
        <Button key={atMs} size="small" onClick={() => { onChange({ ...value, pickedMs: atMs }); }}>{formatAgreed(atMs, context.zone, context.nowMs)}</Button>
      ))}
    </div>
  );
}

/** One line for the next call, read back in words as it is typed, with a picker beside it. */
export function NextCallField(props: Props): ReactNode {
  const { value, onChange, verdict, context, label, focusFirst = false } = props;
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<InputRef>(null);
  useEffect(() => { if (focusFirst) field.current?.focus(); }, [focusFirst]);
  return (
    <div className="cb-next">
      <label htmlFor={id}>{label}</label>
      <Input
        ref={field} id={id} prefix={<ScheduleOutlined />} value={value.line} maxLength={200} placeholder={t('callbacks.line.placeholder')} aria-describedby={`${id}-verdict`}
        onChange={(event) => { onChange({ line: event.target.value, pickedMs: keepPicked(value.pickedMs, value.line, event.target.value, context) }); }} {...(props.onEnter === undefined ? {} : { onKeyDown: onEnter(props.onEnter) })}
        data-testid="next-call-line"
      />
      <DayTimePicker
        atMs={verdict.state === 'agreed' ? verdict.dueAtMs : null} nowMs={context.nowMs} zone={context.zone} hours={context.hours}
        onPick={(pickedMs) => { onChange({ ...value, pickedMs }); }}
      />
      <div id={`${id}-verdict`} aria-live="polite"><Verdict {...props} /></div>
      {value.pickedMs === null ? null : <button type="button" className="cb-link cb-drop" data-testid="drop-picked" onClick={() => { onChange({ ...value, pickedMs: null }); }}>{t('callbacks.line.drop')}</button>}
    </div>
  );
}
