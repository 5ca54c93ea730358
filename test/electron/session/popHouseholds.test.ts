import { describe, expect, it } from 'vitest';
import { PopHouseholds } from '../../../electron/session/popHouseholds.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { Facts } from '../../../shared/ipc/facts.ts';
import { sampleCall, sampleHousehold } from '../../support/deskSamples.ts';

/** A central that writes down which numbers it was asked for. */
function pops() {
  const asked: string[] = [];
  const told: Facts['pop:arrived'][] = [];
  const households = [sampleHousehold()];
  const central = { pop: async (number: string) => { asked.push(number); return households; } };
  return { asked, told, households, desk: new PopHouseholds(central, (pop) => { told.push(pop); }) };
}
const talk = (over: Partial<CallSnapshot>): CallSnapshot => sampleCall({ number: '8041', storedNumber: null, consultFor: 'their-call', ...over });
const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('who is behind a call', () => {
  it('is asked for once while it rings, and told', async () => {
    const { desk, asked, told, households } = pops();
    const call = sampleCall();
    desk.callsChanged([call]);
    desk.callsChanged([{ ...call, state: 'talking' }]);
    await settled();
    expect(asked).toEqual([call.storedNumber]);
    expect(told).toEqual([{ callId: call.id, households }]);
  });

  it('is, of a colleague who asks about a customer, the customer', async () => {
    const { desk, asked, told, households } = pops();
    const ring = talk({ direction: 'in', consultAbout: '+862085550143' });
    desk.callsChanged([ring]);
    await settled();
    expect(asked).toEqual(['+862085550143']);
    expect(told).toEqual([{ callId: ring.id, households }]);
  });

  it('is nobody of a talk with a colleague of ours, nor when the customer’s number is not known', async () => {
    const { desk, asked } = pops();
    desk.callsChanged([talk({ direction: 'out', consultAbout: null, storedNumber: '+862085550143' }), talk({ direction: 'in', consultAbout: null })]);
    await settled();
    expect(asked).toEqual([]);
  });
});
