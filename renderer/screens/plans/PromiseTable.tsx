import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../shared/agents/agent.ts';
import type { AgentPromises } from '../../../shared/sync/absenceMessages.ts';
import { formatAgreed } from '../../language/format.ts';

/** Stands for nobody in a choice: the id of no agent. */
const NOBODY = 'nobody';

interface Props {
  readonly promises: AgentPromises['promises'];
  readonly colleagues: readonly Agent[];
  readonly ownerOf: (promise: AgentPromises['promises'][number]) => string | null;
  readonly onOwner: (callbackId: string, toAgentId: string | null) => void;
  /** Which of them central did not take, by its place; null: none. */
  readonly atFault: number | null;
  readonly nowMs: number;
}

/** Every promise, and who will have it. */
export function PromiseTable({ promises, colleagues, ownerOf, onOwner, atFault, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const options = (fallback: AgentPromises['promises'][number]['fallback']) => {
    const known = colleagues.map((agent) => ({ value: agent.id, label: agent.id === fallback?.id ? t('plans.fallback', { name: agent.name }) : `${agent.name} ${agent.number}` }));
    const missing = fallback === null || colleagues.some((agent) => agent.id === fallback.id) ? [] : [{ value: fallback.id, label: t('plans.fallback', { name: fallback.name }) }];
    return [...missing, ...known, { value: NOBODY, label: t('callbacks.group.unowned') }];
  };
  return (
    <div className="qs-scroll">
      <table className="qs-table pl-promises">
        <thead><tr>{(['due', 'who', 'purpose', 'to'] as const).map((column) => <th key={column} scope="col">{t(`plans.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {promises.map((promise, place) => {
            const owner = ownerOf(promise);
            const who = promise.customerName === null ? promise.householdName : `${promise.householdName}${t('words.separator')}${promise.customerName}`;
            return (
              <tr key={promise.callbackId} data-testid="promise-row" aria-invalid={place === atFault ? true : undefined} className={place === atFault ? 'pl-fault' : undefined}>
                <td className="qs-nowrap">{formatAgreed(promise.dueAtMs, promise.zone, nowMs)}</td>
                <td className="qs-nowrap">{who}</td>
                <td>{promise.purpose === '' ? t(`words.permission.${promise.permissionReason}`) : promise.purpose}</td>
                <td>
                  <Select<string>
                    size="small" className="pl-owner" showSearch={{ optionFilterProp: 'label' }} status={place === atFault ? 'error' : ''} aria-label={t('plans.ownerOf', { who })}
                    value={owner ?? NOBODY} options={options(promise.fallback)} onChange={(to) => { onOwner(promise.callbackId, to === NOBODY ? null : to); }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
