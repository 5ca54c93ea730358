import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { lastChange } from './changeWords.ts';
import { nameFault } from './draftFaults.ts';
import { LastChange } from './LastChange.tsx';
import type { SetUpDesk } from './useSetUp.ts';

const levels = [0, 1, 2, 3, 4, 5] as const;

/** Who is good at what, and how good. Each choice is stored at once, on top of what is seen here. */
export function SkillsPage({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const [named, setNamed] = useState('');
  const [isNameBad, setNameBad] = useState(false);
  const agents = (useAgents() ?? []).filter((agent) => agent.active && agent.role === 'agent' && `${agent.name} ${agent.number} ${agent.team}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((one, other) => (one.number < other.number ? -1 : 1));
  const skillsOf = (agentId: string): Readonly<Record<string, number>> => setUp.agentSkills.find((one) => one.agentId === agentId)?.skills ?? {};
  const choose = (agentId: string, skillId: string, level: number): void => {
    const { [skillId]: _before, ...rest } = skillsOf(agentId);
    void desk.save({ kind: 'agent-skills', id: agentId, value: { skills: level === 0 ? rest : { ...rest, [skillId]: level } } }, versionOf(setUp, 'agent-skills', agentId));
  };
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isBad = nameFault(named) !== null || setUp.skills.some((skill) => skill.name === named.trim());
    setNameBad(isBad);
    if (!isBad && await desk.save({ kind: 'skill', id: `s-${newId().slice(-12)}`, value: { name: named.trim(), isExpert: false } }, 0)) setNamed('');
  };
  const latest = setUp.changes.find((each) => each.kind === 'agent-skills' || each.kind === 'skill') ?? null;
  return (
    <div className="qs-form">
      <header className="qs-head">
        <h2>{t('queues.page.skills')}</h2>
        <LastChange change={latest !== null && latest === lastChange(setUp, latest.kind, latest.id) ? latest : null} setUp={setUp} isBusy={desk.isBusy || desk.isAway} onUndo={({ kind, id, version }) => { void desk.undo(kind, id, version); }} />
      </header>
      <div className="qs-body">
        <p className="qs-hint">{t('queues.hint.skills')}</p>
        <div className="qs-tools">
          <Input className="qs-find" allowClear value={wanted} placeholder={t('queues.findAgent')} aria-label={t('queues.findAgent')} onChange={(event) => { setWanted(event.target.value); }} />
          <form onSubmit={(event) => { void add(event); }} aria-label={t('queues.newSkill')}>
            <Input className="qs-find" value={named} placeholder={t('queues.newSkill')} aria-label={t('queues.newSkill')} aria-invalid={isNameBad ? true : undefined} {...(isNameBad ? { status: 'error' as const } : {})} onChange={(event) => { setNamed(event.target.value); setNameBad(false); }} data-testid="skill-name" />
            <Button htmlType="submit" disabled={desk.isBusy || desk.isAway} data-testid="skill-add">{t('queues.addSkill')}</Button>
          </form>
          {isNameBad ? <span className="qs-fault" role="alert">{t('queues.skillName')}</span> : null}
        </div>
        <div className="qs-scroll">
          <table className="qs-table">
            <thead><tr><th scope="col">{t('queues.agent')}</th>{setUp.skills.map((skill) => (
              <th key={skill.id} scope="col">
                {skill.name}
                <Checkbox
                  className="qs-expert" checked={skill.isExpert} disabled={desk.isBusy || desk.isAway} aria-label={t('queues.expertOf', { skill: skill.name })} data-testid={`expert-${skill.id}`}
                  onChange={(event) => { void desk.save({ kind: 'skill', id: skill.id, value: { name: skill.name, isExpert: event.target.checked } }, versionOf(setUp, 'skill', skill.id)); }}
                >{t('queues.expert')}</Checkbox>
              </th>
            ))}</tr></thead>
            <tbody>
              {agents.map((agent) => {
                const own = skillsOf(agent.id);
                return (
                  <tr key={agent.id} data-testid={`skills-${agent.number}`}>
                    <th scope="row">{agent.number} {agent.name}<span className="qs-soft"> {agent.team}</span></th>
                    {setUp.skills.map((skill) => {
                      const level = own[skill.id] ?? 0;
                      return (
                        <td key={skill.id}>
                          <select className={level === 0 ? 'qs-level' : 'qs-level qs-level-has'} value={level} disabled={desk.isBusy || desk.isAway} aria-label={t('queues.levelOf', { name: agent.name, skill: skill.name })} onChange={(event) => { choose(agent.id, skill.id, Number(event.target.value)); }}>
                            {levels.map((each) => <option key={each} value={each}>{each === 0 ? '–' : each}</option>)}
                          </select>
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          </table>
          {agents.length === 0 ? <p className="qs-hint">{t(wanted === '' ? 'queues.noAgents' : 'queues.noneFound')}</p> : null}
        </div>
      </div>
    </div>
  );
}
