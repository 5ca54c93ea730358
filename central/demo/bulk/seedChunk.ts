import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { copyText, type CopyText } from '../../store/copyRows.ts';
import { householdRows } from '../../store/importHouseholds.ts';
import { demoWorld, drawHouseholds } from '../generateHouseholds.ts';
import type { DemoHousehold } from '../demoData.ts';
import { recast, shareOfCrew } from './crew.ts';

/** Households drawn at once, mostly: some 3,300 customers. */
export const CHUNK_HOUSEHOLDS = 1000;
/** Numbers of seeded households begin after those of the demo. */
const FIRST_INDEX = 1_000_000;

export interface ChunkOrder {
  readonly chunk: number;
  readonly nowMs: UtcMs;
  readonly crewSize: number;
  /** Households it is drawn from: the same for all chunks of a seed. */
  readonly households: number;
  /** Most customers it may hold: the last chunk is cut to measure. */
  readonly most: number;
}

export interface SeedChunk {
  readonly chunk: number;
  readonly customers: number;
  /** Rows, in the order the tables must be filled in. */
  readonly texts: readonly CopyText[];
}

/** As many of them as hold no more customers than wanted: the first ones, and later ones that still fit. */
function cut(households: readonly DemoHousehold[], most: number): readonly DemoHousehold[] {
  let left = most;
  return households.filter(({ customers }) => {
    if (customers.length > left) return false;
    left -= customers.length;
    return true;
  });
}

/** Makes one chunk of a seed, the same for the same order on every machine. */
export function seedChunk({ chunk, nowMs, crewSize, households: count, most }: ChunkOrder): SeedChunk {
  const { world } = demoWorld(nowMs);
  const drawn = drawHouseholds({ seed: `careline/seed/${chunk}`, firstIndex: FIRST_INDEX + chunk * count, count }, world, new Set());
  const households = cut(drawn, most).map((household, i) => recast(household, shareOfCrew(crewSize, chunk * count + i)));
  return {
    chunk, customers: households.reduce((sum, one) => sum + one.customers.length, 0),
    texts: householdRows(households).map(([table, records]) => copyText(table, records)),
  };
}
