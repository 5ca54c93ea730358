import { DisconnectOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatTime } from '../../language/format.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useIsKept } from '../../state/useIsKept.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';

/** Central cannot be asked: said calmly, with since when; nothing that works is greyed out. */
export function AwayBar() {
  const { t } = useTranslation();
  const { up, sinceMs } = useCentralStore();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const isKept = useIsKept();
  if (up || sinceMs === null) return null;
  return (
    <p className="wb-away" role="status" data-testid="away-bar">
      <DisconnectOutlined aria-hidden /><b>{t('workbench.away.title', { time: formatTime(sinceMs, zone) })}</b><span className="wb-cut">{t(isKept ? 'workbench.away.explain' : 'workbench.away.notKept')}</span>
    </p>
  );
}
