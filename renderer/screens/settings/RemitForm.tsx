import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentAccount, AgentChange } from '../../../shared/sync/accountMessages.ts';
import type { Organisation } from '../../../shared/sync/organisationMessages.ts';

const same = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join(' ') === [...other].sort().join(' ');

interface RemitFormProps {
  readonly account: AgentAccount;
  readonly organisation: Organisation;
  readonly onSave: (change: AgentChange) => void;
}

/**
 * The regions and business lines a colleague works for; none chosen: all. Nothing holds before it is saved: on the way from one
 * region to another the list may be empty, and empty is everything.
 */
export function RemitForm({ account, organisation, onSave }: RemitFormProps): ReactNode {
  const { t } = useTranslation();
  const standing = { regionIds: account.regionIds ?? [], lineIds: account.lineIds ?? [] };
  const [draft, setDraft] = useState<typeof standing | null>(null);
  const { regionIds, lineIds } = draft ?? standing;
  const isChanged = !same(regionIds, standing.regionIds) || !same(lineIds, standing.lineIds);
  const who = account.agent.name;
  const choices = (list: readonly { readonly id: string; readonly name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));

  return (
    <div className="set-remit">
      <Select mode="multiple" size="small" value={regionIds} options={choices(organisation.regions)} placeholder={t('settings.accounts.everyRegion')} aria-label={t('settings.accounts.regionsOf', { who })} showSearch={false} onChange={(chosen) => { setDraft({ regionIds: chosen, lineIds }); }} />
      <Select mode="multiple" size="small" value={lineIds} options={choices(organisation.businessLines)} placeholder={t('settings.accounts.everyLine')} aria-label={t('settings.accounts.linesOf', { who })} showSearch={false} onChange={(chosen) => { setDraft({ regionIds, lineIds: chosen }); }} />
      {isChanged ? <Button size="small" type="primary" onClick={() => { onSave({ regionIds: [...regionIds], lineIds: [...lineIds] }); setDraft(null); }}>{t('settings.accounts.saveRemit')}</Button> : null}
    </div>
  );
}
