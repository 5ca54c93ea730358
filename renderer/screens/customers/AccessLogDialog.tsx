import { EyeOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayAudit } from '../../../shared/agents/roleRights.ts';
import { type AccessEntry, accessQuerySchema } from '../../../shared/sync/accessMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { readAccessLog } from '../../actions/readAccessLog.ts';
import { onEnter } from '../../keys/onEnter.ts';
import { formatMoment } from '../../language/format.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useAskCentral } from './useAskCentral.ts';

interface Props {
  readonly householdId: string;
  readonly name: string;
  readonly nowMs: number;
}

/** 「谁看过」: for supervisors and administrators. The purpose is asked for first, and stands in the log itself. */
export function AccessLogDialog({ householdId, name, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const up = useCentralStore((state) => state.up);
  const [isOpen, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [entries, setEntries] = useState<readonly AccessEntry[] | null>(null);
  const { isAsking, problem, setProblem, ask: askCentral } = useAskCentral('file.access.refused');
  if (session === null || !mayAudit(session.agent.role)) return null;
  const zone = session.policy.zone ?? DEFAULT_ZONE;
  const isShort = !accessQuerySchema.safeParse({ purpose }).success;
  const close = (): void => { setOpen(false); setEntries(null); setPurpose(''); setProblem(null); };
  const ask = (): void => {
    if (isShort) setProblem(t('file.access.tooShort'));
    else askCentral(() => readAccessLog(householdId, purpose.trim()), setEntries);
  };
  return (
    <>
      <Button icon={<EyeOutlined />} title={t('file.access.open')} aria-label={t('file.access.open')} onClick={() => { setOpen(true); }} data-testid="access-open" />
      <Modal open={isOpen} onCancel={close} footer={null} width={620} title={t('file.access.title', { name })} destroyOnHidden>
        {entries === null ? (
          <div className="cf-access-ask">
            <p>{t('file.access.why')}</p>
            <Input value={purpose} autoFocus maxLength={200} placeholder={t('file.access.example')} aria-label={t('file.access.purpose')} onChange={(event) => { setPurpose(event.target.value); }} onKeyDown={onEnter(ask)} data-testid="access-purpose" />
            <p className="cf-buttons"><Button type="primary" loading={isAsking} disabled={!up} onClick={ask} data-testid="access-ask">{t('file.access.ask')}</Button>{up ? null : <span className="cf-problem">{t('file.access.away')}</span>}</p>
            {problem === null ? null : <p className="cf-problem" role="alert">{problem}</p>}
          </div>
        ) : (
          <div className="cf-access-list">
            <table data-testid="access-log">
              <thead><tr><th scope="col">{t('file.access.when')}</th><th scope="col">{t('file.access.who')}</th><th scope="col">{t('file.access.how')}</th></tr></thead>
              <tbody>
                {entries.map((entry) => (
                  <tr key={`${String(entry.atMs)}${entry.agentId}${entry.why}`}>
                    <td>{formatMoment(entry.atMs, zone, nowMs)}</td><td>{entry.agentNumber} {entry.agentName}</td>
                    <td>{t(`file.access.reason.${entry.why}`)}{entry.purpose === null ? '' : t('file.access.for', { purpose: entry.purpose })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Modal>
    </>
  );
}
