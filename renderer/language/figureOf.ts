import type { FloorTileName } from '../../shared/routing/floorFigures.ts';
import { formatShortSeconds } from './format.ts';

/** 「3」「0:48」「86%」 */
export function figureOf(name: FloorTileName, value: number): string {
  switch (name) {
    case 'waiting': case 'unfinished': return String(value);
    case 'longest': return formatShortSeconds(value);
    case 'level': case 'abandoned': case 'promises': return `${value}%`;
  }
}
