/** The value below which `share` (0 to 1) of the samples lie, by the nearest rank; NaN without samples. */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (samples) => percentile(samples, 0.5);

/** For a figure in a result line: one digit after the point is all that a machine can repeat. */
export const rounded = (value) => Math.round(value * 10) / 10;
