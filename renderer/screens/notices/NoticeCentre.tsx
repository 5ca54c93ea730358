import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../../shared/notices/notice.ts';
import { readNotices } from '../../actions/readNotice.ts';
import { Chip } from '../../components/Chip.tsx';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { useFollows, useNotices } from '../../localdb/useQuery.ts';
import { NoticeList } from '../../shell/NoticeList.tsx';
import { openNotice } from '../../shell/openNotice.ts';
import { FollowList } from './FollowList.tsx';
import './notices.css';

type View = 'notices' | 'follows';

/** On the page of the day: what colleagues and central have to tell this agent, and what the agent wants to hear of. */
export function NoticeCentre({ nowMs }: { readonly nowMs: number }): ReactNode {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('notices');
  // Undefined while it is read from this computer: nobody is told meanwhile that there is nothing.
  const told = useNotices();
  const followed = useFollows();
  const notices = told ?? [];
  const follows = followed ?? [];
  const unread = notices.filter((notice) => notice.readAtMs === null);
  // Whoever goes to it has read it.
  const open = (notice: Notice): void => {
    void readNotices([notice]);
    openNotice(notice);
  };
  return (
    <section className="nt-centre" aria-labelledby="notice-centre-title" data-testid="notice-centre">
      <header>
        <h2 id="notice-centre-title">{t('shell.notices.title')}</h2>
        {unread.length > 0 ? <Chip tone="accent">{t('notices.unread', { count: unread.length })}</Chip> : null}
        <ChoiceBar<View>
          size="small" value={view} onChange={setView} aria-label={t('notices.view')}
          options={[{ value: 'notices', label: t('notices.told') }, { value: 'follows', label: t('notices.follows', { count: follows.length }) }]}
        />
        {view === 'notices' && unread.length > 1 ? <Button size="small" className="nt-all" onClick={() => { void readNotices(unread); }}>{t('shell.notices.readAll')}</Button> : null}
      </header>
      <div className="nt-rows">
        {(view === 'notices' ? told : followed) === undefined ? null : view === 'notices' ? <NoticeList notices={notices} onRead={(which) => { void readNotices(which); }} onOpen={open} /> : <FollowList follows={follows} nowMs={nowMs} />}
      </div>
    </section>
  );
}
