import { availableParallelism } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const long = process.env['CARELINE_LONG'] === '1';
/** `*.long.test.ts`, and tests of the others that read CARELINE_LONG, run under `npm run test:long` only. */
const exclude = [...configDefaults.exclude, ...(long ? [] : ['**/*.long.*'])];

// Files of one worker share what they import: reading a thousand modules anew for each took a third of the time. So no module may keep what a
// test leaves behind: databases, servers and desktops are each test's own, and domSetup.ts begins each file with empty stores.
const isolate = false;
/** Not these: they try what a module keeps, what listens to the window that was there when its module was read, or other modules in the place of ours. */
const alone = ['test/renderer/{actions,keys,links,localdb,shell,theme}/**/*.dom.test.tsx', 'test/renderer/screens/workbench/**/*.dom.test.tsx', 'test/renderer/**/rowsDrawn.dom.test.tsx'];

/** Made into one file each, once, for the tests that render. */
const bundled = ['antd', 'antd/locale/zh_CN', 'antd/locale/en_US', '@ant-design/icons/es', 'echarts/core', 'echarts/charts', 'echarts/components', 'echarts/renderers'];

const inBrowser = {
  // Browser modules, as in the desktop: the icons' own entry for Node is CommonJS, of which no bundle with names can be made.
  resolve: { mainFields: ['module', 'main'], alias: [{ find: /^@ant-design\/icons$/, replacement: '@ant-design/icons/es' }] },
  test: {
    environment: 'jsdom', setupFiles: ['test/support/domSetup.ts'], testTimeout: 20_000,
    // Each file of tests would read their thousands of modules one by one.
    deps: { optimizer: { client: { enabled: true, include: bundled } } },
  },
};

export default defineConfig({
  root,
  plugins: [react()],
  test: {
    reporters: ['default'],
    // By itself Vitest leaves one core to the watcher there is not: on two cores only one would work.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: { name: 'plain', isolate, environment: 'node', include: ['test/**/*.test.ts'], exclude: [...exclude, '**/*.pg.test.ts', '**/*.app.test.ts', '**/*.line.test.ts'], testTimeout: 20_000 },
      },
      {
        extends: true,
        ...inBrowser,
        test: { ...inBrowser.test, name: 'dom', isolate, include: ['test/**/*.dom.test.tsx'], exclude: [...exclude, ...alone] },
      },
      {
        extends: true,
        ...inBrowser,
        test: { ...inBrowser.test, name: 'dom-alone', include: alone, exclude },
      },
      {
        extends: true,
        test: { name: 'pg', isolate, environment: 'node', globalSetup: ['test/support/postgresServer.ts'], include: ['test/**/*.pg.test.ts'], exclude, testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        // Kamailio, rtpengine, sipp and baresip have to be installed: `npm run test:line`.
        test: { name: 'line', environment: 'node', include: ['test/**/*.line.test.ts'], exclude, testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false },
      },
      {
        extends: true,
        test: { name: 'app', environment: 'node', include: ['test/**/*.app.test.ts'], exclude, testTimeout: 90_000, hookTimeout: 120_000 },
      },
    ],
  },
});
