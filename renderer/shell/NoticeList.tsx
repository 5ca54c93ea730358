import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { coachingNoticeKinds, type Notice } from '../../shared/notices/notice.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { formatMoment } from '../language/format.ts';
import { useLongPull } from '../localdb/useLongPull.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useNow } from '../time/useNow.ts';
import { hasPlace } from './openNotice.ts';
import { useNoticeSentence } from './useNoticeSentence.ts';

interface Props {
  readonly notices: readonly Notice[];
  readonly onRead: (notices: readonly Notice[]) => void;
  readonly onOpen: (notice: Notice) => void;
}

/** Notices, the latest first, each in one sentence: to what it is about, and read. */
export function NoticeList({ notices, onRead, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const nowMs = useNow(60_000);
  const sentence = useNoticeSentence(nowMs);
  const isFilling = useLongPull();
  if (notices.length === 0) return <p className="status-faint notices-none">{t(isFilling ? 'shell.notices.fetching' : 'shell.notices.none')}</p>;
  return (
    <ul>
      {notices.map((notice) => (
        <li key={notice.id} data-testid="notice" data-unread={notice.readAtMs === null}>
          <div>
            <p>{sentence(notice)}</p>
            <time className="status-faint">{formatMoment(notice.madeAtMs, zone, nowMs)}</time>
          </div>
          {notice.readAtMs === null && !coachingNoticeKinds.includes(notice.kind)
            ? <Button size="small" onClick={() => { onRead([notice]); }}>{t('shell.notices.read')}</Button>
            : notice.readAtMs === null ? null : <span className="status-faint"><CheckCircleOutlined aria-hidden /> {t('shell.notices.wasRead')}</span>}
          {hasPlace(notice) ? <Button size="small" type="link" onClick={() => { onOpen(notice); }}>{t(coachingNoticeKinds.includes(notice.kind) ? 'coaching.open' : 'shell.notices.open')}</Button> : null}
        </li>
      ))}
    </ul>
  );
}
