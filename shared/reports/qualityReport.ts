import { z } from 'zod';

const count = z.number().int().min(0);
const mean = z.number().nullable();

/** Calls that were scored in these days, and the means of their scores in per cent. */
export const qualityFiguresSchema = z.object({
  scored: count,
  /** null: none was scored; below: none to which a criterion of that group applied. */
  meanPercent: mean,
  lowestPercent: mean,
  seekPercent: mean,
  experiencePercent: mean,
  credencePercent: mean,
});
export type QualityFigures = z.infer<typeof qualityFiguresSchema>;

export const NO_QUALITY: QualityFigures = { scored: 0, meanPercent: null, lowestPercent: null, seekPercent: null, experiencePercent: null, credencePercent: null };

/** By agent. */
export const qualityReportSchema = z.object({
  zone: z.string(),
  pending: count,
  total: qualityFiguresSchema,
  rows: z.array(qualityFiguresSchema.extend({ number: z.string(), name: z.string(), site: z.string(), team: z.string() })),
});
export type QualityReport = z.infer<typeof qualityReportSchema>;
