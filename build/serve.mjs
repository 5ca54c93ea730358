// `npm run serve`: central and the practice line without a desktop, until stopped.
import path from 'node:path';
import process from 'node:process';
import { whenNpmIsGone } from './processAlive.mjs';
import { projectRoot } from './runtime/electronRuntime.mjs';
import { say, step } from './say.mjs';
import { startServices } from './services.mjs';

const dataDir = process.env.CARELINE_DATA ?? path.join(projectRoot, '.careline');
const services = await step('starting central and the practice line', () => startServices({ dataDir, demo: process.env.CARELINE_DEMO !== '0', onExit: (_name, why) => { say(`careline: ${why}`); process.exitCode = 1; } }));
say(`careline: central at ${services.centralUrl}; stop with Ctrl+C`);
const stop = () => { void services.stop().then(() => process.exit()); };
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
whenNpmIsGone(stop);
