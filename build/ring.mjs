// `npm run ring -- --from 02161234567 --dialled 8008201234`: a simulated caller rings the practice line.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

const projectRoot = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const HELP = `npm run ring -- [--from NUMBER] [--withheld] [--dialled NUMBER] [--persona NAME] [--keys KEYS]

  --from      the caller's number, in any form (default 02161234567)
  --withheld  the caller hides the number
  --dialled   the 800 or 400 number that was dialled (default 8008201234)
  --persona   how the caller behaves: talker (default), silent, hang-up-early, keys, tone:440,
              callback:20 (asks after 20 s of waiting to be rung in turn) …
  --keys      keys already pressed in the voice menu, e.g. 2`;

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '02161234567' }, withheld: { type: 'boolean', default: false }, dialled: { type: 'string', default: '8008201234' },
    persona: { type: 'string', default: 'talker' }, keys: { type: 'string' }, help: { type: 'boolean', default: false },
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
const answer = await fetch(new URL('/ring', run.lineControlUrl), {
  method: 'POST', headers: { authorization: `Line ${secret}`, 'content-type': 'application/json' },
  body: JSON.stringify({ from: values.withheld ? null : values.from, dialled: values.dialled, persona: values.persona, keys: values.keys ?? null }),
}).catch((error) => ({ ok: false, text: async () => error.message }));
const text = await answer.text();
if (!answer.ok) { console.error(`careline: the practice line would not ring: ${text}`); process.exit(1); }
console.log(text);
