import { z } from 'zod';

const MINUTES_OF_DAY = 1440;
/** Two weeks: later is no second try but another promise. */
const LONGEST_STEP_MINUTES = 14 * MINUTES_OF_DAY;
/** As many tries as a callback may have (callback.ts). */
const MOST_STEPS = 9;
const LONGEST_LATE_MINUTES = 7 * MINUTES_OF_DAY;

export const callingBounds = {
  frequencyCalls: { min: 1, max: 20 }, frequencyDays: { min: 1, max: 90 }, step: { min: 5, max: LONGEST_STEP_MINUTES }, late: { min: 1, max: LONGEST_LATE_MINUTES }, steps: MOST_STEPS,
} as const;
const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.number().int().min(min).max(max);

/** By what rules the whole centre rings customers. */
export const callingRulesSchema = z.object({
  /** Minutes after the customer's local midnight within which we may ring; end excluded. */
  callFromMinute: z.number().int().min(0).max(MINUTES_OF_DAY - 1),
  callToMinute: z.number().int().min(1).max(MINUTES_OF_DAY),
  /** Minutes between tries of a callback nobody answered: first, second, … */
  retryLadderMinutes: z.array(within(callingBounds.step)).min(1).max(MOST_STEPS),
  /** At our own wish a household is rung at most so often in so many days. */
  frequencyCalls: within(callingBounds.frequencyCalls),
  frequencyDays: within(callingBounds.frequencyDays),
  /** Minutes after the agreed window in which nobody rang: until the fallback owner has it, supervisors are told, it is anybody's. */
  fallbackMinutes: within(callingBounds.late),
  supervisorMinutes: within(callingBounds.late),
  releaseMinutes: within(callingBounds.late),
}).superRefine((rules, context) => {
  const wrong = (field: keyof typeof rules): void => { context.addIssue({ code: 'custom', path: [field], message: 'order' }); };
  if (rules.callToMinute <= rules.callFromMinute) wrong('callToMinute');
  if (rules.supervisorMinutes <= rules.fallbackMinutes) wrong('supervisorMinutes');
  if (rules.releaseMinutes <= rules.supervisorMinutes) wrong('releaseMinutes');
});
export type CallingRules = z.infer<typeof callingRulesSchema>;
