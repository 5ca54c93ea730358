import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import type { Fault } from './draftFaults.ts';
import type { DemandDraft } from './queueDraft.ts';

const levels = [1, 2, 3, 4, 5] as const;
const MOST_DEMANDS = 10;

export interface DemandRowsProps {
  readonly demands: readonly DemandDraft[];
  readonly skills: SetUp['skills'];
  readonly fault: Fault | null | undefined;
  readonly onChange: (demands: readonly DemandDraft[]) => void;
}

/** What an agent must be good at to be given the queue's calls, and how much less is enough after a while. */
export function DemandRows({ demands, skills, fault, onChange }: DemandRowsProps): ReactNode {
  const { t } = useTranslation();
  const set = (at: number, patch: Partial<DemandDraft>): void => { onChange(demands.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const unused = skills.find((skill) => !demands.some((demand) => demand.skillId === skill.id));
  return (
    <div className="qs-demands">
      {demands.length === 0 ? <p className="qs-hint">{t('queues.noDemand')}</p> : null}
      {demands.map((demand, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own, its skill can be changed
        <div key={at} className="qs-demand" data-testid="queue-demand">
          <Select aria-label={t('queues.skill')} value={demand.skillId} options={skills.map((skill) => ({ value: skill.id, label: skill.name }))} onChange={(skillId) => { set(at, { skillId }); }} />
          <Select aria-label={t('queues.level')} value={demand.level} options={levels.map((level) => ({ value: level, label: t('queues.atLeast', { level }) }))} onChange={(level) => { set(at, { level }); }} />
          <Input aria-label={t('queues.easesAfter')} aria-invalid={fault ? true : undefined} inputMode="numeric" prefix={t('queues.easesAfter')} suffix={t('queues.unit.seconds')} placeholder={t('queues.never')} value={demand.eases} onChange={(event) => { set(at, { eases: event.target.value }); }} />
          <Select aria-label={t('queues.laterLevel')} disabled={demand.eases.trim() === ''} value={demand.laterLevel} options={[{ value: 0, label: t('queues.notAsked') }, ...levels.map((level) => ({ value: level, label: t('queues.enough', { level }) }))]} onChange={(laterLevel) => { set(at, { laterLevel }); }} />
          <Button icon={<DeleteOutlined aria-hidden />} aria-label={t('words.delete')} onClick={() => { onChange(demands.filter((_each, place) => place !== at)); }} />
        </div>
      ))}
      {fault ? <p className="qs-fault" role="alert">{t(`queues.fault.${fault.key}`, fault.values ?? {})}</p> : null}
      {unused === undefined || demands.length === MOST_DEMANDS ? null : (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => { onChange([...demands, { skillId: unused.id, level: 1, eases: '', laterLevel: 0 }]); }} data-testid="queue-add-demand">{t('queues.addDemand')}</Button>
      )}
    </div>
  );
}
