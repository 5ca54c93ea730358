import { openDesk } from './actions/openDesk.ts';
import { saveAllDrafts } from './actions/editDraft.ts';
import { askDesk } from './bridge/desk.ts';
import { listenToKeys } from './keys/keyBoard.ts';
import { speak } from './language/i18n.ts';
import { startAutoAnswer } from './actions/autoAnswer.ts';
import { startReminders } from './actions/remindCallbacks.ts';
import { startTray } from './actions/showTray.ts';
import { startRingAttention } from './actions/ringAttention.ts';
import { startLinkChecks } from './links/checkLinks.ts';
import { startSound } from './sound/soundDesk.ts';
import { bindFacts } from './state/bindFacts.ts';
import { useSessionStore } from './state/useSessionStore.ts';
import { useSettingsStore } from './state/useSettingsStore.ts';
import { tellAgent } from './state/useToastStore.ts';
import { setClockSkew } from './time/deskClock.ts';

async function askWhereWeAre(): Promise<void> {
  const { session, settings, settingsProblem, version } = await askDesk('desk:ready', null);
  useSettingsStore.setState({ settings, problem: settingsProblem, version });
  speak(settings.language);
  if (session === null) {
    useSessionStore.setState({ phase: 'signed-out' });
    return;
  }
  // The page was loaded anew while somebody is signed in: calls stand, drafts come from the disk.
  setClockSkew(session.clockSkewMs);
  useSessionStore.setState({ phase: 'signed-in', session });
  await openDesk(session);
}

/** Starts everything of the page that is not drawn: facts, keys, the first question to main, links, reminders. */
export function startPage(): void {
  // Assistive tools and whoever drives the desktop from outside see in which phase the page is.
  useSessionStore.subscribe(({ phase }) => { document.documentElement.dataset['phase'] = phase; });
  bindFacts();
  listenToKeys();
  startSound();
  startLinkChecks();
  startReminders();
  startAutoAnswer();
  startRingAttention();
  startTray();
  // A page that goes (reload, close, sleep) takes nothing unwritten with it.
  window.addEventListener('pagehide', () => { void saveAllDrafts(); });
  document.addEventListener('visibilitychange', () => { void saveAllDrafts(); });
  window.addEventListener('unhandledrejection', (event) => {
    console.error('unhandled', event.reason);
    tellAgent('overdue', 'shell.fault');
  });
  askWhereWeAre().catch((error: unknown) => {
    console.error('main did not answer', error);
    useSessionStore.setState({ phase: 'signed-out' });
    tellAgent('overdue', 'shell.fault');
  });
}
