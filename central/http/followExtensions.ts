import type { Line } from '../routing/switchboard.ts';
import { activeExtensions } from '../store/agents.ts';
import type { Pool } from '../store/pool.ts';
import { tellFault } from '../tellFault.ts';

/** Whoever left can still register for so long. */
const LOOK_EVERY_MS = 3000;
const EXTENSION = /^\d{3,8}$/;

/**
 * Tells a line who may register: now, and whenever it changes, whichever central changed it.
 *
 * @returns what ends it.
 */
export function followExtensions(pool: Pool, line: Line): () => void {
  let told = '';
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const extensions = (await activeExtensions(pool)).filter((extension) => EXTENSION.test(extension));
      const text = extensions.join(' ');
      if (text !== told) line.send({ t: 'extensions', extensions });
      told = text;
    } catch (error) {
      // The line keeps whom it knows; the next look tells.
      tellFault('reading who may register failed', error);
    } finally {
      looking = false;
    }
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
