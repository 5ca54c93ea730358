// A page seen through Chromium's own debug port. Lighter than Playwright, which loads itself into the main process first:
// what is measured here is the start of the product and of nothing else.
import { WebSocket } from 'ws';

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Waits until `read` gives something, asking every few milliseconds. @throws after `withinMs`. */
export async function eventually(what, read, withinMs, everyMs = 5) {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await read();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(everyMs);
  }
}

/**
 * The first page of the process whose debug port this is, once it shows the desktop's own document.
 * @returns {Promise<{ evaluate(expression: string, evaluateWithinMs?: number): Promise<unknown>, close(): void }>}
 */
export async function firstPage(port, withinMs) {
  const target = await eventually('a page', async () => {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`).then((answer) => answer.json()).catch(() => []);
    return list.find(({ type, url }) => type === 'page' && url.startsWith('careline:'));
  }, withinMs);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });
  const waiting = new Map();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(String(data));
    const pending = waiting.get(id);
    waiting.delete(id);
    if (error) pending?.reject(new Error(error.message));
    else pending?.resolve(result);
  });
  socket.on('close', () => { for (const { reject } of waiting.values()) reject(new Error('the page went')); });
  const page = {
    async evaluate(expression, evaluateWithinMs = 10_000) {
      last += 1;
      const id = last;
      const answer = new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        setTimeout(() => reject(new Error(`the page did not answer within ${evaluateWithinMs} ms`)), evaluateWithinMs).unref();
      });
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } }));
      const { result, exceptionDetails } = await answer;
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    close() { socket.close(); },
  };
  // The list tells the address a page is going to; what it still shows may be the empty document before it.
  await eventually('the desktop’s document', () => page.evaluate("location.protocol === 'careline:'").catch(() => false), withinMs);
  return page;
}
