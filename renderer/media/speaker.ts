import { isPluggedIn } from './isPluggedIn.ts';

/** Where callers are heard: one player a call, all on the chosen output. */
export class Speaker {
  #deviceId: string | null;
  readonly #players = new Set<HTMLAudioElement>();

  /** @param deviceId null: the system's default. */
  constructor(deviceId: string | null) {
    this.#deviceId = deviceId;
    navigator.mediaDevices.addEventListener('devicechange', () => void this.#followPlugs());
  }

  /** Plays a stream until the returned undo is called. */
  play(stream: MediaStream): () => void {
    const player = new Audio();
    player.autoplay = true;
    player.srcObject = stream;
    this.#players.add(player);
    void playOn(player, this.#deviceId, 'a caller is not heard');
    return () => {
      this.#players.delete(player);
      player.srcObject = null;
    };
  }

  /** Uses another output from now on, in calls too. @param deviceId null: the system's default. */
  async choose(deviceId: string | null): Promise<void> {
    this.#deviceId = deviceId;
    await Promise.all([...this.#players].map((player) => sendTo(player, deviceId)));
  }

  /** A player whose device is pulled out stays with it, silent; one that went elsewhere does not come back by itself. */
  async #followPlugs(): Promise<void> {
    const chosen = this.#deviceId;
    if (chosen === null || this.#players.size === 0) return;
    const isThere = await isPluggedIn('audiooutput', chosen);
    await Promise.all([...this.#players].map((player) => sendTo(player, isThere ? chosen : null)));
  }
}

/**
 * Sends a player's sound to a device; to the system's default when the device was unplugged since: a caller heard from the
 * wrong loudspeaker is better than one not heard.
 */
export async function sendTo(player: HTMLAudioElement, deviceId: string | null): Promise<boolean> {
  try {
    await player.setSinkId(deviceId ?? '');
    return true;
  } catch {
    if (deviceId !== null) await player.setSinkId('').catch(() => {});
    return false;
  }
}

/** Plays on a device, or the system's default. That it cannot is written down: `what` says whom it keeps from being heard. */
export async function playOn(player: HTMLAudioElement, deviceId: string | null, what: string): Promise<void> {
  await sendTo(player, deviceId);
  try {
    await player.play();
  } catch (error) {
    // Stopped before it began: nobody wanted it any more.
    if (!(error instanceof DOMException && error.name === 'AbortError')) console.error(what, error);
  }
}
