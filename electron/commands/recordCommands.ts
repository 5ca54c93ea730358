import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { SessionKeeper } from '../session/sessionKeeper.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type RecordCommands = Pick<CommandHandlers, 'records:pull' | 'records:have' | 'outbox:push' | 'household:open' | 'household:close' | 'floor:watch' | 'floor:act' | 'floor:calls' | 'floor:sheet' | 'agent:hand' | 'customers:search' | 'household:access' | 'household:erase' | 'household:receipts' | 'callbacks:load' | 'dials:overruled' | 'dials:refused' | 'colleagues:ask' | 'practice:ring'>;

/** Records in and out: main only carries them. */
export function recordCommands(keeper: SessionKeeper, central: CentralClient): RecordCommands {
  return {
    'records:pull': ({ epoch, cursors, limit, ahead }) => central.pull(epoch, cursors, limit, ahead ?? false),
    'records:have': ({ cursors }) => { keeper.have(cursors); return null; },
    'outbox:push': ({ ops }) => central.push(ops),
    'household:open': async ({ householdId }) => { keeper.watch(householdId); return central.household(householdId); },
    'household:close': ({ householdId }) => { keeper.unwatch(householdId); return null; },
    'floor:watch': ({ on }) => { keeper.watchFloor(on); return null; },
    'floor:act': (deed) => central.floorDeed(deed),
    'floor:calls': ({ agentId }) => central.agentCalls(agentId),
    'floor:sheet': () => central.qualitySheet(),
    'agent:hand': ({ up }) => central.raiseHand(up),
    'customers:search': ({ query }) => central.searchCustomers(query),
    'household:access': ({ householdId, purpose }) => central.accessLog(householdId, purpose),
    'household:erase': (request) => central.eraseCustomer(request),
    'household:receipts': ({ householdId }) => central.receipts(householdId),
    'callbacks:load': ({ fromMs, toMs }) => central.callbackLoad(fromMs, toMs),
    'dials:overruled': () => central.overruledDials(),
    'dials:refused': () => central.refusedDials(),
    'colleagues:ask': () => central.colleagues(),
    'practice:ring': (call) => central.practiceRing(call),
  };
}
