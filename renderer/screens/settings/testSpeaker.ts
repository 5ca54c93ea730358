import { sendTo } from '../../media/speaker.ts';

const NOTES_HZ = [523, 659, 784] as const;
const NOTE_SECONDS = 0.25;
const AFTER_MS = NOTES_HZ.length * NOTE_SECONDS * 1000 + 150;

/**
 * Plays three notes where callers would be heard.
 * @param deviceId  null: the system's default.
 * @returns false when they could not be played there: the device is gone, or there is none.
 */
export async function testSpeaker(deviceId: string | null): Promise<boolean> {
  const context = new AudioContext();
  const player = new Audio();
  try {
    const output = context.createMediaStreamDestination();
    player.srcObject = output.stream;
    const onDevice = await sendTo(player, deviceId);
    await player.play();
    NOTES_HZ.forEach((hz, place) => {
      const note = context.createOscillator();
      const volume = context.createGain();
      const from = context.currentTime + 0.05 + place * NOTE_SECONDS;
      note.frequency.value = hz;
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.4, from + 0.02);
      volume.gain.linearRampToValueAtTime(0, from + NOTE_SECONDS);
      note.connect(volume).connect(output);
      note.start(from);
      note.stop(from + NOTE_SECONDS);
    });
    await new Promise((resolve) => { setTimeout(resolve, AFTER_MS); });
    return onDevice && context.state === 'running';
  } catch {
    return false;
  } finally {
    player.srcObject = null;
    void context.close();
  }
}
