import type { RTCPeerConnection } from 'werift';

/**
 * Looks for the way to the far end again where a description that was just agreed has restarted ICE. The library makes new names and
 * passwords for it, and then starts nothing for a connection whose keys are agreed.
 */
export function findWayAnew(pc: RTCPeerConnection): void {
  for (const { state, iceTransport } of pc.dtlsTransports) {
    // One that finds nothing stays without sound until the desktop comes with a new connection.
    if (state === 'connected' && iceTransport.connection.nominated === undefined) void iceTransport.start().catch(() => {});
  }
}
