import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { CommandHandlers } from '../../../electron/ipc/answerCommands.ts';
import type { TellWindow } from '../../../electron/ipc/tellWindow.ts';
import { ReadinessBoard } from '../../../electron/readiness/readinessBoard.ts';
import type { SecretStore } from '../../../electron/settings/secretStore.ts';
import { recordCommands } from '../../../electron/commands/recordCommands.ts';
import { DeskVault } from '../../../electron/settings/deskVault.ts';
import { SessionKeeper } from '../../../electron/session/sessionKeeper.ts';
import { CentralClient } from '../../../electron/sync/centralClient.ts';
import { LiveSocket } from '../../../electron/sync/liveSocket.ts';
import { currentDatabase, openDatabase } from '../../../renderer/localdb/currentDatabase.ts';
import { startCourierLoop } from '../../../renderer/localdb/courierLoop.ts';
import { applyLiveChanges } from '../../../renderer/localdb/liveChanges.ts';
import { enqueueOps } from '../../../renderer/localdb/outbox.ts';
import type { Facts } from '../../../shared/ipc/facts.ts';
import { must } from '../../../shared/language/must.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import type { ChaosOrder, ChaosSeat, DeskReport } from './chaosMessages.ts';
import { inventDeed } from './inventDeed.ts';
import { readDeskDatabase } from './readDeskDatabase.ts';

/*
 * One desktop of the chaos run, in a thread of its own because the page's courier is one a page: the product's client, live
 * socket, session keeper, courier loop, outbox and apply code; only the bridge between main and page is a call here.
 */
const seat = workerData as ChaosSeat;
const port = must(parentPort, 'a thread has a port');

const client = new CentralClient({
  baseUrl: () => seat.url, desktopVersion: '0.1.0', deviceId: () => seat.deviceId, onRefreshToken: () => {},
  onExpired: () => { console.error('a desktop was signed out in the middle of the run'); }, onOutdated: () => {},
});
const courier = startCourierLoop((error) => { console.error('the courier failed', error); });
const live = new LiveSocket({
  url: () => new URL('/live', seat.url).href.replace(/^http/, 'ws'), accessToken: () => client.accessToken(),
  onMessage: (message) => { keeper.heard(message, Date.now()); },
  onUp: (up) => { keeper.linkChanged(up, Date.now()); },
});
/** What the page does with each fact (renderer/state/bindFacts.ts). */
function tell<F extends keyof Facts>(name: F, fact: Facts[F]): void {
  if (name === 'records:changed') void applyLiveChanges((fact as Facts['records:changed']).changes).then(() => { courier.pull(); });
  if (name === 'records:poked') courier.pull();
  if (name === 'central:changed') courier.live((fact as Facts['central:changed']).up);
}
const vaultFolder = mkdtempSync(path.join(tmpdir(), 'careline-chaos-'));
process.once('exit', () => { rmSync(vaultFolder, { recursive: true, force: true }); });
const keeper = new SessionKeeper({
  central: client, live, phone: { start: () => {}, stop: async () => {}, retire: async () => {}, registered: true, calls: [] },
  window: { tell, forgetSession: () => {} } as unknown as TellWindow,
  board: new ReadinessBoard(() => {}, () => Date.now()),
  secrets: { recall: async () => null, forget: async () => {} } as unknown as SecretStore,
  vault: new DeskVault(vaultFolder, { seal: async () => null, unseal: async () => null }), clock: { now: () => Date.now() }, version: '0.1.0',
});
const commands = recordCommands(keeper, client) as Partial<CommandHandlers>;
const bridge = {
  // Without a command of its own a thread answers as a computer does whose journal takes everything.
  ask: async (name: keyof CommandHandlers, request: never) => JSON.stringify({ ok: true, value: commands[name] === undefined ? { ok: true, value: null } : await commands[name](request) }),
};
Object.assign(globalThis, { window: { desk: bridge } });

const MOST_WAITING = 10;
const enqueued: Op[] = [];
let working = true;

async function deed(): Promise<void> {
  const database = must(currentDatabase(), 'the database is open');
  // An agent whose work piles up does not go on for ever; and a slow machine must come to the end of it.
  if (await database.outbox.where('state').equals('waiting').count() > MOST_WAITING) return;
  const callbacks = (await database.callbacks.toArray()).map((row) => row.row.callback).filter((callback) => callback.state === 'open');
  const { ops, watch } = inventDeed(seat, callbacks, Date.now());
  if (watch !== null) {
    const { householdId, on } = watch;
    if (on) keeper.watch(householdId);
    else keeper.unwatch(householdId);
  }
  if (ops.length === 0) return;
  await database.transaction('rw', database.outbox, () => enqueueOps(database, ops));
  enqueued.push(...ops);
  courier.push();
}

async function work(): Promise<void> {
  while (working) {
    await wait(seat.pauseMs * (0.3 + Math.random() * 1.4));
    if (working) await deed();
  }
}

async function report(): Promise<DeskReport> {
  const read = await readDeskDatabase(must(currentDatabase(), 'the database is open'));
  return { ...read, enqueued: enqueued.map((op) => ({ id: op.id, op })), live: live.up };
}

port.on('message', (order: ChaosOrder) => {
  if (order.t === 'rest') working = false;
  if (order.t === 'report') void report().then((value) => { port.postMessage({ t: 'report', report: value }); });
});

let signed = await keeper.signIn(seat.number, seat.password, true);
// Twenty passwords at once keep a small machine busy for longer than a sign-in waits.
for (let more = 5; !signed.ok && signed.refusal === 'unreachable' && more > 0; more--) signed = await keeper.signIn(seat.number, seat.password, true);
if (!signed.ok) throw new Error(`sign-in: ${signed.refusal}`);
await openDatabase(signed.value.agent.id, signed.value.storeKey);
courier.live(live.up);
courier.push();
courier.pull();
port.postMessage({ t: 'ready' });
await work();
