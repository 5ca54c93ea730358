/** One voice of several: the agent's microphone and what other calls say, for the far end of a conversation of more than two. */
export class Mix {
  readonly track: MediaStreamTrack;
  readonly #context = new AudioContext();
  readonly #output = this.#context.createMediaStreamDestination();
  #microphone: AudioNode;

  /** @param microphone stays the caller's: silenced, it is silent in here; stopped, it is replaced by `takeMicrophone`. */
  constructor(microphone: MediaStreamTrack, others: readonly MediaStream[]) {
    const [track] = this.#output.stream.getAudioTracks();
    if (!track) throw new Error('the browser mixed no sound');
    this.track = track;
    for (const other of others) this.#context.createMediaStreamSource(other).connect(this.#output);
    this.#microphone = this.#hear(microphone);
  }

  takeMicrophone(track: MediaStreamTrack): void {
    this.#microphone.disconnect();
    this.#microphone = this.#hear(track);
  }

  end(): void {
    this.track.stop();
    void this.#context.close();
  }

  #hear(track: MediaStreamTrack): AudioNode {
    const source = this.#context.createMediaStreamSource(new MediaStream([track]));
    source.connect(this.#output);
    return source;
  }
}
