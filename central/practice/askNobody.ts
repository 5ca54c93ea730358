import type { RTCPeerConnection } from 'werift';

/**
 * Has a peer connection find its addresses by itself. Told of no server, the library asks one of its own choosing on the internet, and
 * where there is none a call rings seconds later for it.
 */
export function askNobody(pc: RTCPeerConnection): void {
  for (const { connection } of pc.iceTransports) Object.assign(connection, { stunServer: undefined });
}
