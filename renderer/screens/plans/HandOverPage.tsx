import { Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerRoles } from '../../../shared/agents/roleRights.ts';
import type { AbsenceReply, AgentPromises } from '../../../shared/sync/absenceMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { addAbsence } from '../../actions/plans.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { changePlan, emptyPlan, usePlansStore } from '../../state/usePlansStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { FormField } from '../queues/FormField.tsx';
import { readSpan } from './absenceSpan.ts';
import { absenceRefusal, countOwners } from './absenceWords.ts';
import { PromiseTable } from './PromiseTable.tsx';
import { usePromises } from './usePromises.ts';

/** Stands for each one's fallback owner in a choice: the id of no agent. */
const EACH = 'each';
type Promised = AgentPromises['promises'][number];

/** A colleague is away: every promise of theirs, who will have it, and the deed. As many before as after. */
export function HandOverPage({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const up = useCentralStore((state) => state.up);
  const plan = usePlansStore((state) => state.plan);
  const agents = useAgents() ?? [];
  const allTo = useId();
  const [tried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReturnType<typeof absenceRefusal> | null>(null);
  const [done, setDone] = useState<(AbsenceReply & { readonly name: string }) | null>(null);

  const people = agents.filter((agent) => agent.active && (customerRoles as readonly string[]).includes(agent.role));
  const away = agents.find((agent) => agent.id === plan.agentId) ?? null;
  const span = readSpan(plan, zone, nowMs);
  const { promises, again } = usePromises(plan.agentId, span.ok ? span.fromMs : null, span.ok ? span.untilMs : null);
  const shown = promises === null || promises === 'asking' ? null : promises;
  const colleagues = people.filter((agent) => agent.id !== plan.agentId);
  const ownerOf = ({ callbackId, fallback }: Promised): string | null => (callbackId in plan.to ? (plan.to[callbackId] ?? null) : (fallback?.id ?? null));
  const nameOf = (id: string): string => agents.find((agent) => agent.id === id)?.name ?? shown?.promises.find((each) => each.fallback?.id === id)?.fallback?.name ?? t('words.unknown');
  const counts = shown === null ? [] : countOwners(shown.promises.map(ownerOf));
  const change = (patch: Parameters<typeof changePlan>[0]): void => { setDone(null); setProblem(null); changePlan(patch); };
  const dayFault = (field: 'fromDay' | 'untilDay') => (span.ok || (!tried && plan[field] === '') ? null : span.faults[field]);

  const confirm = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (away === null || !span.ok || shown === null || isBusy) return;
    setBusy(true);
    setProblem(null);
    const outcome = await addAbsence(away.id, { fromMs: span.fromMs, untilMs: span.untilMs, to: shown.promises.map((promise) => ({ callbackId: promise.callbackId, toAgentId: ownerOf(promise) })) });
    setBusy(false);
    if (outcome.ok) {
      setDone({ ...outcome.value, name: away.name });
      setTried(false);
      changePlan(emptyPlan);
      onDone();
    } else {
      setProblem(absenceRefusal(outcome));
      if (outcome.refusal !== 'unreachable' && absenceRefusal(outcome).place === null) again();
    }
  };
  const day = (field: 'fromDay' | 'untilDay', placeholder: string): ReactNode => (
    <FormField label={t(`plans.field.${field}`)} fault={dayFault(field)}>
      {(ties) => <Input {...ties} value={plan[field]} placeholder={placeholder} onChange={(event) => { change({ [field]: event.target.value, to: {} }); }} data-testid={`absence-${field}`} />}
    </FormField>
  );
  return (
    <form className="qs-form" onSubmit={(event) => { void confirm(event); }} aria-label={t('plans.handOver')} noValidate>
      <header className="qs-head"><h2>{t('plans.handOver')}</h2></header>
      <div className="qs-body">
        {done === null ? null : <p className="qs-bar qs-bar-good" role="status" data-testid="absence-done">{t('plans.done', { name: done.name, before: done.before, handedOver: done.handedOver, unclaimed: done.unclaimed })}</p>}
        <fieldset className="qs-section">
          <legend>{t('plans.section.away')}</legend>
          <div className="qs-grid">
            <FormField label={t('plans.field.agent')} fault={tried && away === null ? { key: 'required' } : null}>
              {(ties) => (
                <Select<string>
                  {...ties} showSearch={{ optionFilterProp: 'label' }} placeholder={t('plans.chooseAgent')} value={plan.agentId} onChange={(agentId) => { change({ agentId, to: {} }); }}
                  options={people.map((agent) => ({ value: agent.id, label: `${agent.name} ${agent.number}${agent.team === '' ? '' : t('words.separator') + agent.team}` }))}
                />
              )}
            </FormField>
            {day('fromDay', '2027-02-01')}
            {day('untilDay', '2027-02-05')}
          </div>
        </fieldset>
        {plan.agentId === null || !span.ok ? null : (
          <fieldset className="qs-section">
            <legend>{t('plans.section.promises')}</legend>
            {promises === 'asking' ? <p className="qs-hint" role="status">{t('plans.asking')}</p> : null}
            {promises === null ? <p className="qs-hint" role="status">{t('plans.notAsked')}</p> : null}
            {shown === null ? null : (
              <>
                <p data-testid="absence-counts" role="status">
                  <b>{t('plans.total', { count: shown.promises.length })}</b>
                  {counts.map(({ id, count }) => <span key={id ?? ''} className={id === null ? 'pl-count pl-nobody' : 'pl-count'}>{t('plans.gets', { name: id === null ? t('callbacks.group.unowned') : nameOf(id), count })}</span>)}
                </p>
                {shown.hidden === 0 ? null : <p className="qs-hint">{t('plans.hidden', { count: shown.hidden })}</p>}
                {shown.promises.length < 2 ? null : (
                  <p className="pl-switch">
                    <label htmlFor={allTo}>{t('plans.allTo')}</label>
                    <Select<string>
                      id={allTo} size="small" className="pl-owner" showSearch={{ optionFilterProp: 'label' }} value={null} placeholder={t('plans.chooseAgent')}
                      onChange={(to) => { change({ to: to === EACH ? {} : Object.fromEntries(shown.promises.map(({ callbackId }) => [callbackId, to])) }); }}
                      options={[{ value: EACH, label: t('plans.byFallback') }, ...colleagues.map((agent) => ({ value: agent.id, label: `${agent.name} ${agent.number}` }))]}
                    />
                  </p>
                )}
                {shown.promises.length === 0 ? <p className="qs-hint">{t('plans.noPromises')}</p> : (
                  <PromiseTable promises={shown.promises} colleagues={colleagues} ownerOf={ownerOf} onOwner={(callbackId, toAgentId) => { change({ to: { ...plan.to, [callbackId]: toAgentId } }); }} atFault={problem?.place ?? null} nowMs={nowMs} />
                )}
              </>
            )}
          </fieldset>
        )}
      </div>
      {problem === null ? null : <p className="qs-bar qs-bar-bad" role="alert" data-testid="absence-problem">{problem.words}</p>}
      <footer className="qs-save">
        <Button type="primary" htmlType="submit" disabled={!up || isBusy || (plan.agentId !== null && span.ok && shown === null)} data-testid="absence-confirm">{t('plans.confirm')}</Button>
        <span className="qs-soft">{t('plans.confirmHint')}</span>
      </footer>
    </form>
  );
}
