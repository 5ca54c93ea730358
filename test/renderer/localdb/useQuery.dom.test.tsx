import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useHouseholdFile } from '../../../renderer/localdb/useQuery.ts';
import { sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, putHousehold, type SampleDesk } from '../screens/callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

it('never gives one family’s file for another one, however long the other takes to be read', async () => {
  const [one, two] = [sampleHousehold(), sampleHousehold()];
  await putHousehold(sample.database, one);
  await putHousehold(sample.database, two);
  const drawn: (readonly [asked: string, given: string | null])[] = [];
  const { rerender, result } = renderHook(({ id }) => {
    const file = useHouseholdFile(id);
    drawn.push([id, file?.household.id ?? null]);
    return file;
  }, { initialProps: { id: one.household.id } });
  await waitFor(() => { expect(result.current?.household.id).toBe(one.household.id); });
  rerender({ id: two.household.id });
  await waitFor(() => { expect(result.current?.household.id).toBe(two.household.id); });
  expect(drawn.filter(([asked, given]) => given !== null && given !== asked)).toEqual([]);
});
