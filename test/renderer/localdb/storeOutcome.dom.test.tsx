import { describe, expect, it } from 'vitest';
import { probeStore } from '../../../renderer/localdb/storeProbe.ts';
import { attemptWrite, onStoreOutcome, type StoreRefusal } from '../../../renderer/localdb/storeOutcome.ts';

const failing = (error: unknown) => attemptWrite(() => Promise.reject(error));
const quota = (): Error => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });

describe('a write to this computer', () => {
  it('gives its value when it went well', async () => {
    expect(await attemptWrite(async () => 7)).toEqual({ ok: true, value: 7 });
  });
  it('is refused as a full disk when the quota is used up, however deep the cause lies', async () => {
    expect(await failing(quota())).toMatchObject({ refusal: 'store-full' });
    expect(await failing(Object.assign(new Error('aborted'), { name: 'AbortError', inner: { name: 'TransactionError', inner: quota() } }))).toMatchObject({ refusal: 'store-full' });
  });
  it('is refused as failed when the disk fails otherwise', async () => {
    expect(await failing(Object.assign(new Error('gone'), { name: 'DatabaseClosedError' }))).toMatchObject({ refusal: 'store-failed', detail: 'DatabaseClosedError' });
  });
  it('does not hide a mistake of ours', async () => {
    await expect(failing(new TypeError('undefined is not a function'))).rejects.toThrow(TypeError);
  });
  it('is heard by the link that stands for the disk, failing or mended', async () => {
    const heard: (StoreRefusal | null)[] = [];
    const off = onStoreOutcome((refusal) => { heard.push(refusal); });
    await failing(quota());
    await attemptWrite(async () => null);
    off();
    await failing(quota());
    expect(heard).toEqual(['store-full', null]);
  });
  it('is proved by writing and reading back', async () => {
    expect(await probeStore()).toEqual({ ok: true, value: null });
  });
});
