import { EditOutlined } from '@ant-design/icons';
import { Button, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../shared/agents/agent.ts';
import type { AgentPlace } from '../../../shared/agents/places.ts';
import { type PlaceNames, placeMeans, placeOfAgent } from './placeMeans.ts';

interface PlaceFormProps {
  readonly agent: Agent;
  readonly everybody: readonly Agent[];
  readonly names: PlaceNames;
  readonly onSave: (to: AgentPlace) => void;
}

/** Where a colleague sits and under whom they work; what a change comes to is said before it is made. */
export function PlaceForm({ agent, everybody, names, onSave }: PlaceFormProps): ReactNode {
  const { t } = useTranslation();
  const standing = placeOfAgent(agent, names);
  const [draft, setDraft] = useState<AgentPlace | null>(null);
  const { siteId, teamId } = draft ?? standing;
  const says = draft === null ? [] : placeMeans(agent, draft, everybody, names);
  /** Those in use, and the one that stands although it is not any more. */
  const choices = (kind: 'sites' | 'teams', chosen: string | null) => [
    { value: '', label: t('settings.accounts.nobody') }, ...names[kind].filter(({ id, active }) => active || id === chosen).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const idOf = (value: string): string | null => (value === '' ? null : value);
  return (
    <>
      <Button size="small" type="text" icon={<EditOutlined aria-hidden />} aria-label={t('settings.accounts.placeOf', { who: agent.name })} title={t('settings.accounts.place')} onClick={() => { setDraft(standing); }} data-testid="place-edit" />
      <Modal
        title={t('settings.accounts.placeTitle', { who: agent.name })} open={draft !== null} destroyOnHidden okText={t('settings.accounts.placeSave')} cancelText={t('settings.accounts.placeCancel')} okButtonProps={{ disabled: says.length === 0 && siteId === standing.siteId && teamId === standing.teamId }}
        onCancel={() => { setDraft(null); }} onOk={() => { onSave({ siteId, teamId }); setDraft(null); }}
      >
        <div className="set-place">
          <div><span>{t('settings.accounts.team')}</span><Select value={teamId ?? ''} options={choices('teams', standing.teamId)} aria-label={t('settings.accounts.team')} onChange={(value) => { setDraft({ siteId, teamId: idOf(value) }); }} data-testid="place-team" /></div>
          <div><span>{t('settings.accounts.site')}</span><Select value={siteId ?? ''} options={choices('sites', standing.siteId)} aria-label={t('settings.accounts.site')} onChange={(value) => { setDraft({ siteId: idOf(value), teamId }); }} data-testid="place-site" /></div>
        </div>
        <ul className="set-place-means" role="status" data-testid="place-means">{says.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </Modal>
    </>
  );
}
