import { BellOutlined, CheckCircleOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isKnownKind, type Notice } from '../../shared/notices/notice.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { readNotices } from '../actions/readNotice.ts';
import { formatAgreed, formatMoment } from '../language/format.ts';
import { spokenLanguage } from '../language/i18n.ts';
import { useNotices } from '../localdb/useQuery.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useNow } from '../time/useNow.ts';
import './NoticeBell.css';

function useSentence(nowMs: number): (notice: Notice) => string {
  const { t } = useTranslation();
  return (notice) => {
    if (!isKnownKind(notice.kind)) return t('shell.notices.kind.other');
    const zone = notice.zone ?? DEFAULT_ZONE;
    const ops = [...new Set(notice.ops ?? [])].map((kind) => t(`shell.op.${kind}`));
    return t(`shell.notices.kind.${notice.kind}`, {
      who: notice.who ?? t('shell.notices.somebody'),
      when: notice.dueAtMs === null ? t('shell.notices.sometime') : formatAgreed(notice.dueAtMs, zone, nowMs),
      ops: new Intl.ListFormat(spokenLanguage(), { type: 'conjunction' }).format(ops),
    });
  };
}

function NoticeList({ notices, unread, onRead }: { readonly notices: readonly Notice[]; readonly unread: readonly Notice[]; readonly onRead: (notices: readonly Notice[]) => void }) {
  const { t } = useTranslation();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const nowMs = useNow(60_000);
  const sentence = useSentence(nowMs);
  return (
    <>
      <div className="notices-head">
        <h3>{t('shell.notices.title')}</h3>
        {unread.length > 1 && <Button size="small" onClick={() => { onRead(unread); }}>{t('shell.notices.readAll')}</Button>}
      </div>
      {notices.length === 0 && <p className="status-faint">{t('shell.notices.none')}</p>}
      <ul>
        {notices.map((notice) => (
          <li key={notice.id} data-testid="notice" data-unread={notice.readAtMs === null}>
            <div>
              <p>{sentence(notice)}</p>
              <time className="status-faint">{formatMoment(notice.madeAtMs, zone, nowMs)}</time>
            </div>
            {notice.readAtMs === null
              ? <Button size="small" onClick={() => { onRead([notice]); }}>{t('shell.notices.read')}</Button>
              : <span className="status-faint"><CheckCircleOutlined aria-hidden /> {t('shell.notices.wasRead')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a colleague or central has to tell this agent: how much of it is unread, and the list. */
export function NoticeBell() {
  const { t } = useTranslation();
  const notices = useNotices() ?? [];
  const unread = notices.filter((notice) => notice.readAtMs === null);
  const [open, setOpen] = useState(false);
  const bell = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setOpen(false);
    bell.current?.focus();
  };
  const read = (which: readonly Notice[]): void => {
    void readNotices(which);
    // The button that was pressed goes; the keys stay in the list.
    list.current?.focus();
  };

  return (
    <Popover
      trigger="click" placement="rightBottom" open={open} onOpenChange={setOpen}
      afterOpenChange={(isOpen) => { if (isOpen) list.current?.focus(); }}
      content={(
        <div ref={list} className="notices" role="dialog" aria-label={t('shell.notices.title')} tabIndex={-1} onKeyDown={close}>
          <NoticeList notices={notices} unread={unread} onRead={read} />
        </div>
      )}
    >
      <button ref={bell} type="button" className="rail-item" aria-haspopup="dialog" aria-expanded={open} data-testid="notice-bell">
        <span className="rail-icon"><BellOutlined aria-hidden />{unread.length > 0 && <span className="rail-count">{unread.length > 99 ? '99+' : unread.length}<span className="desk-aloud">{t('shell.notices.unreadAloud')}</span></span>}</span>
        {t('shell.notices.title')}
      </button>
    </Popover>
  );
}
