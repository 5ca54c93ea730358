import { CheckOutlined, DisconnectOutlined, ReloadOutlined, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { courier } from '../../actions/openDesk.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { REPEATED_FAULTS, usePushFaults } from '../../localdb/pushFaults.ts';
import { useLetGoRows, useOutboxRows } from '../../localdb/useQuery.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { LetGoLine } from '../outbox/LetGoLine.tsx';
import { OutboxLine } from '../outbox/OutboxLine.tsx';

/** Whether central can be reached, what waits to be sent, and what it would not take: nothing is dropped unless the agent says so. */
export function SyncSection(): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(15_000);
  const { up, sinceMs } = useCentralStore();
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const rows = useOutboxRows();
  const letGo = useLetGoRows() ?? [];
  const { inARow, sinceMs: faultsSinceMs } = usePushFaults();
  const refused = (rows ?? []).filter((row) => row.state === 'refused').length;
  const since = sinceMs === null ? '' : formatMoment(sinceMs, zone, nowMs);
  return (
    <section aria-label={t('settings.section.sync')}>
      <p className={up ? 'set-bar set-bar-good' : 'set-bar'} role="status" data-testid="sync-state">
        {up ? <CheckOutlined aria-hidden /> : <DisconnectOutlined aria-hidden />}
        <b>{t(up ? 'settings.sync.up' : 'settings.sync.down')}</b>
        <span>{since === '' ? '' : t('settings.sync.since', { time: since })}</span>
        <Button size="small" icon={<ReloadOutlined />} onClick={() => { courier()?.push(); }}>{t('settings.sync.now')}</Button>
      </p>
      {inARow < REPEATED_FAULTS || faultsSinceMs === null ? null : (
        <p className="set-bad" role="status" data-testid="sync-faults"><WarningFilled aria-hidden /> {t('settings.sync.faults', { time: midSentence(formatMoment(faultsSinceMs, zone, nowMs)), times: inARow })}</p>
      )}
      <h3>{t('settings.sync.outbox', { count: rows?.length ?? 0 })}{refused === 0 ? null : <span className="set-bad"> {t('settings.sync.refusedCount', { count: refused })}</span>}</h3>
      <p className="set-soft">{t('settings.sync.order')}</p>
      {rows !== undefined && rows.length === 0 ? <p className="set-empty" role="status">{t('settings.sync.empty')}</p> : null}
      <ul className="set-ops">{(rows ?? []).map((row) => <OutboxLine key={row.id} row={row} nowMs={nowMs} zone={zone} />)}</ul>
      {letGo.length === 0 ? null : (
        <>
          <h3>{t('outbox.letGo.title', { count: letGo.length })}</h3>
          <p className="set-soft">{t('outbox.letGo.how')}</p>
          <ul className="set-ops">{letGo.map((row) => <LetGoLine key={row.id} row={row} nowMs={nowMs} zone={zone} />)}</ul>
        </>
      )}
    </section>
  );
}
