import process from 'node:process';
import { say } from '../say.mjs';

/** What is open, in the order of opening. */
const open = [];

/** Remembers how to close something; returns the way to close it now, once. */
export function closeLater(close) {
  let closing = null;
  const once = () => {
    closing ??= Promise.resolve(close()).finally(() => { open.splice(open.indexOf(once), 1); });
    return closing;
  };
  open.push(once);
  return once;
}

/** Closes everything that is open, last opened first, whatever one of them says. */
export async function closeAll() {
  for (const close of [...open].reverse()) await close().catch((error) => say(`closing: ${error.message}`));
}

/** Told to stop, we leave nothing behind: no server, no desktop, no display. */
export function closeOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => { void closeAll().then(() => process.exit(130)); });
}
