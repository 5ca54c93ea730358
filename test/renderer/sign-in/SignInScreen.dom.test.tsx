import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeDesk } from '../../../renderer/actions/openDesk.ts';
import { App } from '../../../renderer/App.tsx';
import { SignInScreen } from '../../../renderer/screens/sign-in/SignInScreen.tsx';
import { useReadinessStore } from '../../../renderer/state/useReadinessStore.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { useSettingsStore } from '../../../renderer/state/useSettingsStore.ts';
import type { SignInOutcome } from '../../../shared/ipc/commands.ts';
import { sampleSession, sampleSettings } from '../../support/deskSamples.ts';
import { renderDesk } from '../../support/renderDesk.tsx';
import { type FakeDesk, installFakeDesk } from '../../support/fakeDesk.ts';
import { ON_A_CALL } from '../../../shared/sync/sessionMessages.ts';

type Refusal = Exclude<SignInOutcome, { readonly ok: true }>['refusal'];
let desk: FakeDesk;
const user = userEvent.setup();

beforeEach(() => {
  desk = installFakeDesk();
  desk.reply('session:accounts', []);
  closeDesk();
  useSettingsStore.setState({ settings: sampleSettings(), problem: null, version: '0.1.0' });
  useSessionStore.setState({ phase: 'signed-out', session: null, ended: null, outdated: null, skewMs: null });
});

const refuse = (refusal: Refusal, detail: string | null = null): void => { desk.reply('session:signIn', { ok: false, refusal, detail }); };
async function enter(number = '1036', password = 'geheim'): Promise<void> {
  if (number) await user.type(screen.getByLabelText('工号'), number);
  if (password) await user.type(screen.getByLabelText('密码'), password);
  await user.click(screen.getByRole('button', { name: /^登录/ }));
}

describe('signing in', () => {
  it('asks main with the number, the password and no take-over', async () => {
    refuse('wrong-credentials');
    renderDesk(<SignInScreen />);
    await enter(' 1036');
    expect(desk.asked('session:signIn')).toEqual([{ number: '1036', password: 'geheim', takeOver: false }]);
  });

  it('with a one-time password asks for one of their own, twice, and sends it along', async () => {
    refuse('password-must-change');
    renderDesk(<SignInScreen />);
    await enter('1000', 'k7qw-m2pd');
    expect(await screen.findByText('这是一次性密码，请现在设自己的密码')).toBeInTheDocument();
    expect(screen.getByLabelText('新密码')).toHaveFocus();
    await user.type(screen.getByLabelText('新密码'), 'a longer one');
    await user.type(screen.getByLabelText('再输一次新密码'), 'another');
    await user.click(screen.getByRole('button', { name: /^登录/ }));
    expect(await screen.findByText('两次输入的新密码不一样')).toBeInTheDocument();
    expect(desk.asked('session:signIn')).toHaveLength(1);
    await user.clear(screen.getByLabelText('再输一次新密码'));
    await user.type(screen.getByLabelText('再输一次新密码'), 'a longer one{Enter}');
    expect(desk.asked('session:signIn')[1]).toEqual({ number: '1000', password: 'k7qw-m2pd', takeOver: false, newPassword: 'a longer one' });
  });

  it('is done with Enter in the password field', async () => {
    refuse('wrong-credentials');
    renderDesk(<SignInScreen />);
    await user.type(screen.getByLabelText('工号'), '1036');
    await user.type(screen.getByLabelText('密码'), 'x{Enter}');
    expect(desk.asked('session:signIn')).toHaveLength(1);
  });

  it('shows the desk, and does not ask for a state unless it was ticked', async () => {
    desk.reply('session:signIn', { ok: true, value: sampleSession() });
    desk.reply('records:pull', { ok: false, refusal: 'unreachable', detail: null });
    renderDesk(<App />);
    await enter();
    expect(await screen.findByRole('navigation', { name: '主导航' })).toBeInTheDocument();
    expect(desk.asked('agent:choose')).toEqual([]);
  });

  it('goes available at once when the agent ticked so', async () => {
    desk.reply('session:signIn', { ok: true, value: sampleSession() });
    desk.reply('records:pull', { ok: false, refusal: 'unreachable', detail: null });
    renderDesk(<SignInScreen />);
    await user.click(screen.getByLabelText('登录后直接示闲'));
    await enter();
    await expect.poll(() => desk.asked('agent:choose')).toEqual([{ state: { kind: 'available' }, next: false }]);
  });

  it('starts with the number of the last agent here and the cursor in the password', () => {
    useSettingsStore.setState({ settings: sampleSettings({ lastAgentNumber: '1036' }) });
    renderDesk(<SignInScreen />);
    expect(screen.getByLabelText('工号')).toHaveValue('1036');
    expect(screen.getByLabelText('密码')).toHaveFocus();
  });
});

describe('a refusal', () => {
  it.each([
    ['wrong-credentials', null, '密码', '工号或密码不对'],
    ['locked', '30', '密码', '试错太多次，30 秒后再试'],
    ['inactive', null, '工号', '这个工号已停用，请找班长'],
  ] as const)('%s stands under its field and what was typed stays', async (refusal, detail, field, words) => {
    refuse(refusal, detail);
    renderDesk(<SignInScreen />);
    await enter();
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.getByLabelText(field)).toHaveAccessibleDescription(words);
    expect(screen.getByLabelText('工号')).toHaveValue('1036');
    expect(screen.getByLabelText('密码')).toHaveValue('geheim');
  });

  it.each([
    ['unreachable', null, /连不上中心/],
    ['desktop-too-old', '2.1', /需要 2\.1 以上/],
    ['real-line-in-demo', null, /不接真实线路/],
  ] as const)('%s is said above the button', async (refusal, detail, words) => {
    refuse(refusal, detail);
    renderDesk(<SignInScreen />);
    await enter();
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('of an empty field does not bother main', async () => {
    renderDesk(<SignInScreen />);
    await enter('', 'x');
    expect(screen.getByText('请输入工号')).toBeInTheDocument();
    expect(desk.asked('session:signIn')).toEqual([]);
  });

  it('from a broken main says so and lets one try again', async () => {
    desk.fail('session:signIn', { code: 'internal', field: null, detail: 'boom' });
    renderDesk(<SignInScreen />);
    await enter();
    expect(await screen.findByText(/程序内部出错/)).toBeInTheDocument();
    expect(await screen.findByRole('button', { name: /^登录/ })).toBeEnabled();
  });

  it('because of another desktop asks first, and takes over only when told to', async () => {
    refuse('signed-in-elsewhere');
    renderDesk(<SignInScreen />);
    await enter();
    const question = await screen.findByRole('alertdialog');
    expect(within(question).getByText('这个工号在另一台电脑上登录着。')).toBeInTheDocument();
    await user.click(within(question).getByRole('button', { name: '在这里登录，另一台退出' }));
    expect(desk.asked('session:signIn').map((request) => request.takeOver)).toEqual([false, true]);
  });

  it('because of another desktop with a call on says so, and that the call is not cut', async () => {
    refuse('signed-in-elsewhere', ON_A_CALL);
    renderDesk(<SignInScreen />);
    await enter();
    const question = await screen.findByRole('alertdialog', { name: '这个工号在另一台电脑上正在通话。' });
    expect(question).toHaveTextContent('那通电话不会断');
    await user.click(within(question).getByRole('button', { name: '在这里登录，另一台打完这通再退出' }));
    expect(desk.asked('session:signIn').map((request) => request.takeOver)).toEqual([false, true]);
  });
});

describe('the page before anybody is signed in', () => {
  it('offers demo accounts when central has some, and fills the form with one', async () => {
    desk.reply('session:accounts', [{ number: '1001', name: '周敏', role: 'supervisor', password: 'demo' }]);
    renderDesk(<SignInScreen />);
    await user.click(await screen.findByRole('button', { name: '1001 周敏 班长' }));
    expect(screen.getByLabelText('工号')).toHaveValue('1001');
    expect(screen.getByLabelText('密码')).toHaveValue('demo');
  });

  it.each([[[], 'up'], [null, 'down']] as const)('proves the network by what central answers, without demo accounts too (%j: %s)', async (accounts, state) => {
    desk.reply('session:accounts', accounts);
    renderDesk(<SignInScreen />);
    await waitFor(() => { expect(document.querySelector('[data-link=network]')).toHaveAttribute('data-state', state); });
    expect(screen.queryByText('连不上中心') !== null).toBe(state === 'down');
  });

  it('offers none otherwise', () => {
    renderDesk(<SignInScreen />);
    expect(screen.queryByText('演示账号')).not.toBeInTheDocument();
  });

  it('opens a failing link in place with its cause and its cure', () => {
    useReadinessStore.setState((state) => ({ readiness: { ...state.readiness, microphone: { state: 'down', sinceMs: 0, cause: 'device-silent' } } }));
    renderDesk(<SignInScreen />);
    expect(screen.getByText('没听到声音')).toBeInTheDocument();
    expect(screen.getByText(/静音开关可能关着/)).toBeInTheDocument();
    expect(screen.getByText(/1 项不通/)).toBeInTheDocument();
  });

  it('says why the last session ended, and that nothing was lost', () => {
    useSessionStore.setState({ ended: 'taken-over' });
    renderDesk(<SignInScreen />);
    expect(screen.getByText(/另一台电脑登录了/)).toHaveTextContent('没写完的小结还在本机');
  });

  it('says in words that the clock is wrong or the program too old', () => {
    useSessionStore.setState({ skewMs: -600_000, outdated: { minimum: '2.0', isServed: false } });
    renderDesk(<SignInScreen />);
    expect(screen.getByText(/快了约 10 分钟/)).toBeInTheDocument();
    expect(screen.getByText(/要求 2\.0 以上/)).toBeInTheDocument();
  });

  it('changes its language at once', async () => {
    desk.reply('settings:change', (change) => sampleSettings({ language: change.language ?? 'zh-CN' }));
    renderDesk(<SignInScreen />);
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(await screen.findByLabelText('Agent number')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '中文' }));
    expect(await screen.findByLabelText('工号')).toBeInTheDocument();
  });
});
