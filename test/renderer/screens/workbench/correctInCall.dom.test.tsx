import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editDraft } from '../../../../renderer/actions/editDraft.ts';
import { sampleCall } from '../../../support/deskSamples.ts';
import type { SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, drawWorkbench, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

async function talk(): Promise<string> {
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [householdWithPromise()]);
  await pickUp(call);
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
  await screen.findByTestId('overview');
  return call.id;
}

describe('details corrected during a call', () => {
  it('are led to by the outcome 「更正资料」, and the outcome stays when the agent goes back to the overview', async () => {
    const callId = await talk();
    act(() => { editDraft(callId, { outcome: 'data-corrected' }); });
    await waitFor(() => { expect(screen.getByRole('tab', { name: /档案/ })).toHaveAttribute('aria-selected', 'true'); });
    expect(screen.getByTestId('household-fields')).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: /总览/ }));
    expect(await screen.findByTestId('overview')).toBeVisible();
    expect(screen.getByTestId('outcome-data-corrected')).toHaveAttribute('aria-pressed', 'true');
  });

  it('change the child’s card of the overview at once', async () => {
    const callId = await talk();
    act(() => { editDraft(callId, { outcome: 'data-corrected' }); });
    await userEvent.click(await screen.findByTestId('child-edit'));
    await userEvent.clear(screen.getByTestId('child-name'));
    await userEvent.type(screen.getByTestId('child-name'), '陈小圆{Enter}');
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map((row) => row.op.kind)).toEqual(['child.patch']); });
    await userEvent.click(screen.getByRole('tab', { name: /总览/ }));
    await waitFor(() => { expect(screen.getByTestId('child-card')).toHaveTextContent('陈小圆'); });
  });
});
