import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import CallbacksScreen from '../../../../renderer/screens/callbacks/CallbacksScreen.tsx';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCallbackRow } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putCallbacks, type SampleDesk } from './sampleDesk.tsx';

// Every row of the list is a row of the grid: its drawings are counted by what it stands for.
const drawn = vi.hoisted(() => ({ ids: [] as string[] }));
vi.mock('../../../../renderer/screens/callbacks/GridRow.tsx', async (original) => {
  const { GridRow } = await original<typeof import('../../../../renderer/screens/callbacks/GridRow.tsx')>();
  return { GridRow: (props: Parameters<typeof GridRow>[0]) => { if (typeof props['data-callback-id'] === 'string') drawn.ids.push(props['data-callback-id']); return GridRow(props); } };
});

let sample: SampleDesk;
beforeEach(async () => {
  drawn.ids = [];
  sample = await openSampleDesk();
});
afterEach(async () => { await sample.close(); });

const selected = (): string | null => document.querySelector('[data-testid="callback-row"][aria-selected="true"]')?.getAttribute('data-callback-id') ?? null;

async function shownList(howMany: number): Promise<void> {
  await putCallbacks(sample.database, Array.from({ length: howMany }, (_none, place) => ({ ...sampleCallbackRow({ ownerAgentId: sample.session.agent.id, dueAtMs: SAMPLE_NOW_MS + DAY_MS + place * MINUTE_MS }), householdName: `${String(place)}号家` })));
  draw(<CallbacksScreen />);
  await screen.findAllByTestId('callback-row');
  await screen.findByTestId('callback-preview');
  // Once as it comes, once when its household has been looked for on this desktop.
  await waitFor(() => { for (const row of screen.getAllByTestId('callback-row')) expect(drawn.ids.filter((id) => id === row.getAttribute('data-callback-id')).length).toBeGreaterThan(1); });
  act(() => { screen.getByTestId('callback-list').focus(); });
}

describe('a selection', () => {
  it('draws the row that is left and the row that is reached, and no other', async () => {
    await shownList(300);
    const user = userEvent.setup();
    for (let step = 0; step < 4; step += 1) {
      const before = selected();
      drawn.ids = [];
      await user.keyboard('{ArrowDown}');
      await waitFor(() => { expect(selected()).not.toBe(before); });
      expect([...new Set(drawn.ids)].toSorted()).toEqual([before, selected()].toSorted());
    }
  });

  it('that is opened, and acts when it is pressed again, draws no row for it', async () => {
    await shownList(50);
    const user = userEvent.setup();
    drawn.ids = [];
    await user.keyboard('{Enter}');
    await waitFor(() => { expect(screen.getByTestId('callback-preview')).toHaveTextContent(/./); });
    expect(drawn.ids).toEqual([]);
  });
});
