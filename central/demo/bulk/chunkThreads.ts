import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ChunkOrder, SeedChunk } from './seedChunk.ts';

/** More make the store wait for nothing: it takes rows in from one connection. */
const MOST_THREADS = 4;

class Thread {
  private readonly worker = new Worker(new URL('./chunkWorker.ts', import.meta.url));
  private waiting: { resolve(chunk: SeedChunk): void; reject(error: unknown): void } | null = null;

  constructor() {
    this.worker.on('message', (chunk: SeedChunk) => this.waiting?.resolve(chunk));
    this.worker.on('error', (error) => this.waiting?.reject(error));
  }

  make(order: ChunkOrder): Promise<SeedChunk> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage(order);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Makes chunks ahead, one in each thread, and gives them out in their order. */
export async function* chunksInOrder(first: number, order: Omit<ChunkOrder, 'chunk'>): AsyncGenerator<SeedChunk, void> {
  const threads = Array.from({ length: Math.min(MOST_THREADS, Math.max(1, availableParallelism())) }, () => new Thread());
  try {
    const coming = threads.map((thread, i) => thread.make({ ...order, chunk: first + i }));
    for (let turn = 0; ; turn = (turn + 1) % threads.length) {
      const made = await coming[turn];
      const thread = threads[turn];
      if (made === undefined || thread === undefined) return;
      const next = thread.make({ ...order, chunk: made.chunk + threads.length });
      // Nobody may come for it any more.
      next.catch(() => {});
      coming[turn] = next;
      yield made;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}
