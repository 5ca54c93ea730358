import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { playOn, Speaker } from '../../../renderer/media/speaker.ts';
import { PluggedDevices } from '../../support/pluggedDevices.ts';

/** As the browser's: told of a device that is not there it refuses, and one that is pulled out later it does not leave by itself. */
class FakeAudio {
  static readonly all: FakeAudio[] = [];
  static refuses: DOMException | null = null;
  sinkId = '';
  srcObject: unknown = null;
  autoplay = false;
  constructor() { FakeAudio.all.push(this); }
  async setSinkId(deviceId: string): Promise<void> {
    if (deviceId !== '' && !devices.has(deviceId)) throw new DOMException('none', 'NotFoundError');
    this.sinkId = deviceId;
  }
  async play(): Promise<void> { if (FakeAudio.refuses !== null) throw FakeAudio.refuses; }
}

let devices: PluggedDevices;
beforeEach(() => {
  devices = new PluggedDevices();
  FakeAudio.all.length = 0;
  FakeAudio.refuses = null;
  vi.stubGlobal('navigator', { mediaDevices: devices });
  vi.stubGlobal('Audio', FakeAudio);
});
afterEach(() => { vi.unstubAllGlobals(); });

describe('the loudspeaker of a call', () => {
  it('is the system’s own while the chosen one is away, and the chosen one again when it is back', async () => {
    devices.plugIn('headset', 'audiooutput');
    const stop = new Speaker('headset').play({} as MediaStream);
    const [player] = FakeAudio.all;
    await vi.waitFor(() => { expect(player?.sinkId).toBe('headset'); });
    devices.pullOut('headset');
    await vi.waitFor(() => { expect(player?.sinkId).toBe(''); });
    devices.plugIn('headset', 'audiooutput');
    await vi.waitFor(() => { expect(player?.sinkId).toBe('headset'); });
    stop();
  });

  it('that was away when the call began is taken when it comes', async () => {
    const stop = new Speaker('headset').play({} as MediaStream);
    const [player] = FakeAudio.all;
    devices.plugIn('headset', 'audiooutput');
    await vi.waitFor(() => { expect(player?.sinkId).toBe('headset'); });
    stop();
  });

  it.each([['NotSupportedError', 1], ['AbortError', 0]] as const)('that refuses to play with %s is written down %i times', async (name, times) => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    FakeAudio.refuses = new DOMException('no', name);
    await playOn(new Audio(), null, 'a caller is not heard');
    expect(written.mock.calls).toHaveLength(times);
    written.mockRestore();
  });
});
