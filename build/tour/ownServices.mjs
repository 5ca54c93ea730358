import { startCentral, startServices } from '../services.mjs';
import { closeLater } from './closeLater.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

/** Nobody else's central, line or data: any free ports. */
const ANY_PORTS = { CARELINE_PORT: '0', CARELINE_LINE_PORT: '0', CARELINE_LINE_CONTROL_PORT: '0', DATABASE_URL: undefined };

/**
 * Central with its PostgreSQL and demo data, and the practice line, in a data folder that goes with them.
 * `killCentral` and `startCentralAgain` break it as a power cut would, and mend it at the same address.
 */
export async function startOwnServices() {
  const folder = temporaryFolder('careline-own-');
  const options = { dataDir: folder.path, demo: true, env: ANY_PORTS };
  const services = await startServices(options);
  let { central } = services;
  const startCentralAgain = async () => {
    central = await startCentral({ ...options, quiet: true, env: { ...ANY_PORTS, CARELINE_PORT: new URL(services.centralUrl).port } });
  };
  return {
    dataDir: folder.path, centralUrl: services.centralUrl, lineControlUrl: services.lineControlUrl, databaseUrl: String(services.central.ready.databaseUrl),
    startCentralAgain,
    async killCentral() {
      const gone = new Promise((resolve) => { central.child.once('exit', resolve); });
      central.child.kill('SIGKILL');
      await gone;
    },
    stop: closeLater(async () => {
      await services.line.stop();
      // A central that was killed left its PostgreSQL running; only another central stops it in good order.
      if (central.child.signalCode !== null) await startCentralAgain();
      await central.stop();
      folder.remove();
    }),
  };
}
