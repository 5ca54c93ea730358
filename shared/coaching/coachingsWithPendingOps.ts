import type { OpAuthor } from '../sync/applyPendingOps.ts';
import type { Op } from '../sync/pushMessages.ts';
import type { Coaching } from './coaching.ts';

/** A call as this desktop knows it, for a note that only exists in the outbox. */
export type DescribeCall = (interactionId: string) => Pick<Coaching, 'householdId' | 'kind' | 'startedAtMs' | 'talkSeconds' | 'agentId' | 'agentName'> | null;

/**
 * The notes as they will stand when central has taken the waiting ops, in the order given; new ones behind.
 *
 * @param describe a note on a call of which nothing is known here is left out until central has told it.
 */
export function coachingsWithPendingOps(known: readonly Coaching[], ops: readonly Op[], { agentId: me, agentName }: OpAuthor, describe: DescribeCall): readonly Coaching[] {
  const standing = new Map(known.map((each) => [each.id, each]));
  for (const op of ops) {
    switch (op.kind) {
      case 'coaching.add': {
        const { id, interactionId, line } = op.data.coaching;
        const call = describe(interactionId);
        if (standing.has(id) || call === null) break;
        standing.set(id, { id, interactionId, ...call, byAgentId: me, byName: agentName, madeAtMs: op.atMs, lines: line === null ? [] : [{ ...line, byAgentId: me, atMs: op.atMs }], readAtMs: null, readLines: 0, seenLines: line === null ? 0 : 1, score: null });
        break;
      }
      case 'coaching-line.add': {
        const { coachingId, line } = op.data;
        const before = standing.get(coachingId);
        if (before !== undefined && !before.lines.some((each) => each.id === line.id)) standing.set(coachingId, { ...before, lines: [...before.lines, { ...line, byAgentId: me, atMs: op.atMs }] });
        break;
      }
      case 'coaching.read': {
        const { coachingId, lines } = op.data;
        const before = standing.get(coachingId);
        if (before === undefined) break;
        if (me === before.agentId) standing.set(coachingId, lines > before.readLines || before.readAtMs === null ? { ...before, readAtMs: op.atMs, readLines: Math.max(lines, before.readLines) } : before);
        else standing.set(coachingId, { ...before, seenLines: Math.max(lines, before.seenLines) });
        break;
      }
      default:
    }
  }
  return [...standing.values()];
}
