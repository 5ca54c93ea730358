import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { DeskSettings } from '../../shared/settings/deskSettings.ts';
import { answerMediaQuestions, type MediaBridge } from './answerMediaQuestions.ts';
import type { QualitySample } from './callQuality.ts';
import { Microphone } from './microphone.ts';
import { PeerConnection } from './peerConnection.ts';
import { ringFor, Ringtone } from './ringtone.ts';
import { Speaker } from './speaker.ts';

type SoundSettings = Pick<DeskSettings, 'microphoneId' | 'speakerId' | 'ringerId' | 'ringVolume'>;

/** Everything that sounds on this page. */
export interface CallMedia {
  /** Takes the devices and the volume as they are set now; calls that are on change over. */
  choose(settings: SoundSettings): Promise<void>;
  /** Rings, knocks or is silent, as the calls ask for it. */
  follow(calls: readonly CallSnapshot[]): void;
  /** How the sound of a call is since it was last asked; null: it has none now. */
  quality(callId: string): Promise<QualitySample | null>;
  /** Plays one ring on the chosen device. @returns false when it could not be played. */
  testRing(): Promise<boolean>;
  stop(): void;
}

/** Opening the ringer's sound takes some 5 ms, which who is calling would be drawn later: it rings when that is on its way. */
const RING_AFTER_MS = 25;

/**
 * Starts the sound of this page: binds to main's questions and owns the devices.
 *
 * @param isLineLocal true while the line is on this very machine (the practice line): then nothing but 127.0.0.1 is offered to it.
 */
export function startCallMedia(bridge: MediaBridge, settings: SoundSettings, isLineLocal: () => boolean): CallMedia {
  const microphone = new Microphone(settings.microphoneId);
  const speaker = new Speaker(settings.speakerId);
  const ringtone = new Ringtone(settings.ringerId, settings.ringVolume);
  let due: ReturnType<typeof setTimeout> | undefined;
  const desk = answerMediaQuestions(bridge, (speaks) => PeerConnection.open({ microphone, speaks, speaker, loopbackOnly: isLineLocal() }));
  return {
    async choose({ microphoneId, speakerId, ringerId, ringVolume }) {
      await Promise.all([microphone.choose(microphoneId), speaker.choose(speakerId), ringtone.choose(ringerId, ringVolume)]);
    },
    follow(calls) {
      const kind = ringFor(calls);
      clearTimeout(due);
      if (kind === null) ringtone.stop();
      else due = setTimeout(() => { ringtone.start(kind); }, RING_AFTER_MS);
    },
    quality: async (callId) => (await desk.ofCall(callId)?.quality()) ?? null,
    testRing: () => ringtone.test(),
    stop() {
      clearTimeout(due);
      ringtone.stop();
      desk.stop();
    },
  };
}
