import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Timeline } from '../../../../renderer/screens/customers/Timeline.tsx';
import { MessageButton } from '../../../../renderer/screens/messages/MessageButton.tsx';
import { agreedWords } from '../../../../shared/messages/templateValues.ts';
import { householdFile } from '../../../../renderer/localdb/queries.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import type { MessageChannel, MessageTemplate, TemplateText } from '../../../../shared/messages/messageTemplate.ts';
import { HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putArticles, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from '../knowledge/sampleArticle.ts';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

const configure = (...messageChannels: MessageChannel[]): void => {
  useSessionStore.setState({ session: { ...sample.session, policy: { ...sample.session.policy, messageChannels } } });
};
async function putTemplate(over: Partial<TemplateText>): Promise<MessageTemplate> {
  const template: MessageTemplate = { id: v7(), version: 3, updatedAtMs: SAMPLE_NOW_MS, name: '答复要点', channel: 'sms', language: 'zh-CN', reason: 'answer', subject: null, body: '{称呼}您好，{孩子}的事：{内容}。{坐席}', state: 'published', ...over };
  await sample.database.templates.put({ id: template.id, scopes: ['all'], versions: { all: 1 }, template });
  return template;
}
/** The grandmother has a mobile, and leave for anything; the mother refuses SMS. */
function family(over: Partial<HouseholdFile> = {}): HouseholdFile {
  const file = sampleHousehold();
  const grandmother = must(file.customers[1], 'nobody');
  return { ...file, phones: [...file.phones, { id: v7(), number: '+8613800000001', extension: null, kind: 'mobile', customerId: grandmother.id }], ...over };
}
const grandmotherOf = (file: HouseholdFile): string => must(file.customers[1], 'nobody').id;
async function open(file: HouseholdFile, customerId: string | null = grandmotherOf(file), callbackId: string | null = null): Promise<HTMLElement> {
  await putHousehold(sample.database, file);
  draw(<MessageButton file={file} customerId={customerId} callbackId={callbackId} />);
  await userEvent.click(screen.getByTestId('message-open'));
  return screen.findByTestId('message-dialog');
}
const pushed = async () => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);

describe('a message to a customer', () => {
  it('has no button while central can send by nothing, and offers only what it can', async () => {
    const file = family();
    const { unmount } = draw(<MessageButton file={file} customerId={null} />);
    expect(screen.queryByTestId('message-open')).toBeNull();
    unmount();
    configure('email');
    const dialog = await open(file);
    expect(within(dialog).getByText('邮件')).toBeInTheDocument();
    expect(within(dialog).queryByText('短信')).toBeNull();
  });

  it('is read as the customer will read it before it is sent, and goes into the outbox with the version and the values', async () => {
    configure('sms', 'email');
    const template = await putTemplate({});
    const file = family();
    await open(file);
    expect(await screen.findByTestId('message-preview')).toHaveTextContent('还差：内容');
    expect(screen.getByTestId('message-send')).toBeDisabled();
    fireEvent.change(screen.getByTestId('message-value-content'), { target: { value: '换2段，卡号 4111 1111 1111 1111' } });
    expect(screen.getByTestId('message-preview')).toHaveTextContent('黄女士您好，小满的事：换2段，卡号 **** 1111。王倩');
    await userEvent.click(screen.getByTestId('message-send'));
    expect(await screen.findByTestId('message-stored')).toBeInTheDocument();
    expect(await pushed()).toMatchObject([{ kind: 'message.add', data: { message: {
      householdId: file.household.id, customerId: grandmotherOf(file), channel: 'sms', address: '+8613800000001', subject: null, text: '黄女士您好，小满的事：换2段，卡号 **** 1111。王倩',
      templateId: template.id, templateVersion: 3, values: { salutation: '黄女士', child: '小满', content: '换2段，卡号 **** 1111', agent: '王倩' }, agreed: null,
    } } }]);
    expect((await householdFile(sample.database, file.household.id))?.messages).toMatchObject([{ state: 'queued', text: '黄女士您好，小满的事：换2段，卡号 **** 1111。王倩' }]);
  });

  it('from the promise of an answer begins with the answer that is published, and keeps that promise', async () => {
    configure('sms');
    const article = sampleArticle({ title: '换2段要几天', say: '七天左右，每天多换一勺。' });
    await putArticles(sample.database, [article]);
    await putTemplate({ name: 'A 确认', reason: 'complaint-follow-up', body: '{内容}' });
    await putTemplate({});
    const file = family();
    const promised = sampleCallback({ householdId: file.household.id, customerId: grandmotherOf(file), purpose: '换2段要几天', permissionReason: 'answer-promised' });
    await open({ ...file, callbacks: [promised] }, grandmotherOf(file), promised.id);
    await waitFor(() => { expect(screen.getByTestId('message-value-content')).toHaveValue('七天左右，每天多换一勺'); });
    expect(screen.getByTestId('message-keeps')).toHaveTextContent('发出后，答应他的这通回电自动取消。');
    await userEvent.click(screen.getByTestId('message-send'));
    await screen.findByTestId('message-stored');
    expect(await pushed()).toMatchObject([{ data: { message: { values: { content: '七天左右，每天多换一勺' }, answersCallbackId: promised.id, agreed: null } } }]);
  });

  it('begins by the channel its person prefers, where they can be reached by it', async () => {
    configure('sms', 'email');
    const file = family();
    const likesMail = (email: string | null): HouseholdFile => ({ ...file, customers: file.customers.map((each) => ({ ...each, email, channelAttitude: { email: 'prefer' as const } })) });
    const { unmount } = draw(<MessageButton file={likesMail('huang@example.com')} customerId={grandmotherOf(file)} />);
    await userEvent.click(screen.getByTestId('message-open'));
    expect(within(await screen.findByTestId('message-dialog')).getByText('huang@example.com')).toBeInTheDocument();
    unmount();
    draw(<MessageButton file={likesMail(null)} customerId={grandmotherOf(file)} />);
    await userEvent.click(screen.getByTestId('message-open'));
    expect(within(await screen.findByTestId('message-dialog')).getByText('138 0000 0001')).toBeInTheDocument();
  });

  it('says in one sentence why it may not go, and does not', async () => {
    configure('sms');
    await putTemplate({ body: '您好' });
    const file = family();
    const mother = must(file.customers[0], 'nobody');
    await open({ ...file, phones: file.phones.map((each) => ({ ...each, customerId: null })), leave: { consents: [], optOuts: [{ id: v7(), householdId: file.household.id, customerId: null, channel: 'sms', saidAtMs: SAMPLE_NOW_MS - HOUR_MS, words: '别发了', interactionId: null, agentName: '李敏' }] } }, mother.id);
    expect(await screen.findByTestId('message-refused')).toHaveTextContent('今天 13:38已退订，不能发。');
    expect(screen.getByTestId('message-send')).toBeDisabled();
  });

  it('that confirms a callback tells its time and names it, so that a moved one is told to nobody', async () => {
    configure('sms');
    await putTemplate({ name: '确认预约', reason: 'agreed', body: '{称呼}您好，我们{约定时间}来电。' });
    const file = family();
    const callback = sampleCallback({ householdId: file.household.id });
    await open({ ...file, callbacks: [callback] }, grandmotherOf(file), callback.id);
    expect(await screen.findByTestId('message-preview')).toHaveTextContent('黄女士您好，我们11月19日（周四）15:00来电。');
    await userEvent.click(screen.getByTestId('message-send'));
    await waitFor(async () => { expect(await pushed()).toMatchObject([{ data: { message: { agreed: { callbackId: callback.id, dueAtMs: callback.dueAtMs } } } }]); });
    expect(agreedWords(callback.dueAtMs, 'Asia/Shanghai', 'en')).toBe('Thu 19 Nov, 15:00');
  });
});

it('the timeline tells of each message where it stands, and why one did not go', async () => {
  const file = family();
  const message = (over: Partial<Message>): Message => ({
    id: v7(), householdId: file.household.id, customerId: grandmotherOf(file), channel: 'sms', address: '+8613800000001', subject: null, text: '换2段', sendAtMs: SAMPLE_NOW_MS, reason: 'answer', templateName: '答复', state: 'sent', why: null, detail: null, createdAtMs: SAMPLE_NOW_MS, settledAtMs: SAMPLE_NOW_MS, agentName: '王倩', ...over,
  });
  draw(<Timeline nowMs={SAMPLE_NOW_MS} file={{ ...file, messages: [
    message({}), message({ state: 'queued', settledAtMs: null, sendAtMs: SAMPLE_NOW_MS + HOUR_MS }), message({ state: 'refused', why: 'opted-out' }), message({ state: 'failed', why: 'rejected', detail: 'HTTP 422' }), message({ state: 'failed', why: 'of-a-later-day' }),
  ] }} />);
  const rows = screen.getAllByTestId('timeline-message').map((row) => row.textContent);
  for (const words of ['已发出', '今天 15:38 发出', '没有发：已退订', '没发出：对方不收 (HTTP 422)', '没发出：of-a-later-day']) expect(rows.some((row) => row.includes(words))).toBe(true);
  await userEvent.click(screen.getByText('电话'));
  expect(screen.queryAllByTestId('timeline-message')).toEqual([]);
});
