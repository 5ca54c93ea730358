/** WebRTC rejects with DOMExceptions, which cross the bridge as "[object Object]": this is an Error with words in it. */
export function readableError(what: string, error: unknown): Error {
  const detail = error instanceof Error || error instanceof DOMException ? `${error.name}: ${error.message}` : String(error);
  return new Error(`${what}: ${detail}`.slice(0, 480));
}
