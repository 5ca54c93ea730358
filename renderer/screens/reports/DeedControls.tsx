import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../shared/agents/agent.ts';
import { runsFloor } from '../../../shared/agents/roleRights.ts';
import { type DeedKind, deedKinds } from '../../../shared/reports/deedReport.ts';
import type { DeedAsk } from './useReport.ts';

interface Props {
  readonly asked: DeedAsk;
  readonly onAsk: (asked: DeedAsk) => void;
  readonly agents: readonly Agent[];
}

/** By whom, whom, and what of the log of deeds. */
export function DeedControls({ asked, onAsk, agents }: Props): ReactNode {
  const { t } = useTranslation();
  const people = (those: readonly Agent[]) => those.map(({ id, name, number }) => ({ value: id, label: `${name} ${number}` }));
  const choose = (key: 'by' | 'agent', label: string, all: string, those: readonly Agent[]): ReactNode => (
    <Select<string>
      size="small" className="rp-person" showSearch optionFilterProp="label" value={asked[key]} aria-label={label} popupMatchSelectWidth={false} onChange={(id) => { onAsk({ ...asked, [key]: id }); }} data-testid={`deeds-${key}`}
      options={[{ value: '', label: all }, ...people(those)]}
    />
  );
  return (
    <div className="rp-controls">
      {choose('by', t('reports.deed.by'), t('reports.deed.everySupervisor'), agents.filter(({ role }) => runsFloor(role)))}
      {choose('agent', t('reports.col.agent'), t('reports.deed.everyAgent'), agents.filter(({ role }) => role === 'agent'))}
      <Select<DeedKind | ''>
        size="small" value={asked.kind} aria-label={t('reports.deed.did')} popupMatchSelectWidth={false} onChange={(kind) => { onAsk({ ...asked, kind }); }} data-testid="deeds-kind"
        options={[{ value: '', label: t('reports.deed.everyKind') }, ...deedKinds.map((kind) => ({ value: kind, label: t(`reports.deed.kind.${kind}`) }))]}
      />
    </div>
  );
}
