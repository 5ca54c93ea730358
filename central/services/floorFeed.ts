import { runsFloor } from '../../shared/agents/roleRights.ts';
import { type Floor, floorNews } from '../../shared/sync/floorMessages.ts';
import { readFloor } from '../store/floor.ts';
import { limitedAmong } from '../store/remits.ts';
import { tellFault } from '../tellFault.ts';
import type { Central } from './central.ts';
import type { LiveDesk } from './live.ts';

/** The floor is read so often while somebody looks at it, and never while nobody does. */
const EVERY_MS = 1000;

/** Tells supervisors who look at the floor what changed on it. */
export class FloorFeed {
  private readonly central: Pick<Central, 'pool' | 'clock'>;
  /** What each was told last; null: nothing yet. */
  private readonly told = new Map<LiveDesk, Floor | null>();
  private timer: NodeJS.Timeout | null = null;
  private reading = false;

  constructor(central: Pick<Central, 'pool' | 'clock'>) {
    this.central = central;
  }

  /** A desktop begins to look at the floor, or looks anew and must be told all of it. Whoever may not is told nothing. */
  watch(desk: LiveDesk): void {
    if (!runsFloor(desk.agent.role)) return;
    this.told.set(desk, null);
    this.timer ??= setInterval(() => { void this.tell(); }, EVERY_MS);
    void this.tell();
  }

  unwatch(desk: LiveDesk): void {
    this.told.delete(desk);
    if (this.told.size === 0) this.stop();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.told.clear();
  }

  private async tell(): Promise<void> {
    // A store that takes longer than a turn is not asked again meanwhile: the board says how old it is.
    if (this.reading) return;
    this.reading = true;
    try {
      const { pool, clock } = this.central;
      const limited = await limitedAmong(pool, [...new Set([...this.told.keys()].map((desk) => desk.agent.id))]);
      const read = new Map<string | null, Promise<Floor>>();
      await Promise.all([...this.told.keys()].map(async (desk) => {
        const limitedTo = limited.has(desk.agent.id) ? desk.agent.id : null;
        const floor = read.get(limitedTo) ?? readFloor(pool, limitedTo, clock.now());
        read.set(limitedTo, floor);
        const now = await floor;
        const before = this.told.get(desk);
        if (before === undefined || !desk.isOpen()) return;
        desk.send({ t: 'floor', news: floorNews(before, now) });
        this.told.set(desk, now);
      }));
    } catch (error) {
      tellFault('reading the floor failed', error);
    } finally {
      this.reading = false;
    }
  }
}
