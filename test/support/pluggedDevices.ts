/** A sound track as the browser gives it, of a device that can be pulled out. */
export class FakeTrack extends EventTarget {
  readonly deviceId: string;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  readonly #copies: FakeTrack[] = [];

  constructor(deviceId: string) {
    super();
    this.deviceId = deviceId;
  }

  clone(): FakeTrack {
    const copy = new FakeTrack(this.deviceId);
    copy.readyState = this.readyState;
    this.#copies.push(copy);
    return copy;
  }

  stop(): void { this.readyState = 'ended'; }
  getSettings(): MediaTrackSettings { return { deviceId: this.deviceId }; }

  /** The device is gone: it ends by itself, and so do its copies. */
  pulledOut(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
    for (const copy of this.#copies) copy.pulledOut();
  }
}

/** `navigator.mediaDevices` of a computer whose sound devices come and go. */
export class PluggedDevices extends EventTarget {
  readonly #plugged: { readonly deviceId: string; readonly kind: MediaDeviceKind }[] = [];
  readonly #tracks: FakeTrack[] = [];
  /** How often a microphone was asked for that is not there. */
  refused = 0;

  /** Tracks of microphones that are open now, the copies of calls not counted. */
  get open(): readonly string[] {
    return this.#tracks.filter((track) => track.readyState === 'live').map((track) => track.deviceId);
  }

  plugIn(deviceId: string, kind: MediaDeviceKind): void {
    this.#plugged.push({ deviceId, kind });
    this.dispatchEvent(new Event('devicechange'));
  }

  pullOut(deviceId: string): void {
    this.#plugged.splice(this.#plugged.findIndex((each) => each.deviceId === deviceId), 1);
    for (const track of this.#tracks.filter((each) => each.deviceId === deviceId)) track.pulledOut();
    this.dispatchEvent(new Event('devicechange'));
  }

  async enumerateDevices(): Promise<readonly { readonly deviceId: string; readonly kind: MediaDeviceKind }[]> {
    return [...this.#plugged];
  }

  async getUserMedia({ audio }: { readonly audio: { readonly deviceId?: { readonly exact: string } } }): Promise<{ getAudioTracks: () => FakeTrack[]; getTracks: () => FakeTrack[]; clone: () => { getAudioTracks: () => FakeTrack[] } }> {
    const wanted = audio.deviceId?.exact;
    const device = this.#plugged.find((each) => each.kind === 'audioinput' && (wanted === undefined || each.deviceId === wanted));
    if (device === undefined) {
      this.refused += 1;
      throw new DOMException('none', 'NotFoundError');
    }
    const track = new FakeTrack(device.deviceId);
    this.#tracks.push(track);
    return { getAudioTracks: () => [track], getTracks: () => [track], clone: () => ({ getAudioTracks: () => [track.clone()] }) };
  }

  has(deviceId: string): boolean {
    return this.#plugged.some((each) => each.deviceId === deviceId);
  }
}
