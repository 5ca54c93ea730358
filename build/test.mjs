// `npm test [-- VITEST ARGS]`, `npm run test:long`, `npm run test:line`, `npm run test:packaged`: types, lint, then every test. The groups run one
// after another, since PostgreSQL's and Electron's tests would only wait for each other on two cores.
import fs from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { openDisplay, runToEnd } from './display.mjs';
import { canTestLine } from './line/realLine.mjs';
import { projectRoot } from './runtime/electronRuntime.mjs';

const windows = process.platform === 'win32';
const bin = (name) => path.join(projectRoot, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
const flags = new Set(process.argv.slice(2).filter((argument) => ['--long', '--packaged', '--line'].includes(argument)));
const extra = process.argv.slice(2).filter((argument) => !flags.has(argument));
const long = flags.has('--long');
const packaged = flags.has('--packaged');
const onlyLine = flags.has('--line');
const reports = path.join(projectRoot, 'test-results');
fs.mkdirSync(reports, { recursive: true });

const checks = long || packaged || onlyLine ? [] : [
  ['types', bin('tsc'), ['-p', '.']],
  ['types of shared', bin('tsc'), ['-p', 'shared']],
  ['lint', bin('biome'), ['lint', '--error-on-warnings', '.']],
  ['unused', bin('knip'), ['-c', 'build/knip.json']],
];
const groups = packaged ? ['app'] : onlyLine ? [] : long ? ['plain', 'pg', 'app'] : ['plain', 'dom', 'pg', 'app'];
/** The long versions: files named `.long.`, and those that read CARELINE_LONG to try more. */
const longFilter = long
  ? fs.readdirSync(path.join(projectRoot, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.join('test', name))
    .filter((name) => name.includes('.long.') || fs.readFileSync(path.join(projectRoot, name), 'utf8').includes('CARELINE_LONG'))
  : [];

const display = await openDisplay();
const total = { passed: 0, failed: 0, skipped: 0 };
let status = 0;

async function timed(name, command, args, env) {
  const startedAt = Date.now();
  const code = await runToEnd(command, args, { cwd: projectRoot, shell: windows, env: { ...display.env, ...env } });
  console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return code;
}

/** PostgreSQL as the system's packages bring it, newest first: on Debian /usr/lib/postgresql/15. */
function installedPostgres() {
  const parent = '/usr/lib/postgresql';
  const versions = fs.existsSync(parent) ? fs.readdirSync(parent).filter((name) => fs.existsSync(path.join(parent, name, 'bin/postgres'))) : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : path.join(parent, newest);
}

for (const [name, command, args] of checks) status = await timed(name, command, args, {}) || status;
if (packaged) {
  const app = path.join(projectRoot, 'dist', 'linux-unpacked', 'careline');
  if (!fs.existsSync(app)) throw new Error(`no packaged app at ${app}`);
  process.env.CARELINE_APP = app;
  display.env.CARELINE_APP = app;
}
const runs = groups.map((group) => ({ name: group, group, files: longFilter, env: long ? { CARELINE_LONG: '1' } : {} }));
if (long) {
  // The whole suite of the store once more on the system's own PostgreSQL.
  const programs = installedPostgres();
  const env = { CARELINE_POSTGRES: programs };
  // The run that kills it under real desktops is one of theirs.
  if (programs !== null) runs.push({ name: 'pg-installed', group: 'pg', files: [], env }, { name: 'chaos-installed', group: 'app', files: ['test/app/chaos.app.test.ts'], env });
  else if (process.env.CI === 'true') { console.log('no installed PostgreSQL: the store was not tested on it'); status = 1; }
  else console.log('no installed PostgreSQL (Debian: postgresql): the store is not tested on it');
}
if (long || onlyLine) {
  // Kamailio and rtpengine, called by sipp and baresip.
  if (canTestLine()) runs.push({ name: 'line', group: 'line', files: [], env: long ? { CARELINE_LONG: '1' } : {} });
  else {
    console.log('Kamailio, rtpengine, sipp or baresip is not installed (npm run test:line as root on Debian 12 installs them): the real line was not tested');
    if (onlyLine || process.env.CI === 'true') status = 1;
  }
}
// These wait for sockets, clocks and PostgreSQL most of the time: a third worker fills the gaps of two cores. Not on the system's PostgreSQL,
// which keeps every commit on the disk.
const waiting = new Set(['plain', 'pg']);
/** Two desktops at a time are what two cores carry; the long versions and the packaged app have the machine to themselves. */
const alone = long || packaged;
/** What Vitest's report of a run says. A run that wrote none failed. */
function readReport(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0, failedFiles: [] };
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return {
    passed: numPassedTests, failed: numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0), skipped: numPendingTests,
    failedFiles: testResults.filter((file) => file.status === 'failed').map((file) => path.relative(projectRoot, file.name)),
  };
}

/** Runs a group of tests, or some files of it. */
async function runTests(name, group, args, env) {
  const report = path.join(reports, `${name}.json`);
  fs.rmSync(report, { force: true });
  const code = await timed(`tests: ${name}`, bin('vitest'), ['run', '--config', 'build/vitest.config.mts', '--project', group === 'dom' ? 'dom*' : group, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], { NODE_ENV: 'test', ...env });
  return { code, ...readReport(report) };
}

/**
 * Of six thousand tests with real clocks, sockets and processes, one may fall to a moment in which the machine stood still. So a few files that
 * failed run once more, alone, and what passes then is named with the totals: it is to be looked into, and more of them are no accident.
 */
const MOST_FILES_AGAIN = 3;
const onlyAtSecond = [];

for (const { name, group, files, env } of runs) {
  const workers = waiting.has(name) ? [`--maxWorkers=${Math.max(3, availableParallelism())}`] : group === 'app' ? [alone ? '--no-file-parallelism' : '--maxWorkers=2'] : [];
  const first = await runTests(name, group, [...workers, ...files, ...extra], env);
  const again = first.failedFiles.length > 0 && first.failedFiles.length <= MOST_FILES_AGAIN
    ? await runTests(`${name}-again`, group, ['--no-file-parallelism', ...first.failedFiles, ...extra], env) : null;
  const recovered = again?.code === 0;
  if (recovered) onlyAtSecond.push(...first.failedFiles);
  else if (first.code !== 0) status = first.code;
  total.passed += first.passed + (recovered ? first.failed : 0);
  total.failed += recovered ? 0 : first.failed;
  total.skipped += first.skipped;
}
display.stop();
// In CI a skipped test is a test that did not hold: what it needs has to be installed.
if (process.env.CI === 'true' && total.skipped > 0 && !packaged) { console.log('skipped tests are not allowed here'); status = status || 1; }
if (total.failed > 0 && status === 0) status = 1;
for (const file of onlyAtSecond) console.log(`passed at the second try only: ${file}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(status);
