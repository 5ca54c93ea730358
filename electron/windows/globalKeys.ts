import { globalShortcut } from 'electron';
import type { GlobalKey } from '../../shared/settings/deskSettings.ts';
import { logger } from '../logging/logger.ts';

/**
 * Keys that work while another program has the focus; each one only when the agent asked for it (product.md §4.4).
 * @returns those that another program holds: they do nothing here.
 */
export function bindGlobalKeys(keys: readonly GlobalKey[], pressed: (key: GlobalKey) => void): readonly GlobalKey[] {
  globalShortcut.unregisterAll();
  return keys.filter((key) => {
    const isTaken = !globalShortcut.register(key, () => pressed(key));
    if (isTaken) logger.warn('keys.taken', { key });
    return isTaken;
  });
}
