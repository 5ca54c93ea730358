import { globalShortcut } from 'electron';
import { logger } from '../logging/logger.ts';

type GlobalKey = 'F2' | 'F3' | 'F4' | 'F8';

/** Keys that work while another program has the focus; each one only when the agent asked for it (product.md §4.4). */
export function bindGlobalKeys(keys: readonly GlobalKey[], pressed: (key: GlobalKey) => void): void {
  globalShortcut.unregisterAll();
  for (const key of keys) if (!globalShortcut.register(key, () => pressed(key))) logger.warn('keys.taken', { key });
}
