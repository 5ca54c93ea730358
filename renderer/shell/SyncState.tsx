import { CheckOutlined, DisconnectOutlined, SyncOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { courier } from '../actions/openDesk.ts';
import { formatTime, formatTimeToSecond } from '../language/format.ts';
import { useLongPull } from '../localdb/useLongPull.ts';
import { useMirrorStanding } from '../localdb/useMirrorStanding.ts';
import { useOutboxCounts, useOutboxRows } from '../localdb/useQuery.ts';
import { whySentence } from '../screens/outbox/refusalWords.ts';
import { showScreen } from '../state/usePanelStore.ts';
import { useCentralStore } from '../state/useCentralStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';

function OutboxList({ zone }: { readonly zone: string }) {
  const { t } = useTranslation();
  const rows = useOutboxRows() ?? [];
  return (
    <div className="outbox-pop">
      <h3>{t('shell.sync.title')}</h3>
      <p>{rows.length === 0 ? t('shell.sync.nothing') : t('shell.sync.explain')}</p>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <time>{formatTimeToSecond(row.addedAtMs, zone)}</time>
            <strong>{t(`shell.op.${row.op.kind}`)}</strong>
            <span className={row.state === 'refused' ? 'status-warn' : 'status-faint'}>{row.state === 'refused' ? whySentence(row) : t('shell.sync.kept')}</span>
          </li>
        ))}
      </ul>
      {rows.some((row) => row.state === 'refused') && <Button size="small" type="primary" onClick={() => { showScreen('settings'); }} data-testid="outbox-settle">{t('outbox.settle')}</Button>}{' '}
      {rows.some((row) => row.state === 'waiting') && <Button size="small" icon={<SyncOutlined aria-hidden />} onClick={() => { courier()?.push(); }}>{t('shell.sync.now')}</Button>}
    </div>
  );
}

/** 「已同步」 「1 条待传」 「离线 · 自 14:02」: what of the agent's work is not in the central store yet. */
export function SyncState() {
  const { t } = useTranslation();
  const { up, sinceMs } = useCentralStore();
  const { waiting, refused } = useOutboxCounts();
  const isFilling = useLongPull();
  const isBehind = useMirrorStanding() !== 'current';
  const isStill = up && !isFilling;
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  return (
    <Popover trigger="click" placement="bottomLeft" content={<OutboxList zone={zone} />}>
      <button type="button" className="status-plain status-ruled" data-sync={up ? 'up' : 'away'} data-waiting={waiting}>
        {!up && <><DisconnectOutlined aria-hidden className="status-warn" /><strong className="status-warn">{t('shell.sync.offline')}</strong></>}
        {!up && sinceMs !== null && <span className="status-faint">{t('shell.sync.since', { time: formatTime(sinceMs, zone) })}</span>}
        {up && isFilling && <><SyncOutlined aria-hidden className="status-warn" /><span>{t('shell.sync.filling')}</span></>}
        {isStill && isBehind && <><SyncOutlined aria-hidden className="status-warn" /><span>{t('shell.sync.behind')}</span></>}
        {isStill && !isBehind && waiting === 0 && <><CheckOutlined aria-hidden className="status-ok" /><span>{t('shell.sync.done')}</span></>}
        {isStill && !isBehind && waiting > 0 && <SyncOutlined aria-hidden className="status-warn" />}
        {waiting > 0 && <span>{t('shell.sync.waiting', { count: waiting })}</span>}
        {refused > 0 && <span className="status-bad"><WarningFilled aria-hidden /> {t('shell.sync.refused', { count: refused })}</span>}
      </button>
    </Popover>
  );
}
