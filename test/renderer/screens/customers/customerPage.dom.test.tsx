import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { speak } from '../../../../renderer/language/i18n.ts';
import { householdFile } from '../../../../renderer/localdb/queries.ts';
import { sourceWords } from '../../../../renderer/screens/customers/householdWords.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { openCustomerPage } from './openCustomerPage.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

const openPage = (file: HouseholdFile): Promise<HTMLElement> => openCustomerPage(sample, file);

describe('where a household came from', () => {
  it.each([
    ['lecture', '育儿讲座 2026-03 徐汇', '育儿讲座 · 2026-03 徐汇', 'Parenting talk · 2026-03 徐汇'],
    ['call-800', '800来电', '800来电', '800 call'],
    ['store-promotion', '鼓楼店登记', '商场促销 · 鼓楼店登记', 'Store promotion · 鼓楼店登记'],
    ['web', null, '网站', 'Website'],
  ] as const)('is said once: %s with %s', (source, sourceDetail, chinese, english) => {
    expect(sourceWords({ source, sourceDetail })).toBe(chinese);
    act(() => { speak('en'); });
    expect(sourceWords({ source, sourceDetail })).toBe(english);
  });
});

describe('the file of a household', () => {
  it('uses the words of the ringing card: tier, consent, what was promised, a complaint that was answered', async () => {
    const file = sampleHousehold();
    const page = await openPage({
      ...file, household: { ...file.household, phoneConsentUntilMs: null },
      children: file.children.map((child) => ({ ...child, name: null })),
      cases: [{ id: v7(), householdId: file.household.id, customerId: null, kind: 'complaint', title: '罐盖破损', state: 'answered', openedAtMs: SAMPLE_NOW_MS - DAY_MS, dueAtMs: SAMPLE_NOW_MS + DAY_MS, handlerName: null }],
    });
    for (const words of ['未同意回访', '投诉已答复', '没有预约，也没有欠客户的承诺。', '未起名', '不要短信']) expect(page).toHaveTextContent(words);
    expect(within(page).getAllByText('A 级').length).toBeGreaterThan(1);
    expect(page).not.toHaveTextContent('投诉未结');
    expect(page).not.toHaveTextContent('无人处理');
  });

  it('says of a promised call what the lists say: in its window it is due now, after it late', async () => {
    const file = sampleHousehold();
    const householdId = file.household.id;
    const page = await openPage({
      ...file,
      callbacks: [sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS - 3 * MINUTE_MS, windowMinutes: 15, purpose: '问转奶' }), sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS - 40 * MINUTE_MS, windowMinutes: 15, purpose: '问睡眠' })],
    });
    const line = (purpose: string) => within(within(page).getByRole('region', { name: '预约和承诺' })).getAllByRole('listitem').find((each) => each.textContent.includes(purpose));
    expect(line('问转奶')).toHaveTextContent('现在该打');
    expect(line('问睡眠')).toHaveTextContent('逾期 40分钟');
  });

  it('lists calls and other promises by their time, what was settled last', async () => {
    const file = sampleHousehold();
    const householdId = file.household.id;
    const promise = (what: string, days: number, state: 'open' | 'kept') => ({ id: v7(), householdId, customerId: null, what, promisedByAgentId: null, promisedAtMs: SAMPLE_NOW_MS - 9 * DAY_MS, dueAtMs: SAMPLE_NOW_MS + days * DAY_MS, promisedByName: '张敏', state });
    const page = await openPage({
      ...file,
      callbacks: [sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS + 2 * DAY_MS, purpose: '问转奶' })],
      commitments: [promise('寄样品', 3, 'open'), promise('答复发票', -1, 'kept'), promise('查库存', 1, 'open')],
    });
    const lines = within(within(page).getByRole('region', { name: '预约和承诺' })).getAllByRole('listitem').map((each) => /查库存|问转奶|寄样品|答复发票/.exec(each.textContent)?.[0]);
    expect(lines).toEqual(['查库存', '问转奶', '寄样品', '答复发票']);
  });

  it('shows a number that was kept with the family, when and by whom', async () => {
    const file = sampleHousehold();
    const [phone, ...others] = file.phones;
    await openPage({ ...file, phones: [...others, { ...must(phone, 'the sample has a number'), addedAtMs: SAMPLE_NOW_MS - DAY_MS, addedByName: '张敏' }] });
    const row = await screen.findByTestId('timeline-number');
    expect(row).toHaveTextContent('记到这一家');
    expect(row).toHaveTextContent('张敏');
  });

  it('lets an agent take a contact of their own to whom it belongs, and nobody else’s', async () => {
    const file = sampleHousehold();
    const mother = file.customers[0]?.id ?? null;
    const own = sampleInteraction({ householdId: file.household.id, customerId: mother, kind: 'manual', callId: null, agentId: sample.session.agent.id, note: '手机打的' });
    const others = sampleInteraction({ householdId: file.household.id, customerId: mother, agentId: v7(), agentName: '张敏', startedAtMs: SAMPLE_NOW_MS - 3 * DAY_MS });
    const right = sampleHousehold();
    await putHousehold(sample.database, right);
    sample.desk.reply('customers:search', { ok: true, value: [{ householdId: right.household.id, householdName: '李女士家', customerId: right.customers[0]?.id ?? '', customerName: '李静', relation: 'mother', tier: 'B', city: '广州', number: null }] });
    await openPage({ ...file, interactions: [own, others], interactionCount: 2 });
    expect(await screen.findAllByTestId('move-open')).toHaveLength(1);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: '记错人了？改到…' }));
    await user.type(await screen.findByTestId('move-field'), 'lijing');
    await screen.findByText('李女士家 · 妈妈 李静');
    await user.keyboard('{Enter}{Enter}');
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map((row) => row.op)).toMatchObject([{ kind: 'interaction.move', data: { interactionId: own.id, householdId: right.household.id } }]); });
    await waitFor(() => { expect(screen.getAllByTestId('timeline-row')).toHaveLength(1); });
    // It was neither waiting nor a call of this desktop, and still stands with the right one at once.
    expect(await householdFile(sample.database, right.household.id)).toMatchObject({ interactions: [{ id: own.id, note: '手机打的' }] });
  });

  it('tells apart in its timeline why a call ended, who hung up, and what the agent said came of it', async () => {
    const ended = [
      sampleInteraction({ outcome: 'answered', endReason: 'network', hungUpBy: 'line', note: '' }), sampleInteraction({ outcome: 'answered', endReason: 'hung-up', hungUpBy: 'customer', note: '', opinions: [{ product: '优安2段', sentiment: 'bad', words: '结块' }, { product: '奶瓶', sentiment: 'good', words: '' }] }),
      sampleInteraction({ kind: 'call-out', talkSeconds: null, outcome: 'no-answer', endReason: 'not-answered', hungUpBy: null, note: '' }), sampleInteraction({ kind: 'manual', endReason: null, hungUpBy: null, note: '' }),
    ];
    await openPage({ ...sampleHousehold(), interactions: ended, interactionCount: 4 });
    expect((await screen.findAllByTestId('line-end')).map((each) => each.textContent)).toEqual(['线路断开 · 掉线 · ', '客户挂机 · ', '无人接 · ', '']);
    expect(screen.getAllByTestId('timeline-row')[1]).toHaveTextContent('优安2段 差评：结块 · 奶瓶 好评');
    expect(screen.getAllByTestId('timeline-row').map((each) => (each.textContent ?? '').includes('已答复'))).toEqual([true, true, false, true]);
  });
});
