import { faultOf, type MediaFault } from './mediaFault.ts';

export type MicrophoneTest = { readonly ok: true; readonly label: string; readonly level: number } | { readonly ok: false; readonly fault: MediaFault };

/** Below this a whole second of a real microphone is a pulled plug or a muted headset, not a quiet room. */
const DEAD_LEVEL = 0.000_05;

/**
 * The agent's microphone: opened when the first call needs it, one stream for all calls, each with a track of its own to
 * mute and stop. Changing the device, or losing it, gives every call the new track.
 */
export class Microphone {
  #deviceId: string | null;
  #opening: Promise<MediaStream> | null = null;
  #users = 0;
  readonly #listeners = new Set<(track: MediaStreamTrack) => void>();

  /** @param deviceId null: the system's default. */
  constructor(deviceId: string | null) {
    this.#deviceId = deviceId;
    navigator.mediaDevices.addEventListener('devicechange', () => void this.#refreshIfEnded());
  }

  /**
   * A track of the microphone for one user; hand it back with `release`.
   *
   * @throws DOMException as getUserMedia does: NotAllowedError, NotFoundError, NotReadableError.
   */
  async take(): Promise<MediaStreamTrack> {
    this.#users += 1;
    try {
      return (await this.#stream()).clone().getAudioTracks()[0] ?? this.#none();
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  /** The user needs its track no more; the last one closes the microphone. */
  release(track: MediaStreamTrack): void {
    track.stop();
    this.#leave();
  }

  /** Uses another device from now on, in calls too. @param deviceId null: the system's default. */
  async choose(deviceId: string | null): Promise<void> {
    if (deviceId === this.#deviceId) return;
    this.#deviceId = deviceId;
    await this.#reopen();
  }

  /** Calls `listener` with the new source whenever the device changes under the calls; it is to be cloned. Returns its own undo. */
  onChanged(listener: (track: MediaStreamTrack) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the microphone, listens for a second, and says whether anything lives in it. */
  async test(): Promise<MicrophoneTest> {
    let track: MediaStreamTrack | null = null;
    let meter: LevelMeter | null = null;
    try {
      track = await this.take();
      meter = measureLevel(track);
      let level = 0;
      for (let sample = 0; sample < 10; sample += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        level = Math.max(level, meter.read());
      }
      if (level < DEAD_LEVEL) return { ok: false, fault: 'device-silent' };
      return { ok: true, label: track.label, level };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    } finally {
      meter?.stop();
      if (track) this.release(track);
    }
  }

  #stream(): Promise<MediaStream> {
    this.#opening ??= openDevice(this.#deviceId).then((stream) => {
      stream.getAudioTracks()[0]?.addEventListener('ended', () => void this.#refreshIfEnded());
      return stream;
    });
    this.#opening.catch(() => { this.#opening = null; });
    return this.#opening;
  }

  async #refreshIfEnded(): Promise<void> {
    if (this.#users === 0 || !this.#opening) return;
    const stream = await this.#opening.catch(() => null);
    if (stream?.getAudioTracks()[0]?.readyState === 'live') return;
    await this.#reopen().catch(() => {});
  }

  async #reopen(): Promise<void> {
    const before = this.#opening;
    this.#opening = null;
    if (this.#users > 0) {
      const track = (await this.#stream()).getAudioTracks()[0];
      if (track) for (const listener of this.#listeners) listener(track);
    }
    await before?.then(stopAll).catch(() => {});
  }

  #leave(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    const opening = this.#opening;
    this.#opening = null;
    void opening?.then(stopAll).catch(() => {});
  }

  #none(): never {
    throw new DOMException('the device gave no sound track', 'NotFoundError');
  }
}

const stopAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** The chosen device; when it was unplugged since, the system's default rather than nothing. */
async function openDevice(deviceId: string | null): Promise<MediaStream> {
  const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  if (deviceId !== null) {
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: { ...processing, deviceId: { exact: deviceId } } });
    } catch (error) {
      if (faultOf(error) !== 'device-missing') throw error;
    }
  }
  return navigator.mediaDevices.getUserMedia({ audio: processing });
}

export interface LevelMeter {
  /** Loudness since the last reading, 0 (silence) to 1 (full scale). */
  read(): number;
  stop(): void;
}

/** Measures how loud a track is, for the bar beside the device's name. */
export function measureLevel(track: MediaStreamTrack): LevelMeter {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    stop() {
      source.disconnect();
      void context.close();
    },
  };
}
