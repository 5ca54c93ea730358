import type { EndReason, HangUpSide } from '../../shared/calls/interaction.ts';
import type { DialRefusal } from '../../shared/line/dialRefusal.ts';

/** How a call came to its end, as the screen and the record tell it. */
export interface CallEnd {
  readonly reason: EndReason;
  readonly by: HangUpSide;
  /** SIP status, when the call failed with one. */
  readonly code: number | null;
}

/** A call that was talked, and ended by one of both sides. */
export const hungUpBy = (by: HangUpSide): CallEnd => ({ reason: 'hung-up', by, code: null });
/** A call whose far end cannot be reached any more. @param code SIP's, when it said so. */
export const lostToNetwork = (code: number | null = null): CallEnd => ({ reason: 'network', by: 'line', code });

interface Reason {
  readonly protocol: string;
  readonly cause: number;
}

function readReasons(header: string | undefined): Reason[] {
  return (header ?? '').split(',').flatMap((part) => {
    const match = /^\s*([\w.]+)\s*;.*?\bcause\s*=\s*(\d{1,3})/i.exec(part);
    return match ? [{ protocol: (match[1] ?? '').toUpperCase(), cause: Number(match[2]) }] : [];
  });
}

/**
 * The line took an incoming call back before it was answered here.
 *
 * @param reason the CANCEL's Reason header. `SIP;cause=200` or `Q.850;cause=26`: a colleague has it, so nobody missed
 *               anything. `cause=408`: it rang too long here. None: the caller gave up.
 */
export function endOfCancelled(reason: string | undefined): CallEnd {
  const reasons = readReasons(reason);
  const has = (protocol: string, causes: readonly number[]) => reasons.some((each) => each.protocol === protocol && causes.includes(each.cause));
  if (has('SIP', [200]) || has('Q.850', [26])) return { reason: 'cancelled', by: 'line', code: null };
  if (has('SIP', [408, 480]) || has('Q.850', [19, 102])) return { reason: 'not-answered', by: 'line', code: null };
  return { reason: 'cancelled', by: 'customer', code: null };
}

/** The far end said goodbye: the customer hung up, unless the line says that it had to end the call itself. */
export function endOfBye(reason: string | undefined): CallEnd {
  const failed = readReasons(reason).find((each) => each.protocol === 'SIP' && each.cause >= 400);
  return failed ? lostToNetwork(failed.cause) : hungUpBy('customer');
}

/**
 * A call we placed was turned down with this SIP status.
 * @param gate why the line itself did not take it; null: it did.
 */
export function endOfRefused(code: number, gate: DialRefusal | null = null): CallEnd {
  if (gate !== null) return { reason: 'refused', by: 'line', code };
  switch (code) {
    case 486: case 600: return { reason: 'busy', by: 'customer', code };
    case 603: case 607: case 608: return { reason: 'refused', by: 'customer', code };
    case 408: case 480: case 487: return { reason: 'not-answered', by: 'line', code };
    case 500: case 502: case 503: case 504: return { reason: 'network', by: 'line', code };
    default: return { reason: 'failed', by: 'line', code };
  }
}
