import { RTCPeerConnection } from 'werift';
import { expect, it, vi } from 'vitest';
import { Ear } from '../../../central/practice/ear.ts';
import { SoundLeg } from '../../../central/practice/soundLeg.ts';

it('a call’s sound asks no server anywhere: its description is made of this machine alone', async () => {
  const opened = vi.spyOn(RTCPeerConnection.prototype, 'addTransceiver');
  const leg = new SoundLeg({ ear: new Ear(), nextFrame: () => null });
  const { body } = await leg.getDescription();
  expect(body).toMatch(/^a=candidate.* 127\.0\.0\.1 /m);
  const [pc] = opened.mock.contexts as readonly (RTCPeerConnection | undefined)[];
  expect(pc?.iceTransports.map(({ connection }) => connection.stunServer)).toEqual([undefined]);
  leg.close();
});
