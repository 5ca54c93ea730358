import type { ChildStage } from '../customers/childStage.ts';

/** A family's stage as it is counted: of a pregnancy by thirds (to week 13, to week 27, from week 28), then by age; that of its youngest child. */
export const stageBands = ['first-third', 'second-third', 'last-third', 'past-due', 'to-6-months', 'to-12-months', 'to-24-months', 'to-36-months', 'over-36-months', 'no-child'] as const;
export type StageBand = (typeof stageBands)[number];

function monthBand(months: number): StageBand {
  if (months < 6) return 'to-6-months';
  if (months < 12) return 'to-12-months';
  if (months < 24) return 'to-24-months';
  return months < 36 ? 'to-36-months' : 'over-36-months';
}

/** Central counts the same in SQL (central/store/familyCounts.ts); a test compares the two. @param stage null: nothing is known of a child. */
export function stageBand(stage: ChildStage | null): StageBand {
  if (stage === null) return 'no-child';
  switch (stage.kind) {
    case 'unborn': return stage.weeks < 14 ? 'first-third' : stage.weeks < 28 ? 'second-third' : 'last-third';
    case 'due': return 'past-due';
    case 'months': return monthBand(stage.months);
    case 'years': return monthBand(stage.years * 12 + stage.months);
  }
}
