import { isPluggedIn } from './isPluggedIn.ts';

/**
 * The agent's microphone: opened when the first call needs it, one stream for all calls, each with a track of its own to
 * mute and stop. Changing the device, or losing it, gives every call the new track.
 */
export class Microphone {
  #deviceId: string | null;
  #opening: Promise<MediaStream> | null = null;
  #users = 0;
  /** One look at the devices after the other: what the last one found is what calls go on with. */
  #looking: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<(track: MediaStreamTrack) => void>();

  /** @param deviceId null: the system's default. */
  constructor(deviceId: string | null) {
    this.#deviceId = deviceId;
    navigator.mediaDevices.addEventListener('devicechange', () => { this.#look(); });
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
    const reopening = this.#looking.then(() => this.#reopen());
    this.#looking = reopening.catch(() => {});
    await reopening;
  }

  /** Calls `listener` with the new source whenever the device changes under the calls; it is to be cloned. Returns its own undo. */
  onChanged(listener: (track: MediaStreamTrack) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #stream(): Promise<MediaStream> {
    this.#opening ??= openDevice(this.#deviceId).then((stream) => {
      stream.getAudioTracks()[0]?.addEventListener('ended', () => { this.#look(); });
      return stream;
    });
    this.#opening.catch(() => { this.#opening = null; });
    return this.#opening;
  }

  /** Devices came or went: calls that have no sound, or another microphone's than the chosen one, get it when it is there. */
  #look(): void {
    this.#looking = this.#looking.then(async () => {
      if (this.#users === 0 || !(await this.#isWorthOpening())) return;
      // Not there yet: the next device that comes is looked at again. Meanwhile the call says that its microphone is silent.
      await this.#reopen().catch(() => {});
    });
  }

  async #isWorthOpening(): Promise<boolean> {
    const track = (await this.#opening?.catch(() => null))?.getAudioTracks()[0];
    if (track?.readyState !== 'live') return true;
    if (this.#deviceId === null || track.getSettings().deviceId === this.#deviceId) return false;
    return await isPluggedIn('audioinput', this.#deviceId);
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
      const isMissing = error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'OverconstrainedError');
      if (!isMissing) throw error;
    }
  }
  return navigator.mediaDevices.getUserMedia({ audio: processing });
}
