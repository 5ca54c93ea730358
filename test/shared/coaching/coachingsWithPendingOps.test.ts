import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type Coaching, isRead, isUnread } from '../../../shared/coaching/coaching.ts';
import { coachingsWithPendingOps } from '../../../shared/coaching/coachingsWithPendingOps.ts';
import type { Op, OpData, OpKind } from '../../../shared/sync/pushMessages.ts';

const agent = { agentId: uuidv7(), agentName: '王倩' };
const boss = { agentId: uuidv7(), agentName: '徐丽萍' };
function op<K extends OpKind>(kind: K, data: OpData<K>, atMs = 5000): Op {
  return ({ id: uuidv7(), kind, v: 1, atMs, data }) as unknown as Op;
}
const noCall = (): null => null;
const coaching = (over: Partial<Coaching> = {}): Coaching => ({
  id: uuidv7(), interactionId: uuidv7(), householdId: null, kind: 'call-in', startedAtMs: 1000, talkSeconds: 60, agentId: agent.agentId, agentName: '王倩', byAgentId: boss.agentId, byName: '徐丽萍',
  madeAtMs: 2000, lines: [{ id: uuidv7(), byAgentId: boss.agentId, text: '慢一点', atMs: 2000 }], readAtMs: null, readLines: 0, seenLines: 0, score: null, ...over,
});

describe('what is said about a call, with what still waits to be sent', () => {
  it('shows the agent’s reading and answer at once, and each of them once when central has it already', () => {
    const known = coaching();
    const answer = { id: uuidv7(), text: '好的' };
    const ops = [op('coaching.read', { coachingId: known.id, lines: 1 }), op('coaching-line.add', { coachingId: known.id, line: answer }, 6000)];
    const [standing] = coachingsWithPendingOps([known], ops, agent, noCall);
    expect(standing).toMatchObject({ readAtMs: 5000, readLines: 1, lines: [{ text: '慢一点' }, { ...answer, byAgentId: agent.agentId, atMs: 6000 }] });
    const arrived = { ...known, readAtMs: 4000, readLines: 1, lines: [...known.lines, { ...answer, byAgentId: agent.agentId, atMs: 5500 }] };
    expect(coachingsWithPendingOps([arrived], ops, agent, noCall)).toEqual([arrived]);
  });

  it('shows a supervisor their new note where the call is known here, and leaves it out where it is not', () => {
    const interactionId = uuidv7();
    const ops = [op('coaching.add', { coaching: { id: uuidv7(), interactionId, line: { id: uuidv7(), text: '不错' }, score: null } })];
    const { householdId, kind, startedAtMs, talkSeconds, agentId, agentName } = coaching();
    expect(coachingsWithPendingOps([], ops, boss, () => ({ householdId, kind, startedAtMs, talkSeconds, agentId, agentName }))).toMatchObject([{ interactionId, byName: '徐丽萍', agentName: '王倩', readAtMs: null, lines: [{ text: '不错', byAgentId: boss.agentId }] }]);
    expect(coachingsWithPendingOps([], ops, boss, noCall)).toEqual([]);
  });

  it('is unread by the one who has not seen the other’s last word, and never by the one who wrote it', () => {
    const fresh = coaching();
    expect([isUnread(fresh, agent.agentId), isUnread(fresh, boss.agentId), isRead(fresh, 0)]).toEqual([true, false, false]);
    const answered = { ...fresh, readAtMs: 3000, readLines: 1, lines: [...fresh.lines, { id: uuidv7(), byAgentId: agent.agentId, text: '好的', atMs: 4000 }] };
    expect([isUnread(answered, agent.agentId), isUnread(answered, boss.agentId), isRead(answered, 0)]).toEqual([false, true, true]);
    const again = { ...answered, seenLines: 2, lines: [...answered.lines, { id: uuidv7(), byAgentId: boss.agentId, text: '谢谢', atMs: 5000 }] };
    expect([isUnread(again, agent.agentId), isUnread(again, boss.agentId), isRead(again, 2)]).toEqual([true, false, false]);
  });
});
