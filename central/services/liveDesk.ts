import type { NotReadyReason } from '../../shared/agents/agentState.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { LiveToCentral } from '../../shared/sync/liveMessages.ts';
import { RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import type { AgentEvent } from '../../shared/agents/agentStateMachine.ts';
import { unwatchHousehold, watchHousehold } from '../store/deskSessions.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isPauseReason } from '../store/pauseReasons.ts';
import { openScope } from '../store/touch.ts';
import { agentStanding, changeAgentState, deskConnected } from './agentStates.ts';
import type { Central } from './central.ts';
import type { Live, LiveDesk } from './live.ts';

/** Households open on one desktop at once: more is a fault. */
const MOST_WATCHED = 12;

/** Asks the line whether it reaches an extension. */
export type Probe = (extension: string) => Promise<boolean>;

/** A desktop is connected: says hello, and at which versions its scopes stand. */
export async function greetDesk(central: Central, live: Live, desk: LiveDesk): Promise<void> {
  const { presence, isNews } = await deskConnected(central, desk.agent.id, desk.sessionId, central.clock.now());
  desk.presenceSeq = presence.seq;
  desk.send({ t: 'hello', serverTimeMs: central.clock.now(), presence, schema: RECORD_SCHEMA_VERSION, minimumDesktop: central.config.minimumDesktop });
  // Not before: the hello is the first thing a desktop hears. What happened meanwhile, the versions tell.
  if (!desk.isOpen()) return;
  live.join(desk);
  await live.follows(desk);
  live.tellQueues(desk);
  if (isNews) central.bell.ring();
}

/** Does what a desktop says over its live connection. */
export async function hearDesk(central: Central, live: Live, desk: LiveDesk, message: LiveToCentral, probe: Probe): Promise<void> {
  switch (message.t) {
    case 'choose': return await tellState(central, desk, { kind: 'chose', state: message.state, next: message.next });
    case 'finished': return await tellState(central, desk, { kind: 'finished', callId: message.callId });
    case 'reopened': return await tellState(central, desk, { kind: 'reopened', callId: message.callId });
    case 'links': return await tellState(central, desk, { kind: 'links', witness: 'desk', down: message.down.map(reasonOf) });
    case 'watch': return await watch(central, live, desk, message.householdId);
    case 'unwatch':
      desk.scopes.delete(openScope(message.householdId));
      return await unwatchHousehold(central.pool, desk.sessionId, message.householdId);
    case 'have':
      central.mirrors.isAt(desk.mirrorId, desk.schema, message.cursors);
      return;
    case 'floor':
      if (message.on) live.floor.watch(desk);
      else live.floor.unwatch(desk);
      return;
    case 'probe':
      desk.send({ t: 'probed', ok: await probe(desk.agent.extension), serverTimeMs: central.clock.now() });
      return;
    default: return assertNever(message, 'live message');
  }
}

/** Every choice is answered with the state that stands, taken or not. */
async function tellState(central: Central, desk: LiveDesk, event: AgentEvent): Promise<void> {
  const { presence } = await inTransaction(central.pool, async (client) => {
    // The list may have changed while the menu was open.
    const isTaken = event.kind !== 'chose' || event.state.kind !== 'paused' || await isPauseReason(client, event.state.reason);
    return isTaken ? await changeAgentState(client, desk.agent.id, event, central.clock.now()) : await agentStanding(client, desk.agent.id, central.clock.now());
  });
  desk.presenceSeq = Math.max(desk.presenceSeq, presence.seq);
  desk.send({ t: 'presence', presence });
  central.bell.ring();
}

async function watch(central: Central, live: Live, desk: LiveDesk, householdId: string): Promise<void> {
  if (!seesCustomers(desk.agent.role)) return;
  const scope = openScope(householdId);
  const open = [...desk.scopes].filter((name) => name.startsWith('open:'));
  if (open.length >= MOST_WATCHED && !desk.scopes.has(scope)) return;
  if (!await watchHousehold(central.pool, desk, householdId, central.clock.now())) return;
  desk.scopes.add(scope);
  central.access.note(desk.agent.id, [householdId], 'open');
  live.tellVersions(desk, [scope]);
}

/** The links a desktop names (shared/ipc/readiness.ts), as reasons for not being ready. */
function reasonOf(link: string): NotReadyReason {
  switch (link) {
    case 'microphone': case 'ringer': case 'registration': case 'store': case 'page': return link;
    case 'pop': return 'page';
    case 'network': return 'link-lost';
    default: return 'starting';
  }
}
