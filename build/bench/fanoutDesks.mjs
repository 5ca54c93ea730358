// A process full of desktops for the fanout bench: real WebSockets and HTTP, told by its parent when to do what. Each
// desktop keeps connections of its own. Instants are the machine's monotonic clock, which all processes share.
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, goLive, keptOpen } from './benchDesks.mjs';
import { protocol } from './protocol.mjs';

const { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } = await protocol();
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
/** After every row id: the end of a version. */
const LAST_ROW = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const PAGE_ROWS = 500;

/** What is awaited: how many desktops are through, when the last was, what went wrong. */
let round = { left: 0, lastMs: 0, errors: [], rows: 0, asked: null };
let desks = [];

function through(desk) {
  if (desk.isThrough) return;
  desk.isThrough = true;
  round.lastMs = nowMs();
  round.left -= 1;
  if (round.left === 0) process.send({ t: 'through', lastMs: round.lastMs, rows: round.rows, errors: round.errors });
}

function failed(desk, error) {
  round.errors.push(error.message);
  through(desk);
}

/** Pulls until there is no more, as a desktop does. */
async function pull(desk) {
  for (;;) {
    const body = { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, epoch: desk.epoch, cursors: desk.cursors, limit: PAGE_ROWS };
    const reply = JSON.parse(await ask(desk.http, `${desk.centralUrl}/sync/pull`, { method: 'POST', token: desk.session.accessToken, body }));
    if (reply.reset.length > 0) throw new Error('a scope was reset');
    desk.epoch = reply.epoch;
    for (const { s, v, id } of reply.changes) desk.cursors[s] = [v, id];
    round.rows += reply.changes.length;
    if (!reply.more) return reply.changes;
  }
}

/** A poke is answered by a pull at once; one that comes during a pull by another after it. */
function pullSoon(desk, version) {
  if ((desk.cursors.all?.[0] ?? 0) >= version) return;
  if (desk.pulling) { desk.pullAgain = version; return; }
  desk.pulling = true;
  pull(desk).then((changes) => {
    desk.pulling = false;
    if (round.asked?.how === 'poke' && changes.some(({ id }) => id === round.asked.id)) through(desk);
    if (desk.pullAgain !== null) { const again = desk.pullAgain; desk.pullAgain = null; pullSoon(desk, again); }
  }, (error) => { desk.pulling = false; failed(desk, error); });
}

function hear(desk, text) {
  if (text.startsWith('{"t":"poke"')) {
    const poke = JSON.parse(text);
    // How far the others are is told when they join; what a desktop has seen it does not ask for again.
    if (poke.s === 'all') pullSoon(desk, poke.v);
    return;
  }
  if (!text.startsWith('{"t":"change"')) return;
  for (const { s, v, id } of JSON.parse(text).changes) {
    if (s !== 'all') continue;
    desk.cursors.all = [v, LAST_ROW];
    if (round.asked?.how === 'inline' && id === round.asked.id) through(desk);
  }
}

async function connect(desk) {
  desk.socket = await goLive(desk.centralUrl, desk.session, (text) => hear(desk, text));
  desk.socket.on('error', () => {});
}

const expected = (asked) => {
  round = { left: desks.length, lastMs: 0, errors: [], rows: 0, asked };
  for (const desk of desks) desk.isThrough = false;
};

const orders = {
  async sit({ centralUrl, seats }) {
    desks = seats.map(({ session, cursors }) => ({ centralUrl, session, cursors, epoch: null, http: keptOpen(1), socket: null, isThrough: false, pulling: false, pullAgain: null }));
    for (const desk of desks) {
      await connect(desk);
      await pull(desk);
    }
    process.send({ t: 'seated' });
  },
  expect({ how, id }) {
    expected({ how, id });
    process.send({ t: 'ready' });
  },
  async cut() {
    for (const desk of desks) desk.socket.terminate();
    while (desks.some((desk) => desk.socket.readyState !== desk.socket.CLOSED)) await pause(5);
    process.send({ t: 'cut' });
  },
  storm() {
    expected(null);
    for (const desk of desks) {
      // Counted as pulling: the pokes of the greeting are answered by this very pull.
      desk.pulling = true;
      connect(desk).then(() => pull(desk)).then(() => { desk.pulling = false; desk.pullAgain = null; through(desk); }, (error) => { desk.pulling = false; failed(desk, error); });
    }
  },
};

process.on('message', (message) => { void orders[message.t](message); });
process.on('disconnect', () => process.exit());
