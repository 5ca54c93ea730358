import { describe, expect, it } from 'vitest';
import { type SessionKeeperParts, SessionKeeper } from '../../../electron/session/sessionKeeper.ts';
import type { AgentPresence } from '../../../shared/agents/agentState.ts';

/** A central that answers each `finished` as the real one does: with the presence as it stands. */
function keeperWith(presenceNow: () => AgentPresence) {
  const sent: unknown[] = [];
  const live = {
    send: (message: { t: string }) => {
      sent.push(message);
      if (sent.length < 200 && message.t === 'finished') keeper.heard({ t: 'presence', presence: presenceNow() }, 0);
      return true;
    },
  };
  const parts = { live, window: { tell: () => {} }, board: { down: [], set: () => {} } };
  const keeper: SessionKeeper = new SessionKeeper(parts as unknown as SessionKeeperParts);
  return { keeper, sent };
}

describe('SessionKeeper', () => {
  it('tells central again what was finished when it still says wrap-up, once for each change and not for ever', () => {
    const presence: AgentPresence = { state: { kind: 'wrap-up' }, sinceMs: 1_790_000_000_000, next: null, seq: 7 };
    const { keeper, sent } = keeperWith(() => presence);
    keeper.finished('call-1');
    keeper.finished('call-2');
    keeper.heard({ t: 'presence', presence }, 0);
    expect(sent.length).toBeLessThanOrEqual(6);
    const before = sent.length;
    keeper.heard({ t: 'presence', presence: { ...presence, seq: 8 } }, 0);
    expect(sent.length - before).toBeGreaterThanOrEqual(2);
    expect(sent.length).toBeLessThan(20);
  });
});
