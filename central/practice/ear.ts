import { decodeUlaw, FRAME_MS, loudness, strongestHz } from '../line/sound.ts';

const WINDOW_MS = 1000;
const KEYS = '0123456789*#ABCD';

export interface Heard {
  readonly hz: number | null;
  readonly energy: number;
}

/** What a simulated caller hears: packets counted, the last second kept, keys recognised. One for the whole call, whoever is at the other end. */
export class Ear {
  rxPackets = 0;
  txPackets = 0;
  keysHeard = '';
  #recent: { readonly atMs: number; readonly payload: Buffer }[] = [];
  #lastKey = '';

  /** A packet of µ-law sound. */
  hear(payload: Buffer, nowMs: number): void {
    this.rxPackets += 1;
    this.#recent.push({ atMs: nowMs, payload: Buffer.from(payload) });
    while ((this.#recent[0]?.atMs ?? nowMs) < nowMs - WINDOW_MS) this.#recent.shift();
  }

  /** A telephone event (RFC 4733). One key is many packets: its timestamp tells them from the next press of the same key. */
  hearKey(payload: Buffer, timestamp: number): void {
    this.rxPackets += 1;
    const key = KEYS[payload[0] ?? 255];
    const press = `${timestamp}:${key}`;
    if (key === undefined || press === this.#lastKey) return;
    this.#lastKey = press;
    this.keysHeard = (this.keysHeard + key).slice(-64);
  }

  /** What the last second sounded like. @returns hz null: nothing, or too quiet. */
  heard(nowMs: number): Heard {
    return soundOf(this.#recent.filter((packet) => packet.atMs > nowMs - WINDOW_MS).map((packet) => packet.payload));
  }
}

/** What some frames of µ-law sound like. @returns hz null: nothing, or too quiet. */
export function soundOf(frames: readonly Buffer[]): Heard {
  if (frames.length * FRAME_MS < 100) return { hz: null, energy: 0 };
  const samples = frames.flatMap((frame) => Array.from(frame, decodeUlaw));
  return { hz: strongestHz(samples), energy: Math.round(loudness(samples) * 10_000) / 10_000 };
}
