import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../runtime/electronRuntime.mjs';

const shipped = path.join(projectRoot, 'build', 'deploy', 'kamailio', 'careline.cfg');

/**
 * Writes what one site's Kamailio is started with: its addresses, its key, and the shipped configuration.
 * @param {{ folder: string, domain: string, key: string, trunkSources: string, trunkHost: string, origins: string, tls: { cert: string, key: string } | null,
 *   ports: { sip: number, ws: number, wss: number, edge: number, rtpengine: number } }} site
 * @returns {string} the file
 */
export function writeSiteFile({ folder, domain, key, trunkSources, trunkHost, origins, tls, ports }) {
  const names = {
    LINE_DOMAIN: domain, RUN_FOLDER: folder, CONTROL_ADDRESS: `127.0.0.1:${ports.edge}`, CONTROL_KEY: key, RTPENGINE_ADDRESS: `127.0.0.1:${ports.rtpengine}`,
    TRUNK_SOURCES: trunkSources, TRUNK_HOST: trunkHost, SIP_ADDRESS: `127.0.0.1:${ports.sip}`, ALLOWED_ORIGINS: origins,
  };
  const file = path.join(folder, 'kamailio.cfg');
  const wss = tls === null ? [] : ['#!define WITH_TLS', `listen=tls:127.0.0.1:${ports.wss}`];
  fs.writeFileSync(file, [
    '#!KAMAILIO', ...Object.entries(names).map(([name, value]) => `#!substdef "|${name}|${value}|g"`),
    'debug=1', 'children=2', 'tcp_children=2', ...(tls === null ? [] : ['enable_tls=yes']), ...wss,
    `listen=udp:127.0.0.1:${ports.sip}`, `listen=tcp:127.0.0.1:${ports.ws}`, `include_file "${shipped}"`, '',
  ].join('\n'), { mode: 0o600 });
  if (tls !== null) {
    fs.writeFileSync(path.join(folder, 'tls.cfg'), `[server:default]\nmethod = TLSv1.2+\ncertificate = ${tls.cert}\nprivate_key = ${tls.key}\n`, { mode: 0o600 });
  }
  return file;
}
