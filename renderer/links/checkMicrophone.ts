export type LinkVerdict = { readonly up: true } | { readonly up: false; readonly cause: string };

/** A microphone that is switched off in hardware gives exact zeros; the quietest room does not. */
const HEARD = 1e-6;
const LISTEN_MS = 1500;
const LOOK_EVERY_MS = 50;

function causeOf(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError': case 'SecurityError': return 'permission-denied';
    case 'NotFoundError': case 'OverconstrainedError': return 'no-microphone';
    case 'NotReadableError': case 'AbortError': return 'busy-device';
    default: return 'unknown';
  }
}

/** Loudest sample of the moment, 0…1. */
export function peakOf(analyser: AnalyserNode, buffer: Float32Array<ArrayBuffer>): number {
  analyser.getFloatTimeDomainData(buffer);
  let peak = 0;
  for (const sample of buffer) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/** An open microphone and its level; `close` lets go of the device. */
export interface OpenMicrophone {
  level(): number;
  close(): void;
}

/** @throws what getUserMedia throws. */
export async function openMicrophone(deviceId: string | null): Promise<OpenMicrophone> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: deviceId === null ? true : { deviceId: { exact: deviceId } } });
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 1024;
  audio.createMediaStreamSource(stream).connect(analyser);
  const buffer = new Float32Array(analyser.fftSize);
  return {
    level: () => peakOf(analyser, buffer),
    close: () => {
      for (const track of stream.getTracks()) track.stop();
      void audio.close();
    },
  };
}

/** Opens the chosen microphone and listens until something is heard, at most 1.5 s. */
export async function checkMicrophone(deviceId: string | null): Promise<LinkVerdict> {
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
    return { up: false, cause: 'silent' };
  } finally {
    microphone.close();
  }
}
