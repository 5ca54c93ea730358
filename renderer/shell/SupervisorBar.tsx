import { NotificationFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { floorNoticeKinds } from '../../shared/notices/notice.ts';
import { readNotices } from '../actions/readNotice.ts';
import { useNotices } from '../localdb/useQuery.ts';
import { useNow } from '../time/useNow.ts';
import { useNoticeSentence } from './useNoticeSentence.ts';
import './SupervisorBar.css';

/** More would push the work off the screen; the rest waits in the list. */
const MOST_LINES = 2;

/** What a supervisor said or did, before the agent's eyes until they say that they have read it. */
export function SupervisorBar() {
  const { t } = useTranslation();
  const sentence = useNoticeSentence(useNow(60_000));
  const unread = (useNotices() ?? []).filter((notice) => notice.readAtMs === null && floorNoticeKinds.includes(notice.kind));
  if (unread.length === 0) return null;
  return (
    <div className="supervisor-bar" role="status" data-testid="supervisor-bar">
      {unread.slice(0, MOST_LINES).map((notice) => (
        <p key={notice.id}><NotificationFilled aria-hidden /><span>{sentence(notice)}</span><Button size="small" onClick={() => { void readNotices([notice]); }}>{t('shell.notices.read')}</Button></p>
      ))}
    </div>
  );
}
