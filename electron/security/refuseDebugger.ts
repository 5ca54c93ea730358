import type { App } from 'electron';

/**
 * A packaged release does not open itself to a debugger: fuses stop Node's switches, but this one is Chromium's.
 * The build that our own tests drive is marked by `careline-tested` in its resources and is never shipped.
 */
export function refusesDebugger(app: App, isTestedBuild: boolean): boolean {
  return app.isPackaged && !isTestedBuild && (app.commandLine.hasSwitch('remote-debugging-port') || app.commandLine.hasSwitch('remote-debugging-pipe'));
}
