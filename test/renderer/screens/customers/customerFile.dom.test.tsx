import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { StandingConsent } from '../../../../shared/customers/consent.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { speak } from '../../../../renderer/language/i18n.ts';
import { householdFile } from '../../../../renderer/localdb/queries.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../../support/deskSamples.ts';
import { openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { openCustomerPage } from './openCustomerPage.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

async function openPage(file: HouseholdFile): Promise<ReturnType<typeof userEvent.setup>> {
  await openCustomerPage(sample, file);
  return userEvent.setup();
}
const ops = async () => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
const consent = (householdId: string, over: Partial<StandingConsent> = {}): StandingConsent => ({
  id: v7(), householdId, customerId: null, channel: 'phone', purpose: '回访', givenAtMs: SAMPLE_NOW_MS - 9 * DAY_MS, untilMs: SAMPLE_NOW_MS + 90 * DAY_MS, proofKind: 'form', proof: 'F-1024', recordedByName: '李敏', withdrawnAtMs: null, ...over,
});

describe('a field with two values', () => {
  const rivalled = (): HouseholdFile => {
    const file = sampleHousehold();
    const customerId = must(file.customers[0], 'nobody').id;
    return {
      ...file,
      rivals: [{ id: v7(), customerId, field: 'name', value: '陈小文', saidAtMs: SAMPLE_NOW_MS - HOUR_MS, byName: '李敏', source: 'form', verifiedAtMs: null }],
      said: [{ customerId, field: 'name', saidAtMs: SAMPLE_NOW_MS - DAY_MS, byName: '王倩', source: 'call', verifiedAtMs: SAMPLE_NOW_MS - DAY_MS }],
    };
  };

  it('shows both with who said it, from which source, when, and whether it was made sure of', async () => {
    await openPage(rivalled());
    const [rival] = await screen.findAllByTestId('rival');
    for (const words of ['陈晓雯', '王倩', '本人说的', '核实', '陈小文', '李敏', '填的表', '没核实']) expect(rival).toHaveTextContent(words);
  });

  it('is settled by one press: the other value stands, and neither is asked about any more', async () => {
    const file = rivalled();
    const user = await openPage(file);
    await user.click(must((await screen.findAllByTestId('rival-rival'))[0], 'no choice'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'customer.patch', data: { base: { name: '陈晓雯' }, set: { name: '陈小文' } } }]); });
    await waitFor(() => { expect(screen.queryByTestId('rival-bar')).toBeNull(); });
    expect((await householdFile(sample.database, file.household.id))?.customers[0]?.name).toBe('陈小文');
  });

  it('is settled by one press for the value that stands, too', async () => {
    const user = await openPage(rivalled());
    await user.click(must((await screen.findAllByTestId('rival-standing'))[0], 'no choice'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { base: { name: '陈晓雯' }, set: { name: '陈晓雯' } } }]); });
    await waitFor(() => { expect(screen.queryByTestId('rival-bar')).toBeNull(); });
  });
});

describe('a field of a person', () => {
  it('is corrected by the pencil and Enter, as said by the person now', async () => {
    const user = await openPage(sampleHousehold());
    await user.click(await screen.findByTestId('fields-open'));
    await user.click(within(await screen.findByTestId('field-bestHours')).getByRole('button'));
    const input = await screen.findByTestId('field-input');
    await user.clear(input);
    await user.type(input, '15点后{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'customer.patch', data: { base: { bestHours: '10–12点' }, set: { bestHours: '15点后' }, source: 'call' } }]); });
    expect(must((await ops())[0], 'no op').data).toHaveProperty('verifiedAtMs', expect.any(Number));
    await waitFor(() => { expect(screen.getByTestId('field-bestHours')).toHaveTextContent('15点后'); });
  });

  it('is corrected from what was seen when the pencil was pressed: a colleague’s word that comes meanwhile is not taken for seen', async () => {
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('fields-open'));
    await user.click(within(await screen.findByTestId('field-bestHours')).getByRole('button'));
    const input = await screen.findByTestId('field-input');
    await putHousehold(sample.database, { ...file, customers: file.customers.map((each) => ({ ...each, bestHours: '早上', remark: '刚改过' })) });
    await waitFor(() => { expect(screen.getByTestId('field-remark')).toHaveTextContent('刚改过'); });
    await user.clear(input);
    await user.type(input, '15点后{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { base: { bestHours: '10–12点' }, set: { bestHours: '15点后' } } }]); });
  });

  it('takes no date that is none, and is left as it was by Esc', async () => {
    const user = await openPage(sampleHousehold());
    await user.click(await screen.findByTestId('fields-open'));
    await user.click(within(await screen.findByTestId('field-birthday')).getByRole('button'));
    await user.type(await screen.findByTestId('field-input'), '1990-02-31{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('日期写成');
    await user.keyboard('{Escape}');
    await waitFor(() => { expect(screen.queryByTestId('field-input')).toBeNull(); });
    expect(await ops()).toEqual([]);
  });
});

describe('leave to contact', () => {
  it('tells channel, purpose, until when and the proof, and what is over', async () => {
    const file = sampleHousehold();
    const id = file.household.id;
    await openPage({ ...file, leave: { consents: [consent(id), consent(id, { channel: 'sms', withdrawnAtMs: SAMPLE_NOW_MS })], optOuts: [] } });
    const [holds, over] = await screen.findAllByTestId('consent');
    for (const words of ['电话', '全家', '回访', '到 2027-02-17', '表单 F-1024', '李敏']) expect(holds).toHaveTextContent(words);
    expect(over).toHaveTextContent('因退订作废');
    expect(over).toHaveAttribute('data-holds', 'false');
  });

  it('says what a usual consent is for in the language of the desktop, also one that was stored in words', async () => {
    const file = sampleHousehold();
    const id = file.household.id;
    act(() => { speak('en'); });
    try {
      await openPage({ ...file, leave: { consents: [consent(id, { purpose: 'follow-up' }), consent(id, { channel: 'mail' }), consent(id, { channel: 'sms', purpose: '寄试用装' })], optOuts: [] } });
      const rows = await screen.findAllByTestId('consent');
      for (const [at, words] of ['Follow-up', 'Follow-up', '寄试用装'].entries()) expect(rows[at]).toHaveTextContent(words);
    } finally {
      act(() => { speak('zh-CN'); });
    }
  });

  it('tells of each channel whether they may be contacted and what that rests on', async () => {
    const file = sampleHousehold();
    const id = file.household.id;
    const mother = must(file.customers[0], 'nobody').id;
    await openPage({
      ...file, leave: {
        consents: [consent(id), consent(id, { customerId: mother, channel: 'mail', untilMs: null, proofKind: 'record', proof: null, recordedByName: '' })],
        optOuts: [{ id: v7(), householdId: id, customerId: mother, channel: 'email', saidAtMs: SAMPLE_NOW_MS - DAY_MS, words: '邮件别发了', interactionId: null, agentName: '李敏' }],
      },
    });
    const stands = await screen.findAllByTestId('leave-stand');
    for (const [at, words] of [['电话', '可以主动联系', '表单 F-1024', '李敏'], ['短信', '不能联系', '资料里写着不要'], ['邮寄', '可以主动联系', '没有另外的凭证'], ['邮件', '不能联系', '邮件别发了']].entries()) {
      for (const word of words) expect(stands[at]).toHaveTextContent(word);
    }
  });

  it('lists what the record of the person looked at says, and leaves the others’ to them', async () => {
    const file = sampleHousehold();
    const id = file.household.id;
    const ofRecord = (who: number): StandingConsent => consent(id, { customerId: must(file.customers[who], 'nobody').id, untilMs: null, proofKind: 'record', proof: null, recordedByName: '' });
    await openPage({ ...file, leave: { consents: [ofRecord(0), ofRecord(1), consent(id, { customerId: must(file.customers[1], 'nobody').id })], optOuts: [] } });
    const rows = await screen.findAllByTestId('consent');
    expect(rows.map((row) => row.textContent)).toEqual([expect.stringContaining('随资料登记'), expect.stringContaining('表单 F-1024')]);
  });

  it('is written down with its proof, and not without', async () => {
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('consent-open'));
    await user.click(screen.getByTestId('consent-store'));
    expect(await screen.findByRole('alert')).toHaveTextContent('写下凭证');
    expect(await ops()).toEqual([]);
    await user.type(screen.getByTestId('consent-proof'), '可以打给我');
    await user.click(screen.getByTestId('consent-store'));
    await waitFor(async () => {
      expect(await ops()).toMatchObject([{ kind: 'consent.add', data: { consent: { householdId: file.household.id, customerId: file.customers[0]?.id, channel: 'phone', purpose: 'follow-up', proofKind: 'said-in-call', proof: '可以打给我' } } }]);
    });
    expect(await screen.findByTestId('consent')).toHaveTextContent('通话中说的 可以打给我');
  });

  it('ends with an opt-out: what it cancels is said before pressing and after, and the desktop rings nobody there from then on', async () => {
    const file = sampleHousehold();
    const householdId = file.household.id;
    const person = must(file.customers[0], 'nobody').id;
    const user = await openPage({ ...file, callbacks: [sampleCallback({ householdId })], leave: { consents: [consent(householdId, { customerId: person })], optOuts: [] } });
    await user.click(await screen.findByTestId('opt-out-open'));
    const ends = await screen.findByTestId('opt-out-ends');
    expect(ends).toHaveTextContent('取消 1 个预约（今天 15:00 问转奶）');
    expect(ends).toHaveTextContent('作废 1 项同意');
    await user.click(screen.getByTestId('opt-out-store'));
    expect(await screen.findByRole('alert')).toHaveTextContent('退订的凭证');
    await user.type(screen.getByTestId('opt-out-words'), '别再打来了');
    await user.click(screen.getByTestId('opt-out-store'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'opt-out.add', data: { optOut: { householdId, customerId: person, channel: 'phone', words: '别再打来了' } } }]); });
    expect(await screen.findByTestId('leave-told')).toHaveTextContent('退订已记下：取消 1 个预约');
    expect(await screen.findByTestId('leave-out')).toHaveTextContent('已退订电话，不能拨');
    expect(screen.getByTestId('customer-page')).toHaveTextContent('没有预约，也没有欠客户的承诺。');
  });
});

describe('who saw a family', () => {
  it('is not asked by agents', async () => {
    await openPage(sampleHousehold());
    expect(screen.queryByTestId('access-open')).toBeNull();
  });

  it('is asked by supervisors, who say why first', async () => {
    useSessionStore.setState({ session: { ...sample.session, agent: { ...sample.session.agent, role: 'supervisor' } } });
    sample.desk.reply('household:access', { ok: true, value: [
      { atMs: SAMPLE_NOW_MS, agentId: v7(), agentNumber: '2001', agentName: '赵班长', why: 'audit', purpose: '客户投诉资料外泄' },
      { atMs: SAMPLE_NOW_MS - HOUR_MS, agentId: v7(), agentNumber: '1036', agentName: '王倩', why: 'pop', purpose: null },
    ] });
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('access-open'));
    await user.type(await screen.findByTestId('access-purpose'), '看看{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('至少写 5 个字');
    expect(sample.desk.asked('household:access')).toEqual([]);
    await user.clear(screen.getByTestId('access-purpose'));
    await user.type(screen.getByTestId('access-purpose'), '客户投诉资料外泄{Enter}');
    const log = await screen.findByTestId('access-log');
    expect(log).toHaveTextContent('1036 王倩');
    expect(log).toHaveTextContent('来电弹屏');
    expect(log).toHaveTextContent('查看这份记录：客户投诉资料外泄');
    expect(sample.desk.asked('household:access')).toEqual([{ householdId: file.household.id, purpose: '客户投诉资料外泄' }]);
  });
});

describe('erasing a customer', () => {
  const asSupervisor = (): void => { useSessionStore.setState({ session: { ...sample.session, agent: { ...sample.session.agent, role: 'supervisor' } } }); };

  it('is not offered to agents', async () => {
    await openPage(sampleHousehold());
    expect(screen.queryByTestId('erase-open')).toBeNull();
  });

  it('asks for the ground, says what goes, and afterwards which desktops have cleared their copies', async () => {
    asSupervisor();
    const file = sampleHousehold();
    sample.desk.reply('household:erase', { ok: true, value: { id: v7(), household: false, cancelledCallbacks: 2, desktops: 2 } });
    sample.desk.reply('household:receipts', { ok: true, value: [{ eventId: v7(), kind: 'erasure', atMs: SAMPLE_NOW_MS, desktops: [
      { deviceId: v7(), agentNumber: '1036', agentName: '王倩', confirmedAtMs: SAMPLE_NOW_MS, seenAtMs: SAMPLE_NOW_MS },
      { deviceId: v7(), agentNumber: '1002', agentName: '李娜', confirmedAtMs: null, seenAtMs: SAMPLE_NOW_MS - DAY_MS },
    ] }] });
    const user = await openPage(file);
    await user.click(await screen.findByTestId('erase-open'));
    await user.type(await screen.findByTestId('erase-reason'), '申');
    await user.click(screen.getByTestId('erase-do'));
    expect(await screen.findByRole('alert')).toHaveTextContent('至少写 4 个字');
    expect(sample.desk.asked('household:erase')).toEqual([]);
    await user.clear(screen.getByTestId('erase-reason'));
    await user.type(screen.getByTestId('erase-reason'), '书面申请 2026-118 号');
    await user.click(screen.getByTestId('erase-do'));
    const receipts = await screen.findByTestId('erasure-receipts');
    expect(receipts).toHaveTextContent('2 台桌面存过副本，1 台已清掉');
    expect(receipts).toHaveTextContent('1002 李娜');
    expect(screen.getByText('已从中心删除，取消预约 2 个。')).toBeInTheDocument();
    expect(sample.desk.asked('household:erase')).toEqual([{ householdId: file.household.id, customerId: null, reason: '书面申请 2026-118 号' }]);
  });

  it('says so when the ground names the customer', async () => {
    asSupervisor();
    sample.desk.reply('household:erase', { ok: false, refusal: 'refused', detail: 'bad-request' });
    const user = await openPage(sampleHousehold());
    await user.click(await screen.findByTestId('erase-open'));
    await user.type(await screen.findByTestId('erase-reason'), '陈晓雯要求');
    await user.click(screen.getByTestId('erase-do'));
    expect(await screen.findByRole('alert')).toHaveTextContent('不能写客户的姓名或号码');
  });
});
