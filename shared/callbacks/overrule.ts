import type { RingCheckKey, RingPermission, RingRefusal } from './mayRing.ts';

/**
 * Why an agent rings although we have rung often enough, or the customer prefers to be written to. A list, no free words: the
 * row that supervisors read outlives what may be kept of a family.
 */
export const overruleReasons = ['safety', 'asked-elsewhere', 'plan-changed', 'not-reached-otherwise'] as const;
export type OverruleReason = (typeof overruleReasons)[number];

/** What such a reason goes over. Nothing goes over an opt-out, a missing consent or quiet hours, nor over any other check. */
export const overrulable = ['too-often', 'other-channel'] as const satisfies readonly RingRefusal[];
export type Overrulable = (typeof overrulable)[number];

const overrulableChecks: readonly RingCheckKey[] = ['frequency', 'channel'];

export function isOverrulable(refusal: string): refusal is Overrulable {
  return (overrulable as readonly string[]).includes(refusal);
}

/** Whether a named reason would do: nothing else is against it. */
export function mayOverrule(permission: RingPermission): boolean {
  return !permission.ok && permission.checks.every((check) => check.ok || overrulableChecks.includes(check.key));
}
