import { ApartmentOutlined, BarChartOutlined, CarryOutOutlined, CustomerServiceOutlined, DashboardOutlined, EditOutlined, MergeCellsOutlined, PhoneOutlined, QuestionCircleOutlined, ReadOutlined, SafetyOutlined, ScheduleOutlined, SettingOutlined, SolutionOutlined, TeamOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../shared/agents/agent.ts';
import { keepsGuides, mayAudit, mayMerge, mayReadReports, runsFloor } from '../../shared/agents/roleRights.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { type ScreenName, showScreen, usePanelStore } from '../state/usePanelStore.ts';
import { Mark } from '../components/Mark.tsx';
import { NoticeBell } from './NoticeBell.tsx';
import { useDueCounts } from './useDueCounts.ts';
import { useExpertCount } from './useExpertCount.ts';
import './Rail.css';

const everybodys: readonly { readonly screen: ScreenName; readonly icon: ReactNode }[] = [
  { screen: 'workbench', icon: <CustomerServiceOutlined aria-hidden /> },
  { screen: 'callbacks', icon: <ScheduleOutlined aria-hidden /> },
  { screen: 'my-calls', icon: <PhoneOutlined aria-hidden /> },
  { screen: 'customers', icon: <TeamOutlined aria-hidden /> },
  { screen: 'knowledge', icon: <ReadOutlined aria-hidden /> },
];

/** Pages of some roles, under those of all. */
const ofRoles: readonly { readonly screen: ScreenName; readonly icon: ReactNode; readonly may: (role: Role) => boolean }[] = [
  { screen: 'floor', icon: <DashboardOutlined aria-hidden />, may: runsFloor },
  { screen: 'reports', icon: <BarChartOutlined aria-hidden />, may: mayReadReports },
  { screen: 'queues', icon: <ApartmentOutlined aria-hidden />, may: runsFloor },
  { screen: 'plans', icon: <CarryOutOutlined aria-hidden />, may: runsFloor },
  { screen: 'dials', icon: <SafetyOutlined aria-hidden />, may: mayAudit },
  { screen: 'merges', icon: <MergeCellsOutlined aria-hidden />, may: mayMerge },
  { screen: 'editing', icon: <EditOutlined aria-hidden />, may: keepsGuides },
];

function RailItem({ screen, icon, count = 0, aloud = 'overdueAloud' }: { readonly screen: ScreenName; readonly icon: ReactNode; readonly count?: number; readonly aloud?: 'overdueAloud' | 'expertAloud' }) {
  const { t } = useTranslation();
  const isHere = usePanelStore((state) => state.screen === screen);
  return (
    <button type="button" className="rail-item" data-screen={screen} aria-current={isHere ? 'page' : undefined} onClick={() => { showScreen(screen); }}>
      <span className="rail-icon">{icon}{count > 0 && <span className="rail-count">{count > 99 ? '99+' : count}<span className="desk-aloud">{t(`shell.due.${aloud}`)}</span></span>}</span>
      {t(`shell.rail.${screen}`)}
    </button>
  );
}

/** The pages, at the left edge. */
export function Rail() {
  const { t } = useTranslation();
  const { overdue } = useDueCounts();
  const expert = useExpertCount();
  const role = useSessionStore((state) => state.session?.agent.role);
  const theirs = role === undefined ? [] : ofRoles.filter(({ may }) => may(role));
  return (
    <nav className={theirs.length + (expert === null ? 0 : 1) > 1 ? 'rail rail-long' : 'rail'} aria-label={t('shell.rail.label')}>
      <span className="rail-mark"><Mark size={24} /></span>
      {everybodys.map(({ screen, icon }) => <RailItem key={screen} screen={screen} icon={icon} count={screen === 'callbacks' ? overdue : 0} />)}
      {expert === null ? null : <RailItem screen="experts" icon={<SolutionOutlined aria-hidden />} count={expert} aloud="expertAloud" />}
      {theirs.map(({ screen, icon }) => <RailItem key={screen} screen={screen} icon={icon} />)}
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
