import { MINUTE_MS, type UtcMs } from '../time/utcMs.ts';
import type { PermissionReason } from './callback.ts';

/** When a promise that nobody kept is told onward, minutes after its window, each more than the one before. */
export interface LatePolicy {
  readonly fallbackMinutes: number;
  readonly supervisorMinutes: number;
  readonly releaseMinutes: number;
}

/** What was done about a late promise last, in the order of the ladder; its place is the number in the store. */
export const lateSteps = ['none', 'owner', 'fallback', 'supervisor', 'unclaimed'] as const;
export type LateStep = (typeof lateSteps)[number];

export interface LatePromise {
  readonly dueAtMs: UtcMs;
  readonly windowMinutes: number;
  readonly permissionReason: PermissionReason;
  /** Null: it stands under 无人认领. */
  readonly ownerAgentId: string | null;
  readonly step: LateStep;
}

export interface LateWorld {
  /** The owner is signed in and not away. */
  readonly ownerIsHere: boolean;
  /** The owner is on the line with this number now. */
  readonly ownerIsTalking: boolean;
  /** Somebody else can take it now. */
  readonly hasFallback: boolean;
}

/** `nextMs`: when to look again; null: nothing more is to be done by itself. */
export interface NextLateStep {
  readonly step: Exclude<LateStep, 'none'> | 'wait';
  readonly nextMs: UtcMs | null;
}

/** Promised to the customer: that one of these is late is a supervisor's business, also while nobody owns it. */
const PROMISED: readonly PermissionReason[] = ['agreed', 'answer-promised', 'complaint-follow-up'];
/** Found late by more than this (central was away, it was brought by an import), it begins with its owner all the same. */
const FOUND_LATE_MS = 15 * MINUTE_MS;

/*
 *   none ──due──▶ owner ──▶ fallback ──▶ supervisor ──▶ unclaimed        it stays open all the way: only a person closes it
 *     └── owner away ──▶ fallback ┘ nobody there ──▶ supervisor
 *   unclaimed from the start: ──▶ supervisor ──▶ unclaimed
 */

/**
 * The next step of a promise that is due and not kept. To be asked once its instant has come: when it is due first, then at `nextMs`.
 * Whoever is told has the whole time until the next, also when central was away meanwhile.
 */
export function nextLateStep(promise: LatePromise, world: LateWorld, policy: LatePolicy, nowMs: UtcMs): NextLateStep {
  const endsMs = promise.dueAtMs + promise.windowMinutes * MINUTE_MS;
  const fromMs = Math.max(endsMs, nowMs);
  const afterMinutes = (minutes: number): UtcMs => fromMs + minutes * MINUTE_MS;
  if (promise.ownerAgentId === null) return unownedStep(promise, policy, endsMs, nowMs);
  if (world.ownerIsTalking && promise.step !== 'none') return { step: 'wait', nextMs: nowMs + MINUTE_MS };
  switch (promise.step) {
    case 'none':
      if (world.ownerIsHere || nowMs - promise.dueAtMs > FOUND_LATE_MS) return { step: 'owner', nextMs: afterMinutes(policy.fallbackMinutes) };
      return toFallback(world, policy, afterMinutes);
    case 'owner': return toFallback(world, policy, afterMinutes);
    case 'fallback': return { step: 'supervisor', nextMs: afterMinutes(policy.releaseMinutes - policy.supervisorMinutes) };
    case 'supervisor': return { step: 'unclaimed', nextMs: null };
    case 'unclaimed': return { step: 'wait', nextMs: null };
  }
}

function toFallback({ hasFallback }: LateWorld, policy: LatePolicy, afterMinutes: (minutes: number) => UtcMs): NextLateStep {
  return hasFallback
    ? { step: 'fallback', nextMs: afterMinutes(policy.supervisorMinutes - policy.fallbackMinutes) }
    : { step: 'supervisor', nextMs: afterMinutes(policy.releaseMinutes - policy.supervisorMinutes) };
}

function unownedStep({ step, permissionReason }: LatePromise, policy: LatePolicy, endsMs: UtcMs, nowMs: UtcMs): NextLateStep {
  // What was not promised for a time stands in the list and waits for whoever is free.
  if (step === 'unclaimed' || !PROMISED.includes(permissionReason)) return { step: 'unclaimed', nextMs: null };
  const tellMs = endsMs + policy.supervisorMinutes * MINUTE_MS;
  if (step === 'none' && nowMs < tellMs) return { step: 'wait', nextMs: tellMs };
  return step === 'supervisor' ? { step: 'unclaimed', nextMs: null } : { step: 'supervisor', nextMs: nowMs };
}
