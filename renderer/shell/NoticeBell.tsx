import { BellOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../shared/notices/notice.ts';
import { readNotices } from '../actions/readNotice.ts';
import { useNotices } from '../localdb/useQuery.ts';
import { NoticeList } from './NoticeList.tsx';
import { openNotice } from './openNotice.ts';
import './NoticeBell.css';

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
  // Whoever goes to it has read it.
  const go = (notice: Notice): void => {
    void readNotices([notice]);
    setOpen(false);
    openNotice(notice);
  };

  return (
    <Popover
      trigger="click" placement="rightBottom" open={open} onOpenChange={setOpen}
      afterOpenChange={(isOpen) => { if (isOpen) list.current?.focus(); }}
      content={(
        <div ref={list} className="notices" role="dialog" aria-label={t('shell.notices.title')} tabIndex={-1} onKeyDown={close}>
          <div className="notices-head">
            <h3>{t('shell.notices.title')}</h3>
            {unread.length > 1 && <Button size="small" onClick={() => { read(unread); }}>{t('shell.notices.readAll')}</Button>}
          </div>
          <NoticeList notices={notices} onRead={read} onOpen={go} />
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
