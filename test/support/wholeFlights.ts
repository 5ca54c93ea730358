import type { RTCPeerConnection } from 'werift';

/** First byte of a DTLS record: RFC 7983. */
const isDtls = (packet: Buffer): boolean => (packet[0] ?? 0) >= 20 && (packet[0] ?? 0) <= 63;

/**
 * Has the DTLS library send what it says in one breath as one datagram, as browsers do. It sends each record by itself, and again
 * under the same number: should one be overtaken on the way, the far end takes no repetition and the handshake never ends.
 */
export function sendWholeFlights(pc: RTCPeerConnection): void {
  for (const { connection } of pc.iceTransports) {
    const send = connection.send.bind(connection);
    let flight: Buffer[] = [];
    connection.send = async (packet: Buffer): Promise<void> => {
      if (!isDtls(packet)) return await send(packet);
      flight.push(packet);
      if (flight.length > 1) return;
      await Promise.resolve();
      const whole = Buffer.concat(flight);
      flight = [];
      await send(whole);
    };
  }
}
