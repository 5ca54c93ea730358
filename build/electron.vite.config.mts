import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '..');
const at = (...parts: string[]) => path.join(root, ...parts);

// One bundle for both runtimes: the product's Electron, and the older one from the package registry that tests fall
// back to (Electron 25: Node 18.15, Chromium 114, no ESM main script).
const nodeTarget = 'node18.15';
const chromeTarget = 'chrome114';

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      outDir: at('out/main'),
      sourcemap: true,
      rolldownOptions: {
        input: { index: at('electron/main.ts') },
        // ws looks for these two native helpers and does without them.
        external: ['electron', 'bufferutil', 'utf-8-validate'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      outDir: at('out/preload'),
      rolldownOptions: { input: { preload: at('electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [react()],
    build: { target: chromeTarget, outDir: at('out/renderer'), emptyOutDir: true, sourcemap: false, minify: true, rolldownOptions: { input: { index: at('renderer/index.html') } } },
  },
});
