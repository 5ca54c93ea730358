import { Notification } from 'electron';

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
    notification.on('failed', () => end(false));
    notification.on('click', clicked);
    notification.show();
  });
}
