import { Notification } from 'electron';

/** Kept until they are put away: one that nobody holds is collected, and pressing it does nothing. The oldest go first. */
const standing = new Set<Notification>();
const MOST_STANDING = 50;

/** How long the system may take to say that it showed it. */
const SHOWN_WITHIN_MS = 3000;

/**
 * Raises a system notification; `clicked` is called when the agent presses it.
 * @returns whether the system says that it was shown: without a notification service it is not, and the page's own
 * banner has to do.
 */
export function showNotification(title: string, body: string, clicked: () => void): Promise<boolean> {
  if (!Notification.isSupported()) return Promise.resolve(false);
  return new Promise((resolve) => {
    const notification = new Notification({ title, body, silent: false });
    const timer = setTimeout(() => resolve(false), SHOWN_WITHIN_MS);
    const end = (shown: boolean): void => { clearTimeout(timer); resolve(shown); };
    notification.on('show', () => end(true));
    notification.on('failed', () => { standing.delete(notification); end(false); });
    standing.add(notification);
    for (const oldest of standing) if (standing.size > MOST_STANDING) standing.delete(oldest);
    notification.on('click', () => { standing.delete(notification); clicked(); });
    notification.on('close', () => standing.delete(notification));
    notification.show();
  });
}
