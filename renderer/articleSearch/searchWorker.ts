import { keptIndexes } from '../localdb/keptIndexes.ts';
import { createIndexHost } from './createIndexHost.ts';
import type { SearchAsk, SearchReply } from './searchMessages.ts';

// The index of the knowledge base, in a thread of its own: building it and looking through it never hold up the page.

const runtime = /Chrome\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? navigator.userAgent;
const ask = createIndexHost(keptIndexes, runtime);
const reply = (message: SearchReply): void => { globalThis.postMessage(message); };

/** One after the other, in the order they were asked. */
let last: Promise<void> = Promise.resolve();

globalThis.addEventListener('message', ({ data }: MessageEvent<SearchAsk>) => {
  last = last.then(async () => {
    try {
      reply({ id: data.id, ok: true, reply: await ask(data.name, data.request) });
    } catch (error) {
      reply({ id: data.id, ok: false, detail: error instanceof Error ? error.message : 'unknown' });
    }
  });
});
