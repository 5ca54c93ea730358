import { app, type BrowserWindow } from 'electron';
import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { TellWindow } from '../ipc/tellWindow.ts';
import { showNotification } from '../notifications/showNotification.ts';
import type { ReadinessBoard } from '../readiness/readinessBoard.ts';
import type { SessionKeeper } from '../session/sessionKeeper.ts';
import type { SettingsFile } from '../settings/settingsFile.ts';

type DeskCommands = Pick<CommandHandlers, 'desk:ready' | 'settings:read' | 'settings:change' | 'links:report' | 'links:recheck' | 'notification:show' | 'badge:set' | 'window:attention'>;

export interface DeskCommandParts {
  readonly keeper: SessionKeeper;
  readonly settings: SettingsFile;
  readonly board: ReadinessBoard;
  readonly tell: TellWindow;
  readonly window: () => BrowserWindow | null;
  readonly pageReady: () => void;
  readonly settingsChanged: () => void;
}

function bringForward(window: BrowserWindow | null): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The desktop itself: its page, settings, links, and how it calls for attention. */
export function deskCommands({ keeper, settings, board, tell, window, pageReady, settingsChanged }: DeskCommandParts): DeskCommands {
  return {
    'desk:ready': () => {
      // Facts follow the answer: the page has bound its listeners by then.
      setImmediate(pageReady);
      return { session: keeper.session, settings: settings.current, settingsProblem: settings.problem, version: app.getVersion(), electron: process.versions.electron };
    },
    'settings:read': () => settings.current,
    'settings:change': async (change) => {
      const changed = await settings.change(change as Parameters<SettingsFile['change']>[0]);
      settingsChanged();
      return changed;
    },
    'links:report': ({ link, up, cause }) => {
      board.pageHeard();
      // Network and registration are main's own to prove.
      if (link !== 'network' && link !== 'registration') board.set(link, up, { cause: cause ?? 'unknown' });
      return null;
    },
    'links:recheck': () => { keeper.probe(); return board.current; },
    'notification:show': async ({ title, body, callbackId }) => ({
      shown: await showNotification(title, body, () => {
        bringForward(window());
        if (callbackId !== null) tell.tell('notification:clicked', { callbackId });
      }),
    }),
    'badge:set': ({ count }) => { app.setBadgeCount(count); return null; },
    'window:attention': ({ focus }) => {
      const desk = window();
      if (focus) bringForward(desk);
      else desk?.flashFrame(true);
      return null;
    },
  };
}
