// The line bench: callers parked at once, calls a second through the queue beside Kamailio alone, from the queue's decision to the agent's
// INVITE; and what the practice line carries. See docs/benchmarks.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { canTestLine } from '../line/realLine.mjs';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { openPractice } from './line/practiceLoad.mjs';
import { openRealQueue } from './line/realQueue.mjs';
import { callIn, talks, waits } from './line/sipp.mjs';
import { percentile, rounded } from './statistics.mjs';

const STEP = 25;
const HIGHEST = 1000;
const PARK_RATE = 250;
/** Behind the last arrival: ringing, talking, and a second in the queue. */
const GRACE_MS = 2500;
const AGENTS = 600;

const twoDigits = (value) => Math.round(value * 100) / 100;

/** Callers come, wait until all are there, and hang up one after the other. */
async function parked({ queue, folder, callers }) {
  await queue.atWork(false);
  const arrivalMs = (callers / PARK_RATE) * 1000;
  const stayMs = arrivalMs * 1.5 + 4000;
  const load = callIn({ folder, line: queue.line.sip, scenario: waits(stayMs), calls: callers, rate: PARK_RATE, hidden: true, withinMs: arrivalMs * 2 + stayMs + 60_000 });
  let most = 0;
  let isOver = false;
  void load.finally(() => { isOver = true; });
  for (let left = callers; left > 0 && !isOver; ) {
    const waiting = await queue.waiting();
    most = Math.max(most, waiting);
    left = callers - waiting;
    await pause(200);
  }
  const { failed } = await load;
  for (let tries = 0; await queue.waiting() > 0; tries += 1) {
    if (tries > 300) return { most, failed: failed + await queue.waiting() };
    await pause(100);
  }
  return { most, failed };
}

/** Whether so many calls a second all get through, and none falls behind. */
async function holds({ folder, line, rate, forMs, name }) {
  const calls = Math.round((rate * forMs) / 1000);
  const { failed, tookMs } = await callIn({ folder, line, scenario: talks, calls, rate, withinMs: forMs * 3 + 20_000 });
  const isBehind = tookMs > forMs + GRACE_MS;
  say(`bench line: ${name}, ${rate}/s: ${failed} of ${calls} failed${isBehind ? `, ${Math.round((tookMs - forMs) / 1000)} s behind` : ''}`);
  return failed === 0 && !isBehind;
}

/** The highest step that holds: doubled until one does not, then between. Quick: the first two. */
async function ladder({ quick, onStep = () => undefined, ...load }) {
  const at = async (steps) => {
    const isHeld = await holds({ ...load, rate: steps * STEP, forMs: quick ? 3000 : 8000 });
    onStep(isHeld, steps * STEP);
    return isHeld;
  };
  if (quick) return await at(1) ? (await at(2) ? 2 * STEP : STEP) : 0;
  let [good, bad] = [0, HIGHEST / STEP + 1];
  for (let steps = 1; steps < bad; steps *= 2) {
    if (await at(steps)) good = steps;
    else { bad = steps; await pause(3000); }
  }
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await at(middle)) good = middle;
    else { bad = middle; await pause(3000); }
  }
  return good * STEP;
}

async function realFigures({ quick, folder }) {
  const queue = await step('starting Kamailio, rtpengine and central', () => openRealQueue({ folder, agents: AGENTS }));
  const straight = await queue.straight();
  const setUpMs = performance.now();
  const waited = await parked({ queue, folder, callers: quick ? 1000 : 5000 });
  say(`bench line: ${waited.most} parked at once, ${waited.failed} failed (${rounded((performance.now() - setUpMs) / 1000)} s)`);
  await queue.atWork(true);
  queue.delays.length = 0;
  // Callers of a step that fell behind wait for the machine, not for the queue: their offers are told of beside.
  const [held, all] = [[], []];
  const onStep = (isHeld, rate) => {
    const delays = queue.delays.splice(0);
    say(`bench line: from decision to INVITE at ${rate}/s: median ${rounded(percentile(delays, 0.5))}, p95 ${rounded(percentile(delays, 0.95))} ms`);
    all.push(...delays);
    if (isHeld) held.push(...delays);
  };
  const routedPerSecond = await ladder({ quick, folder, line: queue.line.sip, name: 'through the queue', onStep });
  await queue.atWork(false);
  const straightPerSecond = await ladder({ quick, folder, line: straight.sip, name: 'straight to one agent' });
  return {
    parked: waited.most, parked_failed: waited.failed, routed_over_straight: straightPerSecond === 0 ? null : twoDigits(routedPerSecond / straightPerSecond),
    offer_extra_p95_ms: rounded(percentile(held, 0.95)), offer_extra_p95_all_ms: rounded(percentile(all, 0.95)), routed_per_s: routedPerSecond, straight_per_s: straightPerSecond, offers: held.length,
  };
}

async function practiceFigures({ quick, folder }) {
  const practice = await step('starting the practice line', () => openPractice({ folder }));
  const { rate, failed } = await practice.callsPerSecond({ desks: 20, forMs: quick ? 4000 : 15_000 });
  if (failed > 0) throw new Error(`${failed} calls of the practice line failed`);
  say(`bench line: practice line: ${rounded(rate)} calls/s`);
  let best = { calls: 0, share: 0 };
  for (const calls of quick ? [20] : [20, 40, 60, 80, 100]) {
    const { isWhole, share } = await practice.soundCalls({ calls, forMs: quick ? 3000 : 8000 });
    say(`bench line: practice line: ${calls} calls with sound at once: ${isWhole ? `whole, ${twoDigits(share)} of a processor` : 'not all whole'}`);
    if (!isWhole) break;
    best = { calls, share };
  }
  return { practice_calls_per_s: rounded(rate), practice_sound_calls: best.calls, practice_cpu_share: twoDigits(best.share) };
}

export async function run({ quick }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'careline-bench-line-'));
  closeLater(() => fs.rmSync(folder, { recursive: true, force: true }));
  const sub = (name) => { const made = path.join(folder, name); fs.mkdirSync(made); return made; };
  const practice = await practiceFigures({ quick, folder: sub('practice') });
  if (!canTestLine()) {
    say('bench line: Kamailio, rtpengine or sipp is not installed (npm run test:line as root on Debian 12 installs them): the practice line only');
    return practice;
  }
  return { ...await realFigures({ quick, folder: sub('real') }), ...practice };
}
