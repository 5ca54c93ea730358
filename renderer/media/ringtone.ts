import { isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { playOn, sendTo } from './speaker.ts';

/** What the calls ask for: the telephone while nobody is spoken to, soft notes beside a conversation, else nothing. */
export function ringFor(calls: readonly Pick<CallSnapshot, 'state'>[]): RingKind | null {
  if (!calls.some((call) => call.state === 'ringing')) return null;
  return calls.some((call) => call.state !== 'ringing' && isLive(call)) ? 'waiting' : 'ring';
}

/** One ring: two notes trilled, then a pause; like a desk telephone, so that nobody mistakes it for a mobile. */
const RING_SECONDS = 1.2;
const EVERY_SECONDS = { ring: 3, waiting: 5 } as const;
const TRILL_SECONDS = 0.05;
const LOW_HZ = 740;
const HIGH_HZ = 932;
const TEST_MS = 1200;

/** 'ring': the telephone. 'waiting': two soft notes now and then, for a second call while the agent talks. */
export type RingKind = 'ring' | 'waiting';

/**
 * The ring, made here (no file to miss) and played on the ringer's own device: the headset may lie on the desk while the
 * loudspeaker calls the agent back to it.
 */
export class Ringtone {
  #deviceId: string | null;
  #volume: number;
  #playing: { readonly kind: RingKind; readonly stop: () => void; readonly setVolume: (volume: number) => void; readonly player: HTMLAudioElement } | null = null;

  /** @param deviceId null: the system's default. @param volume 0 to 1. */
  constructor(deviceId: string | null, volume: number) {
    this.#deviceId = deviceId;
    this.#volume = volume;
  }

  /** Uses another device or volume, at once if it rings. */
  async choose(deviceId: string | null, volume: number): Promise<void> {
    this.#deviceId = deviceId;
    this.#volume = volume;
    this.#playing?.setVolume(volume);
    if (this.#playing) await sendTo(this.#playing.player, deviceId);
  }

  /** Rings until `stop`. Ringing in this way already: nothing changes. */
  start(kind: RingKind = 'ring'): void {
    if (this.#playing?.kind === kind) return;
    this.stop();
    const { context, output, player } = this.#open();
    let nextAt = context.currentTime + 0.02;
    const schedule = () => {
      // A second ahead, so that a busy page does not stutter.
      while (nextAt < context.currentTime + 1) {
        if (kind === 'ring') ringOnce(context, output, nextAt);
        else knockTwice(context, output, nextAt);
        nextAt += EVERY_SECONDS[kind];
      }
    };
    schedule();
    const timer = setInterval(schedule, 250);
    this.#playing = {
      kind, player,
      setVolume: (volume) => { output.gain.value = volume; },
      stop: () => {
        clearInterval(timer);
        player.srcObject = null;
        void context.close();
      },
    };
    void playOn(player, this.#deviceId, 'the ring is not heard');
  }

  stop(): void {
    this.#playing?.stop();
    this.#playing = null;
  }

  /** Plays one ring for the agent to hear. @returns false when no device could play it. */
  async test(): Promise<boolean> {
    const { context, output, player } = this.#open();
    try {
      await sendTo(player, this.#deviceId);
      await player.play();
      ringOnce(context, output, context.currentTime + 0.02);
      await new Promise((resolve) => setTimeout(resolve, TEST_MS));
      return context.state === 'running';
    } catch {
      return false;
    } finally {
      player.srcObject = null;
      void context.close();
    }
  }

  #open(): { readonly context: AudioContext; readonly output: GainNode; readonly player: HTMLAudioElement } {
    const context = new AudioContext();
    const output = context.createGain();
    output.gain.value = this.#volume;
    const destination = context.createMediaStreamDestination();
    output.connect(destination);
    const player = new Audio();
    player.srcObject = destination.stream;
    return { context, output, player };
  }
}

function ringOnce(context: AudioContext, output: AudioNode, atSeconds: number): void {
  const tone = context.createOscillator();
  const envelope = context.createGain();
  tone.type = 'triangle';
  for (let at = 0, high = false; at < RING_SECONDS; at += TRILL_SECONDS, high = !high) {
    tone.frequency.setValueAtTime(high ? HIGH_HZ : LOW_HZ, atSeconds + at);
  }
  envelope.gain.setValueAtTime(0, atSeconds);
  envelope.gain.linearRampToValueAtTime(0.8, atSeconds + 0.02);
  envelope.gain.setValueAtTime(0.8, atSeconds + RING_SECONDS - 0.08);
  envelope.gain.linearRampToValueAtTime(0, atSeconds + RING_SECONDS);
  tone.connect(envelope).connect(output);
  tone.start(atSeconds);
  tone.stop(atSeconds + RING_SECONDS);
}

function knockTwice(context: AudioContext, output: AudioNode, atSeconds: number): void {
  for (const startAt of [atSeconds, atSeconds + 0.25]) {
    const tone = context.createOscillator();
    const envelope = context.createGain();
    tone.frequency.value = 440;
    envelope.gain.setValueAtTime(0, startAt);
    envelope.gain.linearRampToValueAtTime(0.15, startAt + 0.02);
    envelope.gain.linearRampToValueAtTime(0, startAt + 0.15);
    tone.connect(envelope).connect(output);
    tone.start(startAt);
    tone.stop(startAt + 0.15);
  }
}
