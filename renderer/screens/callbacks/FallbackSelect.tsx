import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../../shared/agents/agent.ts';
import './dayTime.css';

/** Stands for whom central chooses: the id of no agent. */
const ANY = '';

interface Props {
  /** Null: central chooses. */
  readonly value: string | null;
  /** Whose the callback is: nobody is behind themselves. */
  readonly ownerAgentId: string;
  readonly colleagues: readonly Colleague[];
  readonly onChange: (agentId: string | null) => void;
}

/** Who rings a promised call when its owner does not. */
export function FallbackSelect({ value, ownerAgentId, colleagues, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const options = [
    { value: ANY, label: t('callbacks.fallback.any') },
    ...colleagues.filter((agent) => agent.id !== ownerAgentId).map((agent) => ({ value: agent.id, label: `${agent.name} ${agent.number}${agent.team === '' ? '' : t('words.separator') + agent.team}` })),
  ];
  return (
    <div className="cb-fallback">
      <label htmlFor={id}>{t('callbacks.fallback.label')}</label>
      <Select<string>
        id={id} showSearch={{ optionFilterProp: 'label' }} value={options.some((each) => each.value === value) ? (value ?? ANY) : ANY} options={options}
        onChange={(chosen) => { onChange(chosen === ANY ? null : chosen); }}
      />
    </div>
  );
}
