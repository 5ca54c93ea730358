/** What of a network interface tells one network from another. */
export interface NetworkAddress {
  readonly address: string;
  readonly internal: boolean;
}

export type ReadInterfaces = () => Readonly<Record<string, readonly NetworkAddress[] | undefined>>;

const LOOK_EVERY_MS = 1000;

/** Temporary IPv6 addresses come and go on one and the same network. */
const isTold = ({ address, internal }: NetworkAddress): boolean => !internal && !address.includes(':');

function addresses(read: ReadInterfaces): string {
  return Object.entries(read()).flatMap(([name, list]) => (list ?? []).filter(isTold).map(({ address }) => `${name} ${address}`)).sort().join('\n');
}

/**
 * Tells when this computer's addresses have changed: from cable to Wi-Fi, into a VPN or out of it. Neither Electron nor Node
 * says so, so they are looked at every second. A network that is only gone is told when there is one again.
 *
 * @returns its own end.
 */
export function watchNetwork(read: ReadInterfaces, changed: () => void): () => void {
  let known = addresses(read);
  const timer = setInterval(() => {
    const now = addresses(read);
    if (now === known) return;
    known = now;
    if (now !== '') changed();
  }, LOOK_EVERY_MS);
  return () => { clearInterval(timer); };
}
