// `npm run tour`: drives real desktops through the walk from ring to record by itself, and writes a picture of each step.
// `node build/tour/tour.mjs --docs` writes the pictures of docs/screenshots instead.
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { openDisplay } from '../display.mjs';
import { projectRoot } from '../runtime/electronRuntime.mjs';
import { say, step } from '../say.mjs';
import { demoAgents } from './agent.mjs';
import { closeAll, closeLater, closeOnSignals } from './closeLater.mjs';
import { openCamera } from './camera.mjs';
import { openDesk } from './openDesk.mjs';
import { startOwnServices } from './ownServices.mjs';
import { practiceLine } from './practiceLine.mjs';
import { takeDocsPictures } from './docsPictures.mjs';
import { walk } from './walk.mjs';

const forDocs = process.argv.includes('--docs');
const dataDir = process.env.CARELINE_DATA ?? path.join(projectRoot, '.careline');
const folder = forDocs ? path.join(projectRoot, 'docs', 'screenshots') : path.join(dataDir, 'tour');

closeOnSignals();

/** Practice customers may be rung at any hour: somebody watches the tour at night, too. */
async function openAllHours(services) {
  await services.sql('UPDATE policy SET call_from_minute = 0, call_to_minute = 1440');
}

async function query(databaseUrl, text) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function runWalk(stage, camera) {
  const steps = walk(stage);
  const startedAt = Date.now();
  for (const [index, each] of steps.entries()) {
    const head = `tour ${String(index + 1).padStart(2)}/${steps.length}`;
    const desk = each.of ?? stage.desk;
    try {
      const more = await each.do();
      const files = await camera.take(desk, each.name, each);
      say(`${head}  ${each.says}${more ? ` ${more}` : ''}\n             ${files.join('  ')}`);
    } catch (error) {
      const file = await camera.takeAs(desk, `failed-${each.name}`).catch(() => 'no picture');
      say(`${head}  FAILED at "${each.name}": ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n             ${file}`);
      throw error;
    }
  }
  say(`tour: ${steps.length} steps in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
}

try {
  const display = await openDisplay();
  closeLater(() => display.stop());
  const started = await step('starting central and the practice line', () => startOwnServices());
  const services = { ...started, sql: (text) => query(started.databaseUrl, text) };
  await openAllHours(services);
  const accounts = await demoAgents(services.centralUrl);
  const line = practiceLine(services);
  const openOne = async (settings) => {
    const desk = await openDesk({ centralUrl: services.centralUrl, env: display.env, settings });
    await desk.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    return desk;
  };
  const camera = openCamera(folder);
  if (forDocs) await takeDocsPictures({ camera, openDesk: openOne, line, accounts });
  else {
    const desk = await step('opening the desktop', () => openOne({}));
    const second = await step('opening a colleague’s desktop', () => openOne({}));
    await runWalk({ desk, second, line, services, accounts }, camera);
    for (const problem of [...desk.problems, ...second.problems].slice(0, 5)) say(`tour: a page complained: ${problem}`);
  }
  say(`tour: pictures are in ${folder}`);
} catch (error) {
  process.exitCode = 1;
  say(`tour: ${error instanceof Error ? error.stack : String(error)}`);
} finally {
  await closeAll();
  process.exit();
}
