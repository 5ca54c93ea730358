import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import { versionOf } from '../../../shared/sync/setUpMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatMoment } from '../../language/format.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { changedFields, subjectOf } from './changeWords.ts';
import type { SetUpDesk } from './useSetUp.ts';

/** Who changed what, from what to what; the last change of each thing can be taken back. */
export function ChangesPage({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const agents = useAgents() ?? [];
  const nameOf = (id: string): string | null => agents.find((agent) => agent.id === id)?.name ?? null;
  return (
    <div className="qs-form">
      <header className="qs-head"><h2>{t('queues.page.changes')}</h2></header>
      <div className="qs-body">
        {setUp.changes.length === 0 ? <p className="qs-hint" role="status">{t('queues.noChanges')}</p> : (
          <div className="qs-scroll">
            <table className="qs-table qs-changes">
              <thead><tr>{(['when', 'who', 'what', 'change'] as const).map((column) => <th key={column} scope="col">{t(`queues.column.${column}`)}</th>)}<td /></tr></thead>
              <tbody>
                {setUp.changes.map((change) => {
                  const fields = changedFields(change, setUp);
                  return (
                    <tr key={`${change.kind}:${change.id}:${change.version}`} data-testid="setup-change">
                      <td className="qs-nowrap">{formatMoment(change.atMs, zone, nowMs)}</td>
                      <td className="qs-nowrap">{change.byName}</td>
                      <td>{t(`queues.kind.${change.kind}`)}{t('words.separator')}{subjectOf(change, nameOf)}</td>
                      <td>
                        {change.undoes === null ? null : <b>{t('queues.did.undone')} </b>}
                        {change.after === null && change.kind !== 'agent-skills' ? t('queues.did.gone') : change.before === null && change.kind !== 'agent-skills' ? t('queues.did.made') : fields.map((field) => (
                          <span key={`${field.label} ${field.before} ${field.after}`} className="qs-diff">{field.label}{t('queues.colon')}<s>{field.before}</s> → {field.after}</span>
                        ))}
                      </td>
                      <td>{versionOf(setUp, change.kind, change.id) !== change.version ? null : <Button size="small" disabled={desk.isBusy || desk.isAway} onClick={() => { void desk.undo(change.kind, change.id, change.version); }}>{t('queues.undo')}</Button>}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </div>
  );
}
