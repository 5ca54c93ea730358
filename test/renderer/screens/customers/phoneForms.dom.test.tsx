import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialCustomer } from '../../../../renderer/actions/dialCustomer.ts';
import { callbackRows, householdFile, householdsByNumber, stillTheirs } from '../../../../renderer/localdb/queries.ts';
import CallbacksScreen from '../../../../renderer/screens/callbacks/CallbacksScreen.tsx';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import type { Callback } from '../../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import { HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallback, sampleCallbackRow, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putAgents, putCallbacks, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { openCustomerPage } from './openCustomerPage.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  await putAgents(sample.database, [sample.session.agent]);
});
afterEach(async () => { await sample.close(); });

const OTHER = '+8613800138000';
/** A family with two numbers and a callback of ours that rings the first. */
function family(): { readonly file: HouseholdFile; readonly callback: Callback; readonly number: string; readonly otherId: string } {
  const made = sampleHousehold();
  const [phone, mother] = [must(made.phones[0], 'no number'), must(made.customers[0], 'nobody')];
  const otherId = v7();
  const callback = sampleCallback({ householdId: made.household.id, customerId: mother.id, number: phone.number, ownerAgentId: sample.session.agent.id });
  const file = { ...made, phones: [{ ...phone, customerId: null }, { id: otherId, number: OTHER, extension: null, kind: 'mobile' as const, customerId: mother.id }], callbacks: [callback] };
  return { file, callback, number: phone.number, otherId };
}
async function openPage(file: HouseholdFile): Promise<ReturnType<typeof userEvent.setup>> {
  await putCallbacks(sample.database, file.callbacks.map((callback) => ({ ...sampleCallbackRow(), callback })));
  await openCustomerPage(sample, file);
  return userEvent.setup();
}
const ops = async () => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
const dialOf = async (number: RegExp): Promise<HTMLElement> => must((await screen.findAllByTestId('dial-open')).find((each) => number.test(each.getAttribute('aria-label') ?? '')), 'no such number on screen');
const editOf = async (number: RegExp): Promise<HTMLElement> => must((await screen.findAllByTestId('phone-edit')).find((each) => number.test(each.textContent ?? '')), 'no such number on screen');

describe('a number on the family’s page', () => {
  it('gets its extension by Enter, in what was changed only, and Escape leaves it as it was', async () => {
    const { file } = family();
    const user = await openPage(file);
    await user.click(await editOf(/8555/));
    await user.type(screen.getByTestId('phone-extension'), '80x{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('只填数字');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('phone-form')).toBeNull();
    await user.click(await editOf(/8555/));
    await user.type(screen.getByTestId('phone-extension'), '802{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'phone.patch', data: { householdId: file.household.id, phoneId: file.phones[0]?.id, base: { extension: null }, set: { extension: '802' }, source: 'call', verifiedAtMs: expect.any(Number) } }]); });
    expect(Object.keys((must((await ops())[0], 'no op').data as { set: object }).set)).toEqual(['extension']);
    await waitFor(async () => { expect(await editOf(/8555/)).toHaveTextContent('转 802'); });
  });

  it('that is not theirs any more names what would ring it before it is stored; then it pops, and is dialled for, them no more, before central has heard of it', async () => {
    const { file, callback, number, otherId } = family();
    const user = await openPage(file);
    expect((await householdsByNumber(sample.database, number)).map((each) => each.household.id)).toEqual([file.household.id]);
    await user.click(await editOf(/8555/));
    await user.click(screen.getByTestId('phone-not-theirs'));
    const named = within(screen.getByTestId('phone-end-form'));
    expect(named.getByTestId('phone-callback')).toHaveTextContent('陈晓雯');
    expect(named.getByTestId('phone-callback')).toHaveTextContent('问转奶');
    expect(await ops()).toEqual([]);
    await user.click(named.getByTestId('phone-end-send'));
    // Her own other number was proposed, and nobody chose otherwise.
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'phone.patch', data: { base: { isTheirs: true }, set: { isTheirs: false }, callbacks: [{ callbackId: callback.id, phoneId: otherId }] } }]); });
    expect(await householdsByNumber(sample.database, number)).toEqual([]);
    // Central that has not heard of it names them still.
    expect(await stillTheirs(sample.database, [file], number)).toEqual([]);
    expect(await stillTheirs(sample.database, [file], OTHER)).toEqual([file]);
    expect((await callbackRows(sample.database)).map((row) => row.callback.number)).toEqual([OTHER]);
    expect(await dialCustomer({ number, permissionReason: 'agreed', callbackId: callback.id, householdId: file.household.id, customerId: null })).toMatchObject({ ok: false, detail: 'number-not-theirs' });
    expect(await screen.findByTestId('former-phone')).toHaveTextContent('记下：已不是他家的');
    expect((await screen.findAllByTestId('phone-edit')).some((each) => /8555/.test(each.textContent ?? ''))).toBe(false);
  });

  it('is dialled from there with a reason that holds and the promise it keeps, and with no other', async () => {
    const { file, callback, number } = family();
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
    const user = await openPage({ ...file, household: { ...file.household, phoneConsentUntilMs: null } });
    await user.click(await dialOf(/8555/));
    const now = await screen.findByTestId('dial-now');
    expect(now).toHaveAttribute('data-reason', 'agreed');
    expect(screen.getByTestId('dial-gate')).toHaveTextContent('可以拨：约定');
    await user.click(now);
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toEqual([{ number, permissionReason: 'agreed', callbackId: callback.id, householdId: file.household.id, customerId: callback.customerId }]); });
    expect(usePanelStore.getState().screen).toBe('workbench');
  });

  it.each<[string, (file: HouseholdFile) => Partial<HouseholdFile>, RegExp]>([
    ['nothing was agreed or asked for', () => ({}), /没有约过、没有未接来电/],
    ['the agreed time is tomorrow', (file) => ({ callbacks: file.callbacks.map((each) => ({ ...each, dueAtMs: SAMPLE_NOW_MS + 24 * HOUR_MS })) }), /还没到约好的时间 · 明天 14:08 起/],
    ['they opted out', (file) => ({ leave: { consents: [], optOuts: [{ id: v7(), householdId: file.household.id, customerId: null, channel: 'phone', saidAtMs: SAMPLE_NOW_MS - HOUR_MS, words: '别打', interactionId: null, agentName: '王倩' }] } }), /客户已退订电话/],
  ])('is not dialled when %s: no reason is chosen, and one sentence says why', async (_why, over, sentence) => {
    const { file } = family();
    const user = await openPage({ ...file, callbacks: [], household: { ...file.household, phoneConsentUntilMs: null }, ...over(file) });
    await user.click(await dialOf(/8555/));
    expect(await screen.findByTestId('dial-gate')).toHaveTextContent(sentence);
    expect(screen.getByTestId('dial-now')).toBeDisabled();
    expect(screen.getByTestId('dial-now')).not.toHaveAttribute('data-reason');
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('is not dialled during a call: the button says so, and a form that is open does too and can be closed', async () => {
    const { file } = family();
    const user = await openPage(file);
    await user.click(await dialOf(/8555/));
    await waitFor(() => { expect(screen.getByTestId('dial-now')).toBeEnabled(); });
    const call = sampleCall({ state: 'talking' });
    act(() => { useCallStore.setState({ calls: { [call.id]: call }, activeCallId: call.id }); });
    expect(screen.getByTestId('dial-now')).toBeDisabled();
    expect(screen.getByTestId('dial-now')).toHaveAccessibleDescription('您正在通话，挂机后再拨');
    await user.click(await dialOf(/8555/));
    expect(screen.queryByTestId('dial-form')).toBeNull();
    expect(await dialOf(/8555/)).toBeDisabled();
    expect(await dialOf(/8555/)).toHaveAccessibleName('拨 020-8555 0143 · 您正在通话，挂机后再拨');
  });

  it('is theirs again by one press, and pops them', async () => {
    const { file, number } = family();
    const [phone, other] = [must(file.phones[0], 'no number'), must(file.phones[1], 'no number')];
    const user = await openPage({ ...file, callbacks: [], phones: [other], formerPhones: [{ ...phone, source: 'call', saidAtMs: SAMPLE_NOW_MS - 1000, endedByName: '刘敏' }] });
    expect(await screen.findByTestId('former-phone')).toHaveTextContent('刘敏');
    await user.click(screen.getByTestId('phone-return'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'phone.patch', data: { phoneId: phone.id, base: { isTheirs: false }, set: { isTheirs: true } } }]); });
    expect((await householdsByNumber(sample.database, number)).map((each) => each.household.id)).toEqual([file.household.id]);
    await waitFor(() => { expect(screen.getByTestId('former-phone')).toHaveTextContent('王倩'); });
    expect(screen.queryByTestId('phone-return')).toBeNull();
  });
});

describe('a callback whose number is not the family’s any more', () => {
  it('cannot be dialled until one of theirs is chosen; its time stays', async () => {
    const { file, callback, otherId } = family();
    const left = { ...callback, number: '' };
    await putHousehold(sample.database, { ...file, phones: file.phones.slice(1), callbacks: [left] });
    await putCallbacks(sample.database, [{ ...sampleCallbackRow(), callback: left }]);
    usePanelStore.setState({ screen: 'callbacks', callbackId: left.id });
    draw(<CallbacksScreen />);
    expect(await screen.findByTestId('choose-number')).toHaveTextContent('已不是他家的');
    expect(screen.getByTestId('gate')).toHaveAttribute('data-open', 'false');
    await userEvent.click(screen.getByTestId('choose-number-send'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'callback.reschedule', data: { callbackId: left.id, dueAtMs: left.dueAtMs, phoneId: otherId } }]); });
    await waitFor(() => { expect(screen.queryByTestId('choose-number')).toBeNull(); });
    expect((await householdFile(sample.database, file.household.id))?.callbacks.map((each) => each.number)).toEqual([OTHER]);
    expect((await callbackRows(sample.database)).map((row) => row.callback.number)).toEqual([OTHER]);
    await waitFor(() => { expect(screen.getByTestId('gate')).toHaveAttribute('data-open', 'true'); });
  });
});
