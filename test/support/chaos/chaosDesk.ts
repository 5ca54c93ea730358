import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { FrailWire } from '../frailWire.ts';
import type { ChaosNews, ChaosOrder, ChaosSeat, DeskReport } from './chaosMessages.ts';

/** A desktop of the chaos run as its conductor sees it: a thread, and the wire between it and central. */
export class ChaosDesk {
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
  static async sit(centralUrl: string, seat: Omit<ChaosSeat, 'url' | 'deviceId'>): Promise<ChaosDesk> {
    const wire = new FrailWire();
    await wire.lay(Number(new URL(centralUrl).port));
    const placed = { ...seat, url: `http://127.0.0.1:${wire.port}`, deviceId: randomUUID() };
    const worker = new Worker(new URL('./deskThread.ts', import.meta.url), { workerData: placed, execArgv: ['--no-warnings'] });
    const desk = new ChaosDesk(worker, wire, placed);
    await desk.#hear('ready');
    return desk;
  }

  order(order: ChaosOrder): void {
    this.#worker.postMessage(order);
  }

  async report(): Promise<DeskReport> {
    const heard = this.#hear('report');
    this.order({ t: 'report' });
    const news = await heard;
    if (news.t !== 'report') throw new Error('not a report');
    return news.report;
  }

  async leave(): Promise<void> {
    await this.#worker.terminate();
    await this.wire.remove();
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
