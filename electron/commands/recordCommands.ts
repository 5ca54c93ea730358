import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { SessionKeeper } from '../session/sessionKeeper.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type RecordCommands = Pick<CommandHandlers, 'records:pull' | 'records:have' | 'outbox:push' | 'household:open' | 'household:close' | 'customers:search' | 'household:access' | 'household:erase' | 'household:receipts' | 'colleagues:ask' | 'practice:ring'>;

/** Records in and out: main only carries them. */
export function recordCommands(keeper: SessionKeeper, central: CentralClient): RecordCommands {
  return {
    'records:pull': ({ epoch, cursors, limit, ahead }) => central.pull(epoch, cursors, limit, ahead ?? false),
    'records:have': ({ cursors }) => { keeper.have(cursors); return null; },
    'outbox:push': ({ ops }) => central.push(ops),
    'household:open': async ({ householdId }) => { keeper.watch(householdId); return central.household(householdId); },
    'household:close': ({ householdId }) => { keeper.unwatch(householdId); return null; },
    'customers:search': ({ query }) => central.searchCustomers(query),
    'household:access': ({ householdId, purpose }) => central.accessLog(householdId, purpose),
    'household:erase': (request) => central.eraseCustomer(request),
    'household:receipts': ({ householdId }) => central.receipts(householdId),
    'colleagues:ask': () => central.colleagues(),
    'practice:ring': (call) => central.practiceRing(call),
  };
}
