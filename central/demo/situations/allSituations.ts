import { breastSituations } from './breastSituations.ts';
import { formulaSituations } from './formulaSituations.ts';
import { growthSituations } from './growthSituations.ts';
import { illnessSituations } from './illnessSituations.ts';
import { pregnancySituations } from './pregnancySituations.ts';
import { serviceSituations } from './serviceSituations.ts';
import type { Situation } from './situation.ts';
import { weaningSituations } from './weaningSituations.ts';

export const allSituations: readonly Situation[] = [
  ...pregnancySituations, ...breastSituations, ...formulaSituations, ...weaningSituations, ...illnessSituations, ...growthSituations, ...serviceSituations,
];
