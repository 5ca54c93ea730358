import { Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../../shared/agents/agent.ts';
import { type NewAgent, newAgentSchema, type OneTimePassword } from '../../../shared/sync/accountMessages.ts';
import { addAgent } from '../../actions/agentAccounts.ts';

const EMPTY: NewAgent = { number: '', name: '', role: 'agent', team: '', site: '' };

interface NewAgentFormProps {
  /** Teams and sites there are; another can be written. */
  readonly names: Readonly<Record<'team' | 'site', readonly string[]>>;
  readonly onAdded: (made: OneTimePassword) => void;
}

/** A new colleague: number, name, role, team, site. Central makes the first password. */
export function NewAgentForm({ names, onAdded }: NewAgentFormProps): ReactNode {
  const { t } = useTranslation();
  const [agent, setAgent] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = newAgentSchema.safeParse(agent);
    if (!read.success) { setProblem(t('settings.accounts.wrong', { field: t(`settings.accounts.${read.error.issues[0]?.path[0] === 'number' ? 'number' : 'name'}`) })); return; }
    setBusy(true);
    try {
      const outcome = await addAgent(read.data);
      if (!outcome.ok) { setProblem(outcome.detail === 'number' ? t('settings.accounts.taken') : t('settings.accounts.refused', { reason: outcome.detail ?? outcome.refusal })); return; }
      setProblem(null);
      setAgent(EMPTY);
      onAdded(outcome.value);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="set-new-agent" onSubmit={(event) => { void add(event); }} aria-label={t('settings.accounts.new')}>
      {(['number', 'name'] as const).map((field) => (
        <Input key={field} aria-label={t(`settings.accounts.${field}`)} placeholder={t(`settings.accounts.${field}`)} maxLength={field === 'number' ? 8 : 40} value={agent[field]} onChange={(event) => { setAgent({ ...agent, [field]: event.target.value }); }} />
      ))}
      <Select aria-label={t('settings.accounts.role')} value={agent.role} onChange={(role) => { setAgent({ ...agent, role }); }} options={roles.map((role) => ({ value: role, label: t(`words.role.${role}`) }))} />
      {(['team', 'site'] as const).map((field) => (
        <span key={field}>
          <Input list={`new-agent-${field}`} aria-label={t(`settings.accounts.${field}`)} placeholder={t(`settings.accounts.${field}`)} maxLength={40} value={agent[field]} onChange={(event) => { setAgent({ ...agent, [field]: event.target.value }); }} />
          <datalist id={`new-agent-${field}`}>{names[field].map((name) => <option key={name} value={name} />)}</datalist>
        </span>
      ))}
      <Button type="primary" htmlType="submit" disabled={busy}>{t('settings.accounts.add')}</Button>
      {problem === null ? null : <p role="alert">{problem}</p>}
    </form>
  );
}
