import type { PowerMonitor } from 'electron';
import type { Facts } from '../../shared/ipc/facts.ts';

/** Tells when the computer is locked, goes to sleep, or is back: an agent who cannot see the screen is not ready. */
export function watchPower(monitor: PowerMonitor, changed: (state: Facts['power:changed']['state']) => void): void {
  monitor.on('lock-screen', () => changed('locked'));
  monitor.on('unlock-screen', () => changed('unlocked'));
  monitor.on('suspend', () => changed('asleep'));
  monitor.on('resume', () => changed('awake'));
}
