import './olderRuntime.ts';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { app, type BrowserWindow, powerMonitor, protocol, safeStorage, session, shell } from 'electron';
import type { GlobalKey } from '../shared/settings/deskSettings.ts';
import { agentCommands } from './commands/agentCommands.ts';
import { articleCommands } from './commands/articleCommands.ts';
import { attachmentCommands } from './commands/attachmentCommands.ts';
import { guideCommands } from './commands/guideCommands.ts';
import { mergeCommands } from './commands/mergeCommands.ts';
import { reportCommands } from './commands/reportCommands.ts';
import { callCommands } from './commands/callCommands.ts';
import { deskCommands } from './commands/deskCommands.ts';
import { journalCommands } from './commands/journalCommands.ts';
import { recordCommands } from './commands/recordCommands.ts';
import { setUpCommands } from './commands/setUpCommands.ts';
import { sessionCommands } from './commands/sessionCommands.ts';
import { supervisionCommands } from './commands/supervisionCommands.ts';
import { answerCommands } from './ipc/answerCommands.ts';
import { AskMedia } from './ipc/askMedia.ts';
import { TellWindow } from './ipc/tellWindow.ts';
import { DeskJournals } from './journal/deskJournals.ts';
import { logger } from './logging/logger.ts';
import { watchNetwork } from './power/watchNetwork.ts';
import { AwayAgent } from './power/awayAgent.ts';
import { watchClock } from './power/watchClock.ts';
import { watchPower } from './power/watchPower.ts';
import { ReadinessBoard } from './readiness/readinessBoard.ts';
import { blockNavigation } from './security/blockNavigation.ts';
import { denyPermissions } from './security/denyPermissions.ts';
import { refusesDebugger } from './security/refuseDebugger.ts';
import { isTrustedFrame } from './security/trustedFrame.ts';
import { PopHouseholds } from './session/popHouseholds.ts';
import { SessionKeeper } from './session/sessionKeeper.ts';
import { DeskVault } from './settings/deskVault.ts';
import { SecretStore } from './settings/secretStore.ts';
import { SettingsFile } from './settings/settingsFile.ts';
import { PhoneLine } from './sip/phoneLine.ts';
import { CentralClient } from './sync/centralClient.ts';
import { LiveSocket } from './sync/liveSocket.ts';
import { APP_SCHEME, createAppHandler } from './windows/appProtocol.ts';
import { bindGlobalKeys } from './windows/globalKeys.ts';
import { bringForward } from './windows/bringForward.ts';
import { openMainWindow } from './windows/mainWindow.ts';
import { TrayIcon } from './windows/trayIcon.ts';

/** What build/start.mjs opens the desktop again for. */
const RESTART_EXIT_CODE = 75;
const USUAL_CENTRAL_URL = 'http://127.0.0.1:8700';

async function startDesk(): Promise<void> {
  const userData = app.getPath('userData');
  // `npm start` knows which port central took; it is not remembered, so the next start may take another.
  const settings = await SettingsFile.open(userData, USUAL_CENTRAL_URL, process.env['CARELINE_CENTRAL_URL'] ?? null);
  const centralUrl = (): string => settings.current.centralUrl;
  const secrets = new SecretStore(userData, safeStorage);
  const tell = new TellWindow();
  const media = new AskMedia(isTrustedFrame);
  const clock = { now: () => Date.now() };
  let window: BrowserWindow | null = null;
  let leaving = false;
  let restarting = false;
  const tray = new TrayIcon(() => bringForward(window), () => app.quit());

  const phone = new PhoneLine({
    media, clock,
    log: { info: (what) => logger.info('line', { what }), warn: (what, error) => logger.error('line', error, { what, why: error instanceof Error ? error.message.slice(0, 200) : null }) },
  });
  const board = new ReadinessBoard((readiness, isNews) => { tell.tell('readiness:changed', readiness); if (isNews) keeper.tellLinks(); }, clock.now);
  const central = new CentralClient({
    baseUrl: centralUrl, desktopVersion: app.getVersion(), deviceId: () => settings.current.deviceId,
    onRefreshToken: (token) => { void (token === null ? secrets.forget() : secrets.keep(token)); if (token !== null) keeper.renewed(); },
    onExpired: () => keeper.expired(),
    onOutdated: (minimum) => tell.tell('desktop:outdated', { outdated: { minimum, isServed: false } }),
  });
  const live = new LiveSocket({
    url: () => new URL('/live', centralUrl().replace(/^http/, 'ws')).href,
    accessToken: () => central.accessToken(),
    onMessage: (message) => { keeper.heard(message, clock.now()); phone.letIn(keeper.presence?.supervisions ?? []); },
    onUp: (up) => { keeper.linkChanged(up, clock.now()); if (up) pops.askAgain(phone.calls); },
  });
  const keeper = new SessionKeeper({ central, live, phone, window: tell, board, secrets, vault: new DeskVault(userData, secrets), clock, version: app.getVersion() });
  const pops = new PopHouseholds(central, (pop) => tell.tell('pop:arrived', pop));

  phone.on('calls', (calls) => { tell.tell('calls:changed', calls); pops.callsChanged(calls); keeper.callsChanged(calls); });
  phone.on('supervision', (state) => tell.tell('supervision:changed', state));
  phone.on('state', (state) => {
    if (state === 'registered') keeper.probe();
    else if (state === 'stopped') board.forget(['registration']);
    else if (state === 'registering') board.checking('registration');
    else board.set('registration', false, { cause: state === 'refused' ? 'line-refuses' : 'line-away' });
  });
  setInterval(() => board.watch(), 1000);

  const away = new AwayAgent();
  watchPower(powerMonitor, (state) => {
    tell.tell('power:changed', { state });
    if (state === 'unlocked' || state === 'awake') {
      live.hurry();
      void phone.recheck();
    }
    const wanted = away.after(state, keeper.presence);
    // A summary that is being written stays open: what is chosen comes after it.
    if (wanted !== null) keeper.choose(wanted, keeper.presence?.state.kind === 'wrap-up');
  });

  // Central says in its answer what time it is there.
  watchClock({ wall: () => Date.now(), running: () => performance.now() }, () => keeper.clockWasSet());

  watchNetwork(networkInterfaces, () => { live.hurry(); phone.networkChanged().catch((error: unknown) => logger.error('line.network-changed', error)); });

  const pageGone = (): void => { tell.pageGone(); media.pageGone(); };
  /** The text size chosen in the settings is the zoom of the whole page: media queries then see the room there really is. */
  const zoomPage = (): void => {
    if (window !== null && !window.isDestroyed()) window.webContents.setZoomFactor(settings.current.textSize / 100);
  };
  const pageReady = (): void => {
    if (window === null || window.isDestroyed()) return;
    const page = window.webContents;
    zoomPage();
    media.pageReady(page);
    tell.pageReady(page);
    pops.tellAgain();
    keeper.tellAgain();
    board.pageHeard();
    phone.replaceMedia().catch((error: unknown) => logger.error('line.sound-not-replaced', error));
  };
  const restart = (): void => {
    restarting = true;
    // From the sources, `npm start` opens it again when it ends with this code.
    if (app.isPackaged) app.relaunch();
    app.quit();
  };
  let takenKeys: readonly GlobalKey[] = [];
  const settingsChanged = (): void => {
    takenKeys = bindGlobalKeys(settings.current.globalKeys, (key) => tell.tell('key:pressed', { key }));
    zoomPage();
  };

  const attachments = attachmentCommands(central, (file) => shell.openPath(file));
  answerCommands({
    ...agentCommands(central),
    ...mergeCommands(central),
    ...reportCommands(central, () => window),
    ...setUpCommands(central),
    ...articleCommands(central),
    ...attachments.commands,
    ...guideCommands(central),
    ...sessionCommands(keeper, central, settings),
    ...recordCommands(keeper, central),
    ...journalCommands(new DeskJournals(path.join(userData, 'journals'))),
    ...callCommands(phone),
    ...supervisionCommands(phone, central),
    ...deskCommands({ keeper, settings, board, tell, window: () => window, tray, pageReady, settingsChanged, takenKeys: () => takenKeys, isInCall: () => phone.calls.some((call) => call.state !== 'ended'), restart }),
  }, isTrustedFrame);

  protocol.handle(APP_SCHEME, createAppHandler(path.join(__dirname, '../renderer')));
  denyPermissions(session.defaultSession);
  settingsChanged();
  await keeper.resume();
  window = openMainWindow(path.join(__dirname, '../preload/preload.cjs'), { pageGone, closed: () => { pageGone(); window = null; } });
  // Put away, not closed: what falls due is announced and what rings is heard. Ending the program is said in the tray.
  window.on('close', (event) => {
    if (leaving || !tray.isShown) return;
    event.preventDefault();
    tell.tell('close:asked', { why: 'window' });
    window?.hide();
  });

  app.on('second-instance', () => bringForward(window));
  app.on('before-quit', (event) => {
    if (leaving) return;
    // The line hears goodbye before the program goes, or callers would ring at an empty desk.
    event.preventDefault();
    leaving = true;
    live.stop();
    void Promise.allSettled([phone.stop(), attachments.close()]).finally(() => (restarting && !app.isPackaged ? app.exit(RESTART_EXIT_CODE) : app.quit()));
  });
}

const profile = app.commandLine.getSwitchValue('user-data-dir');
if (profile) app.setPath('userData', profile);
app.setName('Careline');
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
// The practice line's sound stays on this machine, and loopback candidates are left out unless asked for.
app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
// Every page's process is sandboxed. Chromium refuses its outer sandbox to root; our window asks for its own all the same.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
blockNavigation(app);

if (refusesDebugger(app, existsSync(path.join(process.resourcesPath, 'careline-tested')))) app.exit(1);
else if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('window-all-closed', () => app.quit());
  process.on('unhandledRejection', (error) => logger.error('unhandled', error));
  void app.whenReady().then(startDesk).catch((error: unknown) => { logger.error('desk.not-started', error); app.exit(1); });
}
