/** Why a sound device cannot be used. Each is a translation key under `link.cause.`. */
export const mediaFaults = ['device-denied', 'device-missing', 'device-busy', 'device-silent', 'device-failed'] as const;
export type MediaFault = (typeof mediaFaults)[number];

/** What the browser threw, as a cause a person can be told. */
export function faultOf(error: unknown): MediaFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError': case 'SecurityError': return 'device-denied';
    case 'NotFoundError': case 'OverconstrainedError': return 'device-missing';
    case 'NotReadableError': case 'AbortError': return 'device-busy';
    default: return 'device-failed';
  }
}

/** WebRTC rejects with DOMExceptions, which cross the bridge as "[object Object]": this is an Error with words in it. */
export function readableError(what: string, error: unknown): Error {
  const detail = error instanceof Error || error instanceof DOMException ? `${error.name}: ${error.message}` : String(error);
  return new Error(`${what}: ${detail}`.slice(0, 480));
}
