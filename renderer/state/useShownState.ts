import type { NotReadyReason } from '../../shared/agents/agentState.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { LinkName, LinkStatus } from '../../shared/ipc/readiness.ts';
import { useActiveCall } from './useOtherCalls.ts';
import { useCentralStore } from './useCentralStore.ts';
import { usePresenceStore } from './usePresenceStore.ts';
import { useReadinessStore } from './useReadinessStore.ts';

/** The agent's state as the screen says it: 'hold' is a talking call put on hold, 'dialling' one nobody has answered yet. */
export type ShownState =
  | { readonly kind: 'available' | 'ringing' | 'dialling' | 'talking' | 'hold' | 'wrap-up'; readonly sinceMs: number }
  | { readonly kind: 'paused'; readonly reason: string; readonly sinceMs: number }
  /** 'checking': a link has yet to be proved; none is known to be broken. */
  | { readonly kind: 'not-ready'; readonly reason: NotReadyReason | 'checking'; readonly sinceMs: number };

/** The link that a reason of central's is about. */
const linkOf: Partial<Readonly<Record<NotReadyReason, LinkName>>> = { 'link-lost': 'network', 'registration': 'registration', 'microphone': 'microphone', 'ringer': 'ringer', 'page': 'pop', 'store': 'store' };

const isUntested = ({ state }: LinkStatus): boolean => state === 'unknown' || state === 'checking';

/**
 * What to show as the agent's state. A live call is known here first, so it decides; then central's word; with central
 * away an old word is not shown as the present one.
 */
export function useShownState(): ShownState {
  const call = useActiveCall();
  const presence = usePresenceStore((state) => state.presence);
  const up = useCentralStore((state) => state.up);
  const awaySinceMs = useCentralStore((state) => state.sinceMs);
  const readiness = useReadinessStore((state) => state.readiness);

  if (call) {
    switch (call.state) {
      case 'ringing': return { kind: 'ringing', sinceMs: call.startedAtMs };
      case 'dialling': case 'alerting': return { kind: 'dialling', sinceMs: call.startedAtMs };
      case 'connecting': return { kind: 'talking', sinceMs: call.startedAtMs };
      case 'talking': return { kind: 'talking', sinceMs: call.answeredAtMs ?? call.startedAtMs };
      case 'held': return { kind: 'hold', sinceMs: call.answeredAtMs ?? call.startedAtMs };
      case 'ended': break;
      default: assertNever(call.state, 'call state');
    }
  }
  if (!up && presence === null && readiness.network.state === 'checking') return { kind: 'not-ready', reason: 'checking', sinceMs: 0 };
  if (!up) return { kind: 'not-ready', reason: 'link-lost', sinceMs: awaySinceMs ?? presence?.sinceMs ?? 0 };
  if (!presence) return { kind: 'not-ready', reason: 'starting', sinceMs: awaySinceMs ?? 0 };
  const { state, sinceMs } = presence;
  switch (state.kind) {
    case 'paused': return { kind: 'paused', reason: state.reason, sinceMs };
    case 'not-ready': {
      const link = linkOf[state.reason];
      return { kind: 'not-ready', reason: link !== undefined && isUntested(readiness[link]) ? 'checking' : state.reason, sinceMs };
    }
    case 'available': case 'ringing': case 'talking': case 'wrap-up': return { kind: state.kind, sinceMs };
    default: return assertNever(state, 'agent state');
  }
}
