import { app, type BrowserWindow, powerMonitor } from 'electron';
import type { GlobalKey } from '../../shared/settings/deskSettings.ts';
import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { TellWindow } from '../ipc/tellWindow.ts';
import { showNotification } from '../notifications/showNotification.ts';
import type { ReadinessBoard } from '../readiness/readinessBoard.ts';
import type { SessionKeeper } from '../session/sessionKeeper.ts';
import type { SettingsFile } from '../settings/settingsFile.ts';
import { bringForward } from '../windows/bringForward.ts';
import type { TrayIcon } from '../windows/trayIcon.ts';

type DeskCommands = Pick<CommandHandlers, 'desk:ready' | 'settings:read' | 'settings:change' | 'settings:takenKeys' | 'links:report' | 'links:recheck' | 'notification:show' | 'tray:show' | 'desk:restart' | 'badge:set' | 'window:attention'>;

export interface DeskCommandParts {
  readonly keeper: SessionKeeper;
  readonly settings: SettingsFile;
  readonly board: ReadinessBoard;
  readonly tell: TellWindow;
  readonly window: () => BrowserWindow | null;
  readonly tray: TrayIcon;
  readonly pageReady: () => void;
  readonly settingsChanged: () => void;
  readonly takenKeys: () => readonly GlobalKey[];
  readonly isInCall: () => boolean;
  readonly restart: () => void;
}

/** So long after the last key or movement nobody is in the middle of something. */
const IDLE_SECONDS = 2;

/** Shows the window above others. The keyboard goes to it only when nothing is being typed elsewhere: half a word would be lost there. */
function callForAttention(window: BrowserWindow | null): void {
  if (window === null || window.isFocused()) return;
  if (window.isMinimized()) window.restore();
  if (powerMonitor.getSystemIdleTime() >= IDLE_SECONDS) {
    bringForward(window);
    return;
  }
  window.showInactive();
  window.moveTop();
  window.flashFrame(true);
}

/** The desktop itself: its page, settings, links, and how it calls for attention. */
export function deskCommands({ keeper, settings, board, tell, window, tray, pageReady, settingsChanged, takenKeys, isInCall, restart }: DeskCommandParts): DeskCommands {
  return {
    'desk:ready': () => {
      // Facts follow the answer: the page has bound its listeners by then.
      setImmediate(pageReady);
      // A page that was loaded anew says itself what is on it: of the one before nothing is.
      keeper.forgetFloor();
      return { session: keeper.session, settings: settings.current, settingsProblem: settings.problem, version: app.getVersion(), electron: process.versions.electron };
    },
    'settings:read': () => settings.current,
    'settings:change': async (change) => {
      const changed = await settings.change(change as Parameters<SettingsFile['change']>[0]);
      settingsChanged();
      return changed;
    },
    'settings:takenKeys': takenKeys,
    'links:report': ({ link, up, cause }) => {
      board.pageHeard();
      // Network and registration are main's own to prove.
      if (up !== null && link !== 'network' && link !== 'registration') board.set(link, up, { cause: cause ?? 'unknown' });
      return null;
    },
    'links:recheck': () => { keeper.probe(); return board.current; },
    'notification:show': async ({ title, body, opens }) => ({
      shown: await showNotification(title, body, () => {
        bringForward(window());
        if (opens !== null) tell.tell('notification:clicked', opens);
      }),
    }),
    'tray:show': ({ words }) => { tray.show(words); return null; },
    'desk:restart': () => {
      if (isInCall()) return { ok: false, refusal: 'in-call', detail: null };
      // The answer goes first.
      setImmediate(restart);
      return { ok: true, value: null };
    },
    'badge:set': ({ count }) => { app.setBadgeCount(count); return null; },
    'window:attention': ({ focus }) => {
      const desk = window();
      if (focus) callForAttention(desk);
      else desk?.flashFrame(true);
      return null;
    },
  };
}
