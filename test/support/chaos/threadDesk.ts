import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { FrailWire } from '../frailWire.ts';
import type { ChaosDesk } from './chaosDesk.ts';
import type { ChaosNews, ChaosOrder, ChaosSeat, DeskReport } from './chaosMessages.ts';

/** A desktop of the chaos run without a page: the product's courier and apply code in a thread. */
export class ThreadDesk implements ChaosDesk {
  readonly wire: FrailWire;
  readonly seat: ChaosSeat;
  readonly #worker: Worker;
  readonly #faults: unknown[] = [];

  private constructor(worker: Worker, wire: FrailWire, seat: ChaosSeat) {
    this.#worker = worker;
    this.wire = wire;
    this.seat = seat;
    worker.on('error', (error) => { this.#faults.push(error); });
  }

  /** Signs a desktop in through a wire of its own; resolves when it works. */
  static async sit(centralUrl: string, seat: Omit<ChaosSeat, 'url' | 'deviceId'>): Promise<ThreadDesk> {
    const wire = new FrailWire();
    await wire.lay(Number(new URL(centralUrl).port));
    const placed = { ...seat, url: `http://127.0.0.1:${wire.port}`, deviceId: randomUUID() };
    const worker = new Worker(new URL('./deskThread.ts', import.meta.url), { workerData: placed, execArgv: ['--no-warnings'] });
    const desk = new ThreadDesk(worker, wire, placed);
    await desk.#hear('ready');
    return desk;
  }

  async rest(): Promise<void> {
    this.#order({ t: 'rest' });
  }

  async report(): Promise<DeskReport> {
    const heard = this.#hear('report');
    this.#order({ t: 'report' });
    const news = await heard;
    if (news.t !== 'report') throw new Error('not a report');
    return news.report;
  }

  async leave(): Promise<void> {
    await this.#worker.terminate();
    await this.wire.remove();
  }

  #order(order: ChaosOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(kind: ChaosNews['t']): Promise<ChaosNews> {
    if (this.#faults.length > 0) return Promise.reject(this.#faults[0]);
    return new Promise((resolve, reject) => {
      const listen = (news: ChaosNews): void => {
        if (news.t !== kind) return;
        this.#worker.off('message', listen).off('error', reject);
        resolve(news);
      };
      this.#worker.on('message', listen).once('error', reject);
    });
  }
}
