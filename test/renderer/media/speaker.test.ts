import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Speaker } from '../../../renderer/media/speaker.ts';
import { PluggedDevices } from '../../support/pluggedDevices.ts';

/** As the browser's: told of a device that is not there it refuses, and one that is pulled out later it does not leave by itself. */
class FakeAudio {
  static readonly all: FakeAudio[] = [];
  sinkId = '';
  srcObject: unknown = null;
  autoplay = false;
  constructor() { FakeAudio.all.push(this); }
  async setSinkId(deviceId: string): Promise<void> {
    if (deviceId !== '' && !devices.has(deviceId)) throw new DOMException('none', 'NotFoundError');
    this.sinkId = deviceId;
  }
  async play(): Promise<void> { /* It plays. */ }
}

let devices: PluggedDevices;
beforeEach(() => {
  devices = new PluggedDevices();
  FakeAudio.all.length = 0;
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
});
