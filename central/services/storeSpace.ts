import { statfs } from 'node:fs/promises';

/**
 * Room PostgreSQL needs to go on writing its log: two segments. Below this nothing is accepted, because a server
 * that cannot extend its log stops altogether, where a refused push only waits.
 */
const RESERVE_BYTES = 40 * 1024 * 1024;
const LOOK_AGAIN_MS = 250;

/** Tells whether there is room left where the embedded PostgreSQL writes. For a server elsewhere: always. */
export class StoreSpace {
  private readonly folder: string | null;
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private low = false;

  constructor(folder: string | null) {
    this.folder = folder;
  }

  async isLow(): Promise<boolean> {
    if (this.folder === null || performance.now() - this.lookedAtMs < LOOK_AGAIN_MS) return this.low;
    const disk = await statfs(this.folder);
    this.low = disk.bavail * disk.bsize < RESERVE_BYTES;
    this.lookedAtMs = performance.now();
    return this.low;
  }
}
