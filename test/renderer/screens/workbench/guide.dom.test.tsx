import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Guide, GuideRule } from '../../../../shared/guides/guide.ts';
import { sampleCall } from '../../../support/deskSamples.ts';
import type { SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

const guide = (code: string, name: string, rule: Partial<GuideRule>): Guide => ({
  id: v7(), code, name, language: 'zh-CN', rule: { cities: [], hours: null, stage: null, purposes: [], languages: [], ...rule }, state: 'published', ownerAgentId: null, version: 1, updatedAtMs: 0,
  steps: [{ id: 'greet', title: '问候', say: '您好，育儿热线' }, { id: 'stool', title: '问大便和精神', say: '一天几次？' }, { id: 'next', title: '约下次', say: '' }],
});
const forAll = guide('G-100', '一般咨询', {});
const switching = guide('G-171', '转奶跟进', { purposes: ['agreed'], stage: { fromMonth: 4, toMonth: 13 } });

async function talk() {
  await sample.database.guides.bulkPut([forAll, switching].map((each) => ({ id: each.id, scopes: ['all'], versions: {}, guide: each })));
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [householdWithPromise()]);
  return call;
}
async function talkChosen() {
  const call = await talk();
  await pickUp(call);
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
  await waitFor(() => { expect(screen.getByTestId('guide')).toHaveAttribute('data-guide', 'G-171'); });
  return call;
}
const states = () => screen.getAllByTestId('guide-step').map((step) => `${step.dataset['step']} ${step.dataset['state']}${step.getAttribute('aria-current') === null ? '' : ' at'}`);

describe('the guide', () => {
  it('is named while it rings, with the rule that chose it', async () => {
    await talk();
    await waitFor(() => { expect(screen.getByTestId('ringing-guide')).toHaveTextContent('G-171 因为 有约定 · 5月龄'); });
    expect(screen.getByTestId('ringing-guide').querySelector('button')).toBeNull();
  });
  it('is the general one until a person is chosen', async () => {
    await pickUp(await talk());
    await waitFor(() => { expect(screen.getByTestId('guide')).toHaveTextContent('G-100 因为 没有更具体的'); });
  });
  it('is gone through by a key, and what was ticked is kept with the call', async () => {
    const call = await talkChosen();
    expect(states()).toEqual(['greet open at', 'stool open', 'next open']);
    expect(screen.getByTestId('guide')).toHaveTextContent('「您好，育儿热线」');
    fireEvent.keyDown(window, { key: 'd', code: 'KeyD', ctrlKey: true });
    expect(states()).toEqual(['greet done', 'stool open at', 'next open']);
    expect(draftOf(call.id).guides?.[switching.id]?.done).toEqual(['greet']);
    await userEvent.click(screen.getByRole('button', { name: '约下次' }));
    expect(states()).toEqual(['greet done', 'stool open', 'next open at']);
    await userEvent.click(screen.getByRole('button', { name: '没做完：问候' }));
    expect(states()).toEqual(['greet open at', 'stool open', 'next open']);
  });
  it('tells the rule’s owner of a step that does not apply, and of one that does after all', async () => {
    const call = await talkChosen();
    await userEvent.click(screen.getByTestId('step-skip'));
    expect(states()).toEqual(['greet skipped', 'stool open at', 'next open']);
    await userEvent.click(screen.getByRole('button', { name: '问候' }));
    await userEvent.click(screen.getByTestId('step-skip'));
    const judged = { guideId: switching.id, stepId: 'greet', interactionId: draftOf(call.id).interactionId };
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map(({ op }) => [op.kind, op.data])).toEqual([['guide.judge', { ...judged, applies: false }], ['guide.judge', { ...judged, applies: true }]]); });
  });
  it('gives way to the next that fits when all of it does not apply, and comes back', async () => {
    await talkChosen();
    await userEvent.click(screen.getByTestId('guide-reject'));
    expect(screen.getByTestId('guide')).toHaveAttribute('data-guide', 'G-100');
    await userEvent.click(within(screen.getByTestId('guide-rejected')).getByRole('button'));
    expect(screen.getByTestId('guide')).toHaveAttribute('data-guide', 'G-171');
  });
});
