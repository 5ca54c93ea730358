import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permissionReasons } from '../../../shared/callbacks/callback.ts';
import { type LatePromise, lateSteps, type LateWorld, nextLateStep } from '../../../shared/callbacks/lateSteps.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';

const policy = { fallbackMinutes: 10, supervisorMinutes: 30, releaseMinutes: 120 };
const DUE = Date.UTC(2026, 10, 25, 7, 0);
const promise = (over: Partial<LatePromise> = {}): LatePromise => ({ dueAtMs: DUE, windowMinutes: 15, permissionReason: 'agreed', ownerAgentId: 'ann', step: 'none', ...over });
const world = (over: Partial<LateWorld> = {}): LateWorld => ({ ownerIsHere: true, ownerIsTalking: false, hasFallback: true, ...over });
/** [step, minutes from the due time until the next]. */
function told(late: LatePromise, of: LateWorld, minutesLate: number): readonly [string, number | null] {
  const { step, nextMs } = nextLateStep(late, of, policy, DUE + minutesLate * MINUTE_MS);
  return [step, nextMs === null ? null : (nextMs - DUE) / MINUTE_MS];
}

describe('a promise that is due', () => {
  it.each<readonly [string, LatePromise, LateWorld, number, readonly [string, number | null]]>([
    ['tells its owner, who has its window and ten minutes', promise(), world(), 0, ['owner', 25]],
    ['goes to its fallback owner then', promise({ step: 'owner' }), world(), 25, ['fallback', 45]],
    ['goes to supervisors then', promise({ step: 'fallback' }), world(), 45, ['supervisor', 135]],
    ['is unclaimed then', promise({ step: 'supervisor' }), world(), 135, ['unclaimed', null]],
    ['goes to its fallback owner at once when its owner is away', promise(), world({ ownerIsHere: false }), 0, ['fallback', 35]],
    ['goes to supervisors when nobody can take it', promise({ step: 'owner' }), world({ hasFallback: false }), 25, ['supervisor', 115]],
    ['waits while its owner talks with them', promise({ step: 'owner' }), world({ ownerIsTalking: true }), 25, ['wait', 26]],
    ['found hours late begins with its owner, who has ten minutes', promise(), world({ ownerIsHere: false }), 300, ['owner', 310]],
    ['that nobody owns waits for whoever is free', promise({ ownerAgentId: null }), world(), 0, ['wait', 45]],
    ['that nobody owns is told to supervisors', promise({ ownerAgentId: null }), world(), 45, ['supervisor', 45]],
    ['that nobody owns and nobody promised a time for stands where it stands', promise({ ownerAgentId: null, permissionReason: 'missed-call-return' }), world(), 0, ['unclaimed', null]],
  ])('%s', (_title, late, of, minutesLate, expected) => { expect(told(late, of, minutesLate)).toEqual(expected); });

  it('comes to an end of its ladder whoever is there, and never goes back on it', () => {
    fc.assert(fc.property(fc.infiniteStream(fc.record({ ownerIsHere: fc.boolean(), hasFallback: fc.boolean() })), fc.constantFrom(...permissionReasons), fc.boolean(), fc.integer({ min: 0, max: 400 }), (worlds, permissionReason, isOwned, late) => {
      let at: LatePromise = promise({ permissionReason, ownerAgentId: isOwned ? 'ann' : null });
      let nowMs = DUE + late * MINUTE_MS;
      for (let looks = 0; at.step !== 'unclaimed'; looks++) {
        expect(looks).toBeLessThan(6);
        const { step, nextMs } = nextLateStep(at, { ...worlds.next().value, ownerIsTalking: false }, policy, nowMs);
        if (step !== 'wait') {
          expect(lateSteps.indexOf(step)).toBeGreaterThan(lateSteps.indexOf(at.step));
          at = { ...at, step };
        }
        if (nextMs === null) expect(at.step).toBe('unclaimed');
        else { expect(nextMs).toBeGreaterThanOrEqual(nowMs); nowMs = nextMs; }
      }
    }));
  });
});
