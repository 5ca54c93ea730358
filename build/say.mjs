import process from 'node:process';

/** One line for the person at the terminal. Progress goes to stderr, so that stdout stays for results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one step and says that it is being done as soon as it has taken a second, and how long it took in the end.
 * @template T
 * @param {string} name what is being done, for a newcomer: 'installing packages'
 * @param {() => T | Promise<T>} action
 * @returns {Promise<T>}
 */
export async function step(name, action) {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  let told = false;
  const first = setTimeout(() => { told = true; say(`careline: ${name} …`); }, 1000);
  const again = setInterval(() => { if (told) say(`careline: ${name} … ${seconds()} s`); }, 15_000);
  try {
    const value = await action();
    if (told) say(`careline: ${name}: done in ${seconds()} s`);
    return value;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}
