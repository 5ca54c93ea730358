import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Microphone } from '../../../renderer/media/microphone.ts';
import { PluggedDevices } from '../../support/pluggedDevices.ts';

let devices: PluggedDevices;
beforeEach(() => {
  devices = new PluggedDevices();
  vi.stubGlobal('navigator', { mediaDevices: devices });
});
afterEach(() => { vi.unstubAllGlobals(); });

/** What was begun by now has come to its end: no device takes time here. */
const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** A call's microphone: the device whose track it has now. */
async function inCall(microphone: Microphone): Promise<{ readonly device: () => string | undefined; readonly end: () => void }> {
  let track = await microphone.take();
  const stop = microphone.onChanged((source) => { track = source.clone(); });
  return {
    device: () => (track.readyState === 'live' ? track.getSettings().deviceId : undefined),
    end: () => { stop(); microphone.release(track); },
  };
}

describe('the microphone in a call', () => {
  it('that was the only one and is plugged in again is heard again', async () => {
    devices.plugIn('headset', 'audioinput');
    const call = await inCall(new Microphone('headset'));
    devices.pullOut('headset');
    await vi.waitFor(() => { expect(devices.refused).toBeGreaterThan(0); });
    await settled();
    expect(call.device()).toBeUndefined();
    devices.plugIn('screen', 'audiooutput');
    await settled();
    devices.plugIn('headset', 'audioinput');
    await vi.waitFor(() => { expect(call.device()).toBe('headset'); });
    expect(devices.open).toEqual(['headset']);
  });

  it('is another one while the chosen is away, and the chosen one again when it is back', async () => {
    devices.plugIn('built-in', 'audioinput');
    devices.plugIn('headset', 'audioinput');
    const call = await inCall(new Microphone('headset'));
    devices.pullOut('headset');
    await vi.waitFor(() => { expect(call.device()).toBe('built-in'); });
    devices.plugIn('headset', 'audioinput');
    await vi.waitFor(() => { expect(call.device()).toBe('headset'); });
    await vi.waitFor(() => { expect(devices.open).toEqual(['headset']); });
  });

  it('stays as it is when other devices come and go', async () => {
    devices.plugIn('headset', 'audioinput');
    const call = await inCall(new Microphone('headset'));
    let changes = 0;
    const microphone = new Microphone('headset');
    await microphone.take();
    microphone.onChanged(() => { changes += 1; });
    devices.plugIn('camera', 'audioinput');
    devices.pullOut('camera');
    await settled();
    expect([call.device(), changes]).toEqual(['headset', 0]);
  });

  it('is closed by the last call, and not opened by a device that comes afterwards', async () => {
    devices.plugIn('headset', 'audioinput');
    const call = await inCall(new Microphone('headset'));
    call.end();
    await vi.waitFor(() => { expect(devices.open).toEqual([]); });
    devices.pullOut('headset');
    devices.plugIn('headset', 'audioinput');
    await settled();
    expect(devices.open).toEqual([]);
  });
});
