import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../../shared/agents/agent.ts';

/** Experts with what they know about. */
export function ExpertChoice({ experts, value, onChange }: { readonly experts: readonly Colleague[]; readonly value: string | null; readonly onChange: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Select<string>
      showSearch={{ optionFilterProp: 'label' }} value={value} placeholder={t('experts.choose')} aria-label={t('experts.who')} onChange={onChange} data-testid="expert-choice"
      options={experts.map((each) => ({ value: each.id, label: [each.name, (each.expertIn ?? []).join(t('words.comma')), each.team].filter((part) => part !== '').join(t('words.separator')) }))}
    />
  );
}
