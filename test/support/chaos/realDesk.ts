import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { must } from '../../../shared/language/must.ts';
import { Desk } from '../careline.ts';
import { signIn } from '../deskSteps.ts';
import { FrailWire } from '../frailWire.ts';
import { AgentAtDesk, type Deeds } from './agentAtDesk.ts';
import type { ChaosDesk } from './chaosDesk.ts';
import type { DatabaseReport, DeskReport } from './chaosMessages.ts';

interface RealSeat {
  readonly number: string;
  readonly password: string;
  readonly agentId: string;
  /** Purpose of this agent's own callbacks, and of those anybody may take. */
  readonly purpose: string;
  readonly othersPurpose: string;
  /** Between two deeds, on average. */
  readonly pauseMs: number;
}

/** The script that reads a desktop's database, for a page of the product's runtime. */
async function readingScript(): Promise<string> {
  const built = await build({
    configFile: false, logLevel: 'error',
    build: { write: false, target: 'chrome114', minify: false, lib: { entry: fileURLToPath(new URL('./readInPage.ts', import.meta.url)), formats: ['iife'], name: 'readInPage' } },
  });
  const output = 'output' in built ? built.output : Array.isArray(built) ? built[0]?.output : undefined;
  return must(output?.[0], 'a script was built').code;
}

/** A real desktop of the chaos run: Electron, driven from outside as its agent would. */
export class RealDesk implements ChaosDesk {
  readonly wire: FrailWire;
  readonly seat: RealSeat;
  readonly desk: Desk;
  readonly #agent: AgentAtDesk;
  readonly #storeKey: string;
  readonly #working: Promise<void>;
  #fault: unknown = null;
  #isWorking = true;

  private constructor(desk: Desk, wire: FrailWire, seat: RealSeat, storeKey: string) {
    this.desk = desk;
    this.wire = wire;
    this.seat = seat;
    this.#storeKey = storeKey;
    this.#agent = new AgentAtDesk(desk, seat.purpose, seat.othersPurpose);
    this.#working = this.#work().catch((error: unknown) => { this.#fault = error; });
  }

  /** Opens a desktop on a wire of its own and signs its agent in; resolves when they work. */
  static async sit(centralUrl: string, seat: RealSeat, opened: (desk: Desk) => void): Promise<RealDesk> {
    const wire = new FrailWire();
    await wire.lay(Number(new URL(centralUrl).port));
    const desk = await Desk.open(`http://127.0.0.1:${wire.port}`);
    opened(desk);
    await signIn(desk, seat.number, seat.password);
    await desk.page.evaluate(await readingScript());
    const storeKey = await desk.page.evaluate(async () => {
      const ready = JSON.parse(await window.desk?.ask('desk:ready', undefined) ?? 'null') as { readonly value?: { readonly session?: { readonly storeKey?: string } } } | null;
      return ready?.value?.session?.storeKey;
    });
    return new RealDesk(desk, wire, seat, must(storeKey, 'the key of a page that is signed in'));
  }

  get deeds(): Deeds {
    return this.#agent.deeds;
  }

  async rest(): Promise<void> {
    this.#isWorking = false;
    await this.#working;
    if (this.#fault !== null) throw this.#fault;
  }

  async report(): Promise<DeskReport> {
    const read = await this.desk.page.evaluate(
      ([agentId, storeKey]) => (globalThis as unknown as { readDesk: (agentId: string, storeKey: string) => Promise<DatabaseReport> }).readDesk(agentId, storeKey),
      [this.seat.agentId, this.#storeKey] as const,
    );
    return { ...read, enqueued: [], live: await this.desk.page.locator('[data-sync=up]').count() > 0 };
  }

  async leave(): Promise<void> {
    this.#isWorking = false;
    await this.desk.close();
    await this.wire.remove();
  }

  async #work(): Promise<void> {
    while (this.#isWorking) {
      await wait(this.seat.pauseMs * (0.3 + Math.random() * 1.4));
      if (this.#isWorking) await this.#agent.deed();
    }
  }
}
