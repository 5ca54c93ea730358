import { create } from 'zustand';
import { type LinkName, linkNames, type LinkStatus, type Readiness } from '../../shared/ipc/readiness.ts';

const unknown = Object.fromEntries(linkNames.map((name): [LinkName, LinkStatus] => [name, { state: 'unknown' }])) as unknown as Readiness;

/** The six links as main knows them, and when it last told of a check. */
export const useReadinessStore = create<{ readonly readiness: Readiness; readonly toldAtMs: number | null }>(() => ({ readiness: unknown, toldAtMs: null }));

/** Links that are up, for 「就绪 6/6」. */
export function linksUp(readiness: Readiness): number {
  return linkNames.filter((name) => readiness[name].state === 'up').length;
}

/** The first link that is down, in the order they depend on one another; null when none is. */
export function brokenLink(readiness: Readiness): { readonly name: LinkName; readonly status: Extract<LinkStatus, { state: 'down' }> } | null {
  for (const name of linkNames) {
    const status = readiness[name];
    if (status.state === 'down') return { name, status };
  }
  return null;
}
