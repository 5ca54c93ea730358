import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callbackReading, callbackRowsNow } from '../../../renderer/localdb/callbackReading.ts';
import { sampleCallbackRow } from '../../support/deskSamples.ts';
import { openSampleDesk, putCallbacks, type SampleDesk } from '../screens/callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

const rowsOf = () => {
  const last = callbackReading(sample.database).last();
  return last?.ok === true ? last.rows : null;
};
const heldIds = () => rowsOf()?.map(({ callback }) => callback.id).toSorted();

describe('the reading of the callbacks', () => {
  it('is one for all who follow it, and is handed to whoever asks meanwhile', async () => {
    const [one, two] = [sampleCallbackRow({}), sampleCallbackRow({})];
    await putCallbacks(sample.database, [one]);
    const reads = vi.spyOn(sample.database.callbacks, 'where');
    const undo = [1, 2, 3].map(() => callbackReading(sample.database).follow(() => {}));
    await vi.waitFor(() => { expect(heldIds()).toEqual([one.callback.id]); });
    expect(await callbackRowsNow(sample.database)).toBe(rowsOf());
    expect(reads).toHaveBeenCalledTimes(1);
    await putCallbacks(sample.database, [two]);
    await vi.waitFor(() => { expect(heldIds()).toEqual([one.callback.id, two.callback.id].toSorted()); });
    for (const each of undo) each();
  });

  it('is let go with the last who followed it: what is asked then is read anew', async () => {
    const undo = callbackReading(sample.database).follow(() => {});
    await vi.waitFor(() => { expect(rowsOf()).toEqual([]); });
    undo();
    expect(rowsOf()).toBeNull();
    const late = sampleCallbackRow({});
    await putCallbacks(sample.database, [late]);
    expect((await callbackRowsNow(sample.database)).map(({ callback }) => callback.id)).toEqual([late.callback.id]);
  });
});
