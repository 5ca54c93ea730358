import process from 'node:process';

/**
 * Runs a launch of the tool that drives the desktop, and takes its listeners for signals off again: it would end this
 * process by itself when told to stop, before the services are down. Ours close everything in order.
 *
 * @template T
 * @param {() => Promise<T>} launch
 * @returns {Promise<T>}
 */
export async function withoutSignals(launch) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const ours = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  try {
    return await launch();
  } finally {
    for (const [signal, listeners] of ours) for (const each of process.listeners(signal)) if (!listeners.includes(each)) process.off(signal, each);
  }
}
