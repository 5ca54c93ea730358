import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../shared/agents/agent.ts';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { handOverCallback } from '../../actions/handOverCallback.ts';
import { PreviewForm } from './PreviewForm.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useSending } from './useSending.ts';

/** Stands for giving it to nobody: the id of no agent. */
const NOBODY = 'nobody';

interface Props {
  readonly row: CallbackRow;
  readonly colleagues: readonly Agent[];
  readonly onDone: () => void;
}

/** Gives a callback to a colleague, or back to the team, with the reason. */
export function HandOverForm({ row, colleagues, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { problem, send } = useSending(onDone);
  const canSend = to !== null && reason.trim() !== '';
  const submit = (): void => { if (to !== null && canSend) send(() => handOverCallback(row.callback.id, to === NOBODY ? null : to, reason.trim())); };
  const options = [
    ...colleagues.filter((agent) => agent.id !== row.callback.ownerAgentId).map((agent) => ({ value: agent.id, label: `${agent.name} ${agent.number}${agent.team === '' ? '' : t('words.separator') + agent.team}` })),
    { value: NOBODY, label: t('callbacks.handOver.nobody') },
  ];
  return (
    <PreviewForm title={t('callbacks.handOver.title')} testId="hand-over-form" canSend={canSend} sendWords={t('callbacks.handOver.send')} problem={problem} onSend={submit} onCancel={onDone}>
      <Select<string>
        autoFocus className="cb-full" showSearch={{ optionFilterProp: 'label' }} placeholder={t('callbacks.handOver.to')} aria-label={t('callbacks.handOver.to')}
        value={to} options={options} onChange={setTo}
      />
      <ReasonField
        label={t('callbacks.handOver.reason')} value={reason} onChange={setReason} focusFirst={false} onEnter={submit}
        usual={[t('callbacks.handOver.usual.shift'), t('callbacks.handOver.usual.asked'), t('callbacks.handOver.usual.skill'), t('callbacks.handOver.usual.clash')]}
      />
    </PreviewForm>
  );
}
