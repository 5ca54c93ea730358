import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchPalette } from '../screens/customers/SearchPalette.tsx';
import { CallColumn } from '../screens/workbench/CallColumn.tsx';
import { type ScreenName, usePanelStore } from '../state/usePanelStore.ts';
import { AlertCalls } from './AlertCalls.tsx';
import { ClockBar } from './ClockBar.tsx';
import { KeySheet } from './KeySheet.tsx';
import { Rail } from './Rail.tsx';
import { SupervisionBar, useSupervisionMode } from './SupervisionBar.tsx';
import { SupervisorBar } from './SupervisorBar.tsx';
import { StatusBar } from './StatusBar.tsx';
import { Toasts } from './Toasts.tsx';
import { useFrameKeys } from './useFrameKeys.ts';
import './DeskFrame.css';

const screens: { readonly [S in ScreenName]: LazyExoticComponent<ComponentType> } = {
  'workbench': lazy(() => import('../screens/workbench/WorkbenchScreen.tsx')),
  'callbacks': lazy(() => import('../screens/callbacks/CallbacksScreen.tsx')),
  'my-calls': lazy(() => import('../screens/my-calls/MyCallsScreen.tsx')),
  'customers': lazy(() => import('../screens/customers/CustomersScreen.tsx')),
  'knowledge': lazy(() => import('../screens/knowledge/KnowledgeScreen.tsx')),
  'experts': lazy(() => import('../screens/experts/ExpertsScreen.tsx')),
  'editing': lazy(() => import('../screens/editing/EditingScreen.tsx')),
  'merges': lazy(() => import('../screens/merges/MergesScreen.tsx')),
  'floor': lazy(() => import('../screens/floor/FloorScreen.tsx')),
  'reports': lazy(() => import('../screens/reports/ReportsScreen.tsx')),
  'dials': lazy(() => import('../screens/dials/DialsScreen.tsx')),
  'queues': lazy(() => import('../screens/queues/QueuesScreen.tsx')),
  'plans': lazy(() => import('../screens/plans/PlansScreen.tsx')),
  'settings': lazy(() => import('../screens/settings/SettingsScreen.tsx')),
};

/** Rail, status bar, the call column that is there on every page, and the page. */
export function DeskFrame() {
  const { t, i18n } = useTranslation();
  const screen = usePanelStore((state) => state.screen);
  const Screen = screens[screen];
  const supervision = useSupervisionMode();
  useFrameKeys();

  return (
    <div className="frame" lang={i18n.language} data-supervision={supervision ?? undefined}>
      <Rail />
      <div className="frame-right">
        <StatusBar />
        <ClockBar />
        <SupervisorBar />
        <AlertCalls />
        <SupervisionBar />
        <div className="frame-columns">
          <div className="frame-call" data-column="call"><CallColumn /><Toasts /></div>
          <div className="frame-screen">
            <Suspense fallback={<p className="frame-opening">{t('shell.placeholder')}</p>}><Screen /></Suspense>
          </div>
        </div>
      </div>
      <SearchPalette />
      <KeySheet />
    </div>
  );
}
