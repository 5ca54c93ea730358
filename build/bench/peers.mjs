// RxDB and PouchDB, which are no part of the product: installed beside the bench, bundled, and run in an Electron window.
import path from 'node:path';
import { _electron } from 'playwright-core';
import { deskCommand } from '../launchDesk.mjs';
import { projectRoot } from '../runtime/electronRuntime.mjs';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { temporaryFolder } from '../tour/temporaryFolder.mjs';
import { withoutSignals } from '../withoutSignals.mjs';
import { installPeers, PEERS_FOLDER } from './installPeers.mjs';
import { startPeerServer } from './peerServer.mjs';

/** As many documents a page as the product's own pulls. RxDB and PouchDB are measured with their usual 100 too, and the better counts. */
const BATCHES = [500, 100];

async function bundle() {
  const { build } = await import('vite');
  const built = await build({
    configFile: false, root: PEERS_FOLDER, logLevel: 'error', define: { global: 'globalThis' },
    build: { write: false, target: 'chrome114', minify: true, lib: { entry: path.join(PEERS_FOLDER, 'page.mjs'), formats: ['es'], fileName: 'page' } },
  });
  return [built].flat()[0].output[0].code;
}

/** Everything that may take its time before the clock runs. @returns opens the peers' window on some documents. */
export async function preparePeers() {
  await installPeers();
  const script = await step('bundling the peers', bundle);
  return async ({ documents, central, env }) => {
    const url = await startPeerServer(documents, central, script);
    const profile = temporaryFolder('careline-peers-');
    const command = deskCommand({ userData: profile.path, centralUrl: url, env, fakeSound: true, flags: ['--disable-gpu'] });
    const args = command.args.map((argument) => (argument === projectRoot ? path.join(PEERS_FOLDER, 'window.cjs') : argument));
    const app = await withoutSignals(() => _electron.launch({ ...command, args, env: { ...command.env, CARELINE_PEERS_URL: url }, timeout: 60_000 }));
    const exited = new Promise((resolve) => { app.process().once('exit', resolve); });
    const close = closeLater(async () => {
      const hard = setTimeout(() => app.process().kill('SIGKILL'), 8000);
      await Promise.race([app.close().catch(() => {}), exited]);
      await exited;
      clearTimeout(hard);
      profile.remove();
    });
    const page = await app.firstWindow();
    await page.waitForFunction(() => globalThis.peers !== undefined, undefined, { timeout: 30_000 });
    const once = (which, batch) => page.evaluate(([name, at, count, size, scope]) => globalThis.peers[name](at, count, size, scope), [which, url, documents.length, batch, central.scope]);
    return {
      close,
      /** The quicker of its batch sizes, in milliseconds. */
      measure: async (which, batches = BATCHES) => {
        await central.sit();
        const took = [];
        for (const batch of batches) took.push(await once(which, batch));
        say(`bench sync: ${which.slice(2)}: ${took.map((ms, i) => `${ms.toFixed(0)} ms by ${batches[i]}`).join(', ')}`);
        return Math.min(...took);
      },
    };
  };
}
