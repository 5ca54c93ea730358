import { createIndexHost } from './createIndexHost.ts';
import type { AskIndex, AskName, SearchAsk, SearchReply } from './searchMessages.ts';

/** The index in a worker. */
function inWorker(worker: Worker): AskIndex {
  const waiting = new Map<number, { readonly resolve: (reply: unknown) => void; readonly reject: (error: Error) => void }>();
  let asked = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<SearchReply>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) asker?.resolve(data.reply);
    else asker?.reject(new Error(data.detail));
  });
  worker.addEventListener('error', () => {
    for (const { reject } of waiting.values()) reject(new Error('the search worker failed'));
    waiting.clear();
  });
  return (name, request) => new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve: resolve as (reply: unknown) => void, reject });
    const message: SearchAsk<AskName> = { id: asked, name, request };
    worker.postMessage(message);
  });
}

/** In a worker where there are any; else in the page, where it works as well and is not kept. */
export function openIndex(): AskIndex {
  if (typeof Worker === 'undefined') return createIndexHost(null, 'page');
  return inWorker(new Worker(new URL('./searchWorker.ts', import.meta.url), { type: 'module' }));
}
