import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import DialsScreen from '../../../../renderer/screens/dials/DialsScreen.tsx';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('dials:overruled', { ok: true, value: [{ atMs: SAMPLE_NOW_MS, agentNumber: '1036', agentName: '王倩', callId: 'call-1', reason: 'form-consent', overruled: 'too-often', because: 'safety' }] });
  sample.desk.reply('dials:refused', { ok: true, value: [{ atMs: SAMPLE_NOW_MS, agentNumber: null, agentName: null, callId: 'call-2', reason: null, refusal: 'no-reason', rang: false }] });
});
afterEach(async () => { await sample.close(); });

it('a supervisor reads who went over what and for which reason, and what was refused', async () => {
  draw(<DialsScreen />);
  const overruled = await screen.findByTestId('dials-overruled');
  for (const words of ['1036 王倩', '同意回访', '30 天内联系次数已满', '产品安全']) expect(overruled).toHaveTextContent(words);
  await userEvent.setup().click(screen.getByText('被拦下的'));
  expect(await screen.findByTestId('dials-refused')).toHaveTextContent('没有写明拨号的理由');
});

it('and is told when central cannot be asked', async () => {
  sample.desk.reply('dials:overruled', { ok: false, refusal: 'unreachable', detail: null });
  draw(<DialsScreen />);
  expect(await screen.findByText(/连不上中心/)).toBeInTheDocument();
});
