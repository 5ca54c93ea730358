// `npm run ring -- --from 02161234567 --dialled 8008201234`: a simulated caller rings the practice line.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const projectRoot = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const HELP = `npm run ring -- [--from NUMBER] [--withheld] [--dialled NUMBER] [--persona NAME[,NAME]…] [--keys KEYS]
npm run ring -- --crowd [HOW MANY]

  --from      the caller's number, in any form (default 02161234567)
  --withheld  the caller hides the number
  --dialled   the 800 or 400 number that was dialled (default 8008201234)
  --keys      keys already pressed in the voice menu, e.g. 2
  --crowd     so many callers (default 20, at most 100), each with a number and a persona of their own, one every quarter of a second
  --persona   how the caller behaves; with commas between, each changes the usual talker:

    talker              talks (sound like speech), waits ten minutes, hangs up after ten
    silent              says nothing
    tone:440            says a tone of so many Hz
    waits:60            gives up when nobody has answered in so many seconds
    hang-up-early       gives up after 3 seconds (hang-up-early:8 after 8)
    talks:30            hangs up so many seconds after the answer
    keys:12#            presses these keys two seconds after the answer
    callback:20         asks after so many seconds of waiting to be rung in turn
    again:13900000002   rings again from this number 5 seconds after the call (again:13900000002@60 after 60)
    long                stays for hours

  Who waits or is held hears music; how much, who hears what and who ended it tells GET /calls of the control door.`;

/** How a crowd behaves, in turn. */
const CROWD = ['talker,talks:90', 'hang-up-early', 'talker,keys:2#', 'talker,waits:40,again:02161234568@20', 'silent,talks:20', 'talker,callback:25', 'talker,talks:30', 'hang-up-early:12,again:13800138001', 'talker,long', 'talker,waits:120'];
const MOST = 100;
const EVERY_MS = 250;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '02161234567' }, withheld: { type: 'boolean', default: false }, dialled: { type: 'string', default: '8008201234' },
    persona: { type: 'string', default: 'talker' }, keys: { type: 'string' }, crowd: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
  },
});
if (values.help) { console.log(HELP); process.exit(0); }

const dataDir = process.env.CARELINE_DATA ?? path.join(projectRoot, '.careline');
const read = (name) => fs.readFileSync(path.join(dataDir, name), 'utf8').trim();
let run;
let secret;
try {
  run = JSON.parse(read('run.json'));
  secret = read('line-secret');
} catch {
  console.error('careline: nothing is running here: npm start first');
  process.exit(1);
}
/** @returns the line's answer, a call's id in JSON. Ends the command when it would not ring. */
async function ring(caller) {
  const answer = await fetch(new URL('/ring', run.lineControlUrl), {
    method: 'POST', headers: { authorization: `Line ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify(caller),
  }).catch((error) => ({ ok: false, text: async () => error.message }));
  const text = await answer.text();
  if (answer.ok) return text;
  console.error(`careline: the practice line would not ring: ${text}`);
  process.exit(1);
}

if (values.crowd) {
  const howMany = Math.min(MOST, Math.max(1, Number(positionals[0] ?? 20) || 20));
  for (let caller = 0; caller < howMany; caller += 1) {
    const from = `021612345${String(caller).padStart(2, '0')}`;
    console.log(await ring({ from, dialled: values.dialled, persona: CROWD[caller % CROWD.length], keys: null }));
    await pause(EVERY_MS);
  }
} else console.log(await ring({ from: values.withheld ? null : values.from, dialled: values.dialled, persona: values.persona, keys: values.keys ?? null }));
