import { rollUpFamilies } from '../store/reportFamilies.ts';
import { SlotCounter } from '../store/reportSlots.ts';
import type { Central } from './central.ts';
import { Ticker } from './ticker.ts';

const EVERY_MS = 30_000;
/** Turns of four hundred half hours, and of some ten thousand families: after a large import the rest waits for the next tick, and a central that stops is not held up. */
const TURNS = 20;

/** Counts what changed for the reports twice a minute, so that opening one has little left to count. */
export function keepReports({ pool }: Pick<Central, 'pool'>): Ticker {
  const counter = new SlotCounter(pool);
  return new Ticker(EVERY_MS, async () => {
    for (let turn = 0; turn < TURNS && await counter.turn() > 0; turn += 1);
    for (let turn = 0; turn < TURNS && await rollUpFamilies(pool) > 0; turn += 1);
  }, 'counting for the reports failed');
}
