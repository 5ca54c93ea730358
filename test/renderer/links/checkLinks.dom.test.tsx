import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentDatabase } from '../../../renderer/localdb/currentDatabase.ts';
import { storedDrafts } from '../../../renderer/localdb/keepDraft.ts';
import { checkLinksNow, startLinkChecks } from '../../../renderer/links/checkLinks.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useReadinessStore } from '../../../renderer/state/useReadinessStore.ts';
import { sampleCall } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { refuseToOpen } from '../../support/refusingDisk.ts';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('links:recheck', useReadinessStore.getState().readiness);
  // Sound is not looked at during a call.
  const call = sampleCall();
  useCallStore.setState({ calls: { [call.id]: call } });
});
afterEach(() => {
  useCallStore.setState({ calls: {} });
  vi.restoreAllMocks();
});

const saidOfStore = (): readonly (string | null)[] => sample.desk.asked('links:report').filter(({ link }) => link === 'store').map(({ up, cause }) => (up ? 'up' : cause));
async function lookTimes(times: number): Promise<void> {
  for (let round = 0; round < times; round += 1) await checkLinksNow();
}

describe('the link to this computer’s disk', () => {
  it('holds while what is written comes back', async () => {
    await lookTimes(1);
    expect(saidOfStore()).toEqual(['up']);
  });

  it('is not proved by what was read, while nothing can be written', async () => {
    const off = startLinkChecks();
    try {
      await vi.waitFor(() => { expect(saidOfStore()).toEqual(['up']); });
      const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => { throw new DOMException('no room', 'QuotaExceededError'); });
      await checkLinksNow();
      expect(saidOfStore().at(-1)).toBe('disk-full');
      const told = saidOfStore().length;
      await storedDrafts();
      await vi.waitFor(() => { expect(saidOfStore().length).toBeGreaterThan(told); });
      expect(saidOfStore().slice(told)).not.toContain('up');
      put.mockRestore();
      await storedDrafts();
      await vi.waitFor(() => { expect(saidOfStore().at(-1)).toBe('up'); });
    } finally {
      off();
    }
  });

  it('is said to be silent when the database takes nothing three times in a row and the journal beside it does; then a new start helps', async () => {
    refuseToOpen();
    await lookTimes(3);
    expect(saidOfStore()).toEqual(['write-failed', 'write-failed', 'database-silent']);
    vi.restoreAllMocks();
    await lookTimes(1);
    expect(saidOfStore().at(-1)).toBe('up');
  });

  it('is said to fail, not to be silent, when the journal takes nothing either', async () => {
    await currentDatabase()?.journal.settled();
    sample.desk.reply('journal:write', { ok: false, refusal: 'store-failed', detail: null });
    await currentDatabase()?.callLog.put({ callId: 'c', startedAtMs: 1, state: 'missed' } as never);
    refuseToOpen();
    await lookTimes(4);
    expect(new Set(saidOfStore())).toEqual(new Set(['write-failed']));
  });
});

describe('the links of sound', () => {
  it('are not looked at during a call, and at once when it is over: the headset may have been pulled out meanwhile', async () => {
    const saidOfSound = () => sample.desk.asked('links:report').filter(({ link }) => link === 'microphone' || link === 'ringer').map(({ link, up }) => `${link} ${up}`);
    const off = startLinkChecks();
    try {
      await checkLinksNow();
      expect(saidOfSound()).toEqual([]);
      useCallStore.setState({ calls: {} });
      // This page has no sound devices at all.
      await vi.waitFor(() => { expect(saidOfSound()).toEqual(['ringer false', 'microphone false']); });
    } finally {
      off();
    }
  });
});
