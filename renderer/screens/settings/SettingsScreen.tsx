import { AudioOutlined, CloudSyncOutlined, FontColorsOutlined, InfoCircleOutlined, KeyOutlined, TeamOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSettings } from '../../../shared/settings/deskSettings.ts';
import { useOutboxCounts } from '../../localdb/useQuery.ts';
import { useSettingsStore } from '../../state/useSettingsStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { AboutSection } from './AboutSection.tsx';
import { AccountsSection } from './AccountsSection.tsx';
import { DevicesSection } from './DevicesSection.tsx';
import { KeysSection } from './KeysSection.tsx';
import { LookSection } from './LookSection.tsx';
import { SyncSection } from './SyncSection.tsx';
import './settings.css';

const sections = ['devices', 'look', 'keys', 'sync', 'accounts', 'about'] as const;
type Section = (typeof sections)[number];
const icons: Readonly<Record<Section, ReactNode>> = { devices: <AudioOutlined />, look: <FontColorsOutlined />, keys: <KeyOutlined />, sync: <CloudSyncOutlined />, accounts: <TeamOutlined />, about: <InfoCircleOutlined /> };

function renderSection(section: Section, settings: DeskSettings): ReactNode {
  switch (section) {
    case 'devices': return <DevicesSection settings={settings} />;
    case 'look': return <LookSection settings={settings} />;
    case 'keys': return <KeysSection settings={settings} />;
    case 'sync': return <SyncSection />;
    case 'accounts': return <AccountsSection />;
    case 'about': return <AboutSection settings={settings} />;
  }
}

/** 设置: every change is in force at once and kept on this computer. Opens at the outbox when something there needs the agent. */
export default function SettingsScreen(): ReactNode {
  const { t } = useTranslation();
  const settings = useSettingsStore((state) => state.settings);
  const { waiting, refused } = useOutboxCounts();
  const [chosen, setChosen] = useState<Section | null>(null);
  // Once there, the page stays: settling the last refused op must not turn it over.
  useEffect(() => { if (chosen === null && refused > 0) setChosen('sync'); }, [chosen, refused]);
  const isAdmin = useSessionStore((state) => state.session?.agent.role === 'admin');
  const offered = sections.filter((each) => each !== 'accounts' || isAdmin);
  const section = chosen ?? 'devices';
  return (
    <div className="set-screen">
      <nav className="set-nav" aria-label={t('settings.title')} data-column="customer">
        <h2>{t('settings.title')}</h2>
        {offered.map((each) => (
          <button key={each} type="button" className={each === section ? 'set-nav-on' : ''} aria-current={each === section ? 'page' : undefined} onClick={() => { setChosen(each); }} data-testid={`settings-section-${each}`}>
            {icons[each]} {t(`settings.section.${each}`)}
            {each !== 'sync' || waiting + refused === 0 ? null : <span className={refused > 0 ? 'set-count set-count-bad' : 'set-count'}>{waiting + refused}</span>}
          </button>
        ))}
      </nav>
      <div className="set-body" data-column="assist">
        <h2>{t(`settings.section.${section}`)}</h2>
        {settings === null ? null : renderSection(section, settings)}
      </div>
    </div>
  );
}
