import { z } from 'zod';
import { qualityFiguresSchema } from './qualityReport.ts';
import { promiseFiguresSchema } from './promiseReport.ts';
import { agentFiguresSchema } from './reportMessages.ts';

/** Calls that were scored in these days; absent from an older central. */
const qualitySchema = qualityFiguresSchema.pick({ scored: true, meanPercent: true }).optional();
const stretchSchema = z.object({ calls: agentFiguresSchema, promises: promiseFiguresSchema, quality: qualitySchema });
/** `GET /my-figures`: an agent's own figures, counted as in the reports of agents and callbacks. Days are the centre's. */
export const ownFiguresSchema = z.object({
  today: stretchSchema,
  /** From Monday on, today included. */
  week: stretchSchema,
});
export type OwnFigures = z.infer<typeof ownFiguresSchema>;
