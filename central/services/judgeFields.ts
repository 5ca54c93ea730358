import type { Agent } from '../../shared/agents/agent.ts';
import { judgeValue } from '../../shared/customers/customerPatch.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import type { Said, SaidOf } from '../store/customerFields.ts';
import { type Applied, refusedOp } from './applied.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Patch extends Pick<OpData<'customer.patch'>, 'source' | 'verifiedAtMs'> {
  /** What the agent saw, and what they made of it. */
  readonly base: Fields;
  readonly set: Fields;
  /** By the desktop's clock. */
  readonly atMs: number;
}

const namedIn = (set: Fields): readonly string[] => Object.keys(set).filter((field) => set[field] !== undefined);

/** @returns why a correction cannot be judged: it names no field, or not what was seen of one; null when it can. */
export function badPatch({ base, set }: Pick<Patch, 'base' | 'set'>): Applied | null {
  const fields = namedIn(set);
  if (fields.length === 0) return refusedOp('bad-op', 'set');
  const unseen = fields.find((field) => base[field] === undefined);
  return unseen === undefined ? null : refusedOp('bad-op', `base.${unseen}`);
}

/** The fields of a correction that will stand, with their values. Nothing is written down yet. */
export function fieldsApplied(patch: Patch, standing: Fields, identity: readonly string[]): Fields {
  return Object.fromEntries(namedIn(patch.set).flatMap((field) => {
    const verdict = judgeValue(identity.includes(field), patch.base[field], patch.set[field], standing[field]);
    return verdict === 'apply' || verdict === 'over' ? [[field, patch.set[field]]] : [];
  }));
}

/**
 * Writes a correction down, three-way: where somebody changed a field meanwhile both values are kept, dated. A correction made
 * by somebody who saw the value that stands also settles what was kept beside it.
 *
 * @param standing the record as it stood before, held until the transaction ends.
 * @param identity fields of which a later word does not simply replace an earlier one.
 */
export async function judgeFields(said: SaidOf, patch: Patch, standing: Fields, identity: readonly string[], me: Agent, nowMs: number): Promise<void> {
  const { base, set, source } = patch;
  const verifiedAtMs = patch.verifiedAtMs === null ? null : Math.min(patch.verifiedAtMs, nowMs);
  const mine = (field: string, state: Said['state']): Said => ({
    value: set[field], source, saidAtMs: Math.min(patch.atMs, nowMs), storedAtMs: nowMs, verifiedAtMs, agentId: me.id, agentName: me.name, state,
  });
  /** A value that was there before values were written down: nobody knows who said it. */
  const theirs = (field: string, state: Said['state']): Said => ({ ...mine(field, state), value: standing[field], source: 'other', saidAtMs: 0, verifiedAtMs: null, agentId: null, agentName: '' });
  for (const field of namedIn(set)) {
    const verdict = judgeValue(identity.includes(field), base[field], set[field], standing[field]);
    switch (verdict) {
      case 'same':
        if (verifiedAtMs !== null) await said.verifyStanding(field, verifiedAtMs);
        // Said again of what stands: a person has looked at both and chosen this one.
        await said.settleRivals(field);
        break;
      case 'apply': case 'over': {
        const to = verdict === 'apply' ? 'replaced' : 'rival';
        if (verdict === 'apply') await said.settleRivals(field);
        if (!await said.retireStanding(field, to)) await said.add(field, theirs(field, to));
        await said.add(field, mine(field, 'standing'));
        break;
      }
      case 'beside':
        await said.add(field, mine(field, 'rival'));
        break;
      default: assertNever(verdict, 'verdict');
    }
  }
}
