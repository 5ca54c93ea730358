import type { LinkVerdict } from './checkMicrophone.ts';

const CLOCK_RUNS_MS = 600;
const LOOK_EVERY_MS = 30;

type SinkContext = AudioContext & { readonly setSinkId?: (id: string) => Promise<void> };

/** The device that rings is there, and takes sound: its audio clock runs. Nothing is heard. */
export async function checkRinger(deviceId: string | null): Promise<LinkVerdict> {
  if (!navigator.mediaDevices) return { up: false, cause: 'device-missing' };
  const outputs = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === 'audiooutput');
  if (outputs.length === 0) return { up: false, cause: 'device-missing' };
  if (deviceId !== null && !outputs.some((device) => device.deviceId === deviceId)) return { up: false, cause: 'device-missing' };
  const audio: SinkContext = new AudioContext();
  try {
    if (deviceId !== null) await audio.setSinkId?.(deviceId);
    await audio.resume();
    for (let waitedMs = 0; waitedMs < CLOCK_RUNS_MS; waitedMs += LOOK_EVERY_MS) {
      if (audio.currentTime > 0) return { up: true };
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY_MS); });
    }
    return { up: false, cause: 'device-failed' };
  } catch {
    return { up: false, cause: 'device-failed' };
  } finally {
    void audio.close();
  }
}
