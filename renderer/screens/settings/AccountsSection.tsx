import { Button, Popconfirm, Switch } from 'antd';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../shared/agents/agent.ts';
import type { AgentPlace } from '../../../shared/agents/places.ts';
import { seesCustomers } from '../../../shared/agents/roleRights.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { changeSetUp, readSetUp, undoSetUp } from '../../actions/setUp.ts';
import type { CourierOutcome, SetUpOutcome } from '../../../shared/ipc/commands.ts';
import type { AgentAccount, ChangedAgent, OneTimePassword } from '../../../shared/sync/accountMessages.ts';
import { changeAgent, readAccounts, readOrganisation, renewPassword, signOutEverywhere } from '../../actions/agentAccounts.ts';
import type { Organisation } from '../../../shared/sync/organisationMessages.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { NewAgentForm } from './NewAgentForm.tsx';
import { PlaceForm } from './PlaceForm.tsx';
import { RemitForm } from './RemitForm.tsx';

/** What central may have against it, each with words of its own. */
const codes = ['last-admin', 'own-account', 'not-found', 'not-allowed'] as const;

/** Accounts of colleagues, for administrators: who there is, new ones, whose customers they are shown, new passwords, and closing the door. */
export function AccountsSection(): ReactNode {
  const { t } = useTranslation();
  const me = useSessionStore((state) => state.session?.agent.id);
  const [accounts, setAccounts] = useState<readonly AgentAccount[] | null>(null);
  const [organisation, setOrganisation] = useState<Organisation | null>(null);
  const [handed, setHanded] = useState<OneTimePassword | null>(null);
  const [changed, setChanged] = useState<ChangedAgent | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [placed, setPlaced] = useState<{ readonly agent: Agent; readonly version: number; readonly isUndone: boolean } | null>(null);

  const reload = useCallback(async (): Promise<void> => {
    const read = await readAccounts();
    if (read.ok) setAccounts(read.value);
    else setProblem(t('settings.accounts.refused', { reason: read.detail ?? read.refusal }));
  }, [t]);
  useEffect(() => { void reload(); }, [reload]);
  useEffect(() => { void readOrganisation().then((read) => { if (read.ok) setOrganisation(read.value); }); }, []);

  const readPlaces = useCallback(async (): Promise<void> => {
    const read = await readSetUp();
    if (read.ok) setSetUp(read.value);
  }, []);
  useEffect(() => { void readPlaces(); }, [readPlaces]);

  const refusedBecause = (outcome: Extract<CourierOutcome<never>, { ok: false }>): string => {
    const code = codes.find((each) => each === outcome.detail);
    return t('settings.accounts.refused', { reason: code !== undefined ? t(`settings.accounts.because.${code}`) : outcome.refusal === 'refused' ? (outcome.detail ?? t('words.courier.refused')) : t(`words.courier.${outcome.refusal}`) });
  };

  const tell = async <T,>(deed: Promise<CourierOutcome<T>>, then: (value: T) => void = () => undefined): Promise<void> => {
    setChanged(null);
    const outcome = await deed;
    setProblem(outcome.ok ? null : refusedBecause(outcome));
    if (outcome.ok) then(outcome.value);
    await reload();
  };

  const settled = (outcome: SetUpOutcome, agent: Agent, isUndone: boolean): void => {
    if (outcome.ok) {
      setSetUp(outcome.value);
      setPlaced({ agent, version: versionOf(outcome.value, 'agent-place', agent.id), isUndone });
      setProblem(null);
    } else {
      setPlaced(null);
      setProblem(outcome.refusal === 'changed-meanwhile' ? t('settings.accounts.meanwhile', { name: outcome.detail ?? '' }) : t('settings.accounts.refused', { reason: outcome.detail ?? outcome.refusal }));
    }
  };
  /** Where somebody belongs has versions: it can be taken back, here and in the list of changes. */
  const place = async (agent: Agent, to: AgentPlace): Promise<void> => {
    if (setUp === null) return;
    settled(await changeSetUp({ kind: 'agent-place', id: agent.id, value: to }, versionOf(setUp, 'agent-place', agent.id)), agent, false);
    await Promise.all([reload(), readPlaces()]);
  };
  const undoPlace = async ({ agent, version }: { readonly agent: Agent; readonly version: number }): Promise<void> => {
    settled(await undoSetUp('agent-place', agent.id, version), agent, true);
    await Promise.all([reload(), readPlaces()]);
  };

  return (
    <section aria-label={t('settings.section.accounts')} className="set-accounts">
      {problem === null ? null : <p className="set-bar" role="alert">{problem}</p>}
      {handed === null ? null : (
        <p className="set-bar" role="status" data-testid="one-time-password">{t('settings.accounts.handed', { number: handed.agent.number, name: handed.agent.name })} <code>{handed.oneTimePassword}</code> {t('settings.accounts.handedOnce')}</p>
      )}
      {changed === null || changed.active ? null : (
        <p className="set-bar" role="status" data-testid="account-closed">{t('settings.accounts.closed', { name: changed.name })}{changed.releasedCallbacks === 0 ? null : t('settings.accounts.released', { count: changed.releasedCallbacks })}</p>
      )}
      {placed === null ? null : (
        <p className="set-bar" role="status" data-testid="account-placed">
          {t(placed.isUndone ? 'settings.accounts.undone' : 'settings.accounts.placed', { who: placed.agent.name })} {placed.isUndone ? null : <Button size="small" onClick={() => { void undoPlace(placed); }}>{t('settings.accounts.undoPlace')}</Button>}
        </p>
      )}
      <NewAgentForm names={{ team: organisation?.teams ?? [], site: organisation?.sites ?? [] }} onAdded={(made) => { setHanded(made); void reload(); }} />
      <table>
        <thead><tr>{(['number', 'name', 'role', 'team', 'site', 'remit', 'autoAnswer', 'state'] as const).map((column) => <th key={column} scope="col">{t(`settings.accounts.${column}`)}</th>)}<td /></tr></thead>
        <tbody>
          {(accounts ?? []).map((account) => {
            const { agent, passwordOnce, signedIn, openCallbacks = 0 } = account;
            return (
            <tr key={agent.id} data-testid={`account-${agent.number}`}>
              <td>{agent.number}</td><td>{agent.name}</td><td>{t(`words.role.${agent.role}`)}</td><td>{agent.team}{setUp === null ? null : <PlaceForm agent={agent} everybody={(accounts ?? []).map((each) => each.agent)} names={setUp} onSave={(to) => { void place(agent, to); }} />}</td><td>{agent.site}</td>
              <td>{organisation === null || !seesCustomers(agent.role) ? null : <RemitForm account={account} organisation={organisation} onSave={(change) => { void tell(changeAgent(agent.id, change)); }} />}</td>
              <td>{agent.role === 'agent' ? <Switch size="small" checked={account.autoAnswer ?? false} disabled={account.autoAnswer === undefined} aria-label={t('settings.accounts.autoAnswerOf', { who: agent.name })} data-testid="auto-answer" onChange={(autoAnswer) => { void tell(changeAgent(agent.id, { autoAnswer })); }} /> : null}</td>
              <td>{t(`settings.accounts.states.${agent.active ? (passwordOnce ? 'once' : signedIn ? 'here' : 'away') : 'closed'}`)}</td>
              <td>
                <Popconfirm title={t('settings.accounts.renewAsk')} okText={t('settings.accounts.renew')} cancelText={t('settings.accounts.leave')} onConfirm={() => { void tell(renewPassword(agent.id), setHanded); }}><Button size="small">{t('settings.accounts.renew')}</Button></Popconfirm>
                <Button size="small" onClick={() => { void tell(signOutEverywhere(agent.id)); }} disabled={!signedIn}>{t('settings.accounts.signOut')}</Button>
                {agent.active && agent.id === me ? (
                  <Button size="small" disabled title={t('settings.accounts.because.own-account')} data-testid="account-own">{t('settings.accounts.close')}</Button>
                ) : agent.active ? (
                  <Popconfirm
                    title={t('settings.accounts.closeAsk', { name: agent.name })} description={openCallbacks > 0 ? t('settings.accounts.closeReleases', { count: openCallbacks }) : undefined}
                    okText={t('settings.accounts.close')} cancelText={t('settings.accounts.keep')} onConfirm={() => { void tell(changeAgent(agent.id, { active: false }), setChanged); }}
                  ><Button size="small">{t('settings.accounts.close')}</Button></Popconfirm>
                ) : <Button size="small" onClick={() => { void tell(changeAgent(agent.id, { active: true })); }}>{t('settings.accounts.open')}</Button>}
              </td>
            </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
