import { WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import './ClockBar.css';

/** What is wrong with this desktop as such: its sign-in is over, its clock, its version, its settings file. Nothing to show is nothing shown. */
export function ClockBar() {
  const { t } = useTranslation();
  const leaving = useSessionStore((state) => (state.session === null ? null : state.ended));
  const skewMs = useSessionStore((state) => state.skewMs);
  const outdated = useSessionStore((state) => state.outdated);
  const problem = useSettingsStore((state) => state.problem);
  const lines = [
    leaving === null ? null : t(`shell.leaving.${leaving}`),
    skewMs === null ? null : t(skewMs > 0 ? 'shell.clock.slow' : 'shell.clock.fast', { minutes: Math.max(1, Math.round(Math.abs(skewMs) / MINUTE_MS)) }),
    outdated === null ? null : t(outdated.isServed ? 'shell.outdatedSoon' : 'shell.outdated', { minimum: outdated.minimum }),
    problem === null ? null : t('shell.settingsProblem', { problem }),
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return <div className="clock-bar" role="status">{lines.map((line) => <p key={line}><WarningFilled aria-hidden />{line}</p>)}</div>;
}
