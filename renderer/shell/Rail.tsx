import { CustomerServiceOutlined, MergeCellsOutlined, PhoneOutlined, QuestionCircleOutlined, ReadOutlined, ScheduleOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayMerge } from '../../shared/agents/roleRights.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { type ScreenName, showScreen, usePanelStore } from '../state/usePanelStore.ts';
import { Mark } from '../components/Mark.tsx';
import { NoticeBell } from './NoticeBell.tsx';
import { useDueCounts } from './useDueCounts.ts';
import './Rail.css';

const top: readonly { readonly screen: ScreenName; readonly icon: ReactNode }[] = [
  { screen: 'workbench', icon: <CustomerServiceOutlined aria-hidden /> },
  { screen: 'callbacks', icon: <ScheduleOutlined aria-hidden /> },
  { screen: 'my-calls', icon: <PhoneOutlined aria-hidden /> },
  { screen: 'customers', icon: <TeamOutlined aria-hidden /> },
  { screen: 'knowledge', icon: <ReadOutlined aria-hidden /> },
];

function RailItem({ screen, icon, count = 0 }: { readonly screen: ScreenName; readonly icon: ReactNode; readonly count?: number }) {
  const { t } = useTranslation();
  const isHere = usePanelStore((state) => state.screen === screen);
  return (
    <button type="button" className="rail-item" data-screen={screen} aria-current={isHere ? 'page' : undefined} onClick={() => { showScreen(screen); }}>
      <span className="rail-icon">{icon}{count > 0 && <span className="rail-count">{count > 99 ? '99+' : count}<span className="desk-aloud">{t('shell.due.overdueAloud')}</span></span>}</span>
      {t(`shell.rail.${screen}`)}
    </button>
  );
}

/** The pages, at the left edge. */
export function Rail() {
  const { t } = useTranslation();
  const { overdue } = useDueCounts();
  const role = useSessionStore((state) => state.session?.agent.role);
  return (
    <nav className="rail" aria-label={t('shell.rail.label')}>
      <span className="rail-mark"><Mark size={24} /></span>
      {top.map(({ screen, icon }) => <RailItem key={screen} screen={screen} icon={icon} count={screen === 'callbacks' ? overdue : 0} />)}
      {role !== undefined && mayMerge(role) ? <RailItem screen="merges" icon={<MergeCellsOutlined aria-hidden />} /> : null}
      <span className="rail-gap" />
      <NoticeBell />
      <button type="button" className="rail-item" onClick={() => { usePanelStore.setState({ keySheetOpen: true }); }}>
        <span className="rail-icon"><QuestionCircleOutlined aria-hidden /></span>
        {t('shell.rail.keys')}
      </button>
      <RailItem screen="settings" icon={<SettingOutlined aria-hidden />} />
    </nav>
  );
}
