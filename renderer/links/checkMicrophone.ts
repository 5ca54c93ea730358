import { type OpenMicrophone, openMicrophone } from './openMicrophone.ts';

/** `cause`: a translation key under `link.cause.`. */
export type LinkVerdict = { readonly up: true } | { readonly up: false; readonly cause: string };

/** A microphone switched off in hardware gives zeros; the quietest room does not. */
const HEARD = 1e-6;
const LISTEN_MS = 1500;
const LOOK_EVERY_MS = 50;

function causeOf(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError': case 'SecurityError': return 'device-denied';
    case 'NotFoundError': case 'OverconstrainedError': return 'device-missing';
    case 'NotReadableError': case 'AbortError': return 'device-busy';
    default: return 'device-failed';
  }
}

/** Opens the chosen microphone and listens until something is heard, at most 1.5 s. */
export async function checkMicrophone(deviceId: string | null): Promise<LinkVerdict> {
  if (!navigator.mediaDevices) return { up: false, cause: 'device-missing' };
  let microphone: OpenMicrophone;
  try {
    microphone = await openMicrophone(deviceId);
  } catch (error) {
    return { up: false, cause: causeOf(error) };
  }
  try {
    for (let heardMs = 0; heardMs < LISTEN_MS; heardMs += LOOK_EVERY_MS) {
      if (microphone.level() > HEARD) return { up: true };
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY_MS); });
    }
    return { up: false, cause: 'device-silent' };
  } finally {
    microphone.close();
  }
}
