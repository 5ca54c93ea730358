import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { speak } from '../../../renderer/language/i18n.ts';
import { attemptWrite } from '../../../renderer/localdb/storeOutcome.ts';
import { Toasts } from '../../../renderer/shell/Toasts.tsx';
import { tellAgent, useToastStore } from '../../../renderer/state/useToastStore.ts';
import { renderDesk } from '../../support/renderDesk.tsx';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  useToastStore.setState({ toasts: [] });
  renderDesk(<Toasts />);
});
afterEach(() => {
  vi.useRealTimers();
  act(() => { speak('zh-CN'); });
});

const shown = (): readonly string[] => screen.queryAllByTestId('toast').map((each) => each.textContent);
const tell = (...told: Parameters<typeof tellAgent>): void => { act(() => { tellAgent(...told); }); };
const wait = (ms: number): void => { act(() => { vi.advanceTimersByTime(ms); }); };

describe('a message without a place of its own', () => {
  it('goes after 5 seconds when something was done', () => {
    tell('done', 'customers.manual.stored');
    expect(shown()).toEqual(['补录已存']);
    wait(4900);
    expect(shown()).toHaveLength(1);
    wait(200);
    expect(shown()).toEqual([]);
  });

  it('of an error stands until it is closed', async () => {
    tell('overdue', 'shell.fault');
    wait(60_000);
    expect(screen.getByRole('alert')).toBeVisible();
    vi.useRealTimers();
    await userEvent.setup().click(screen.getByRole('button', { name: '关闭' }));
    expect(shown()).toEqual([]);
  });

  it('of a full disk goes by itself when the disk takes something again', async () => {
    tell('overdue', 'words.store.full');
    tell('overdue', 'shell.fault');
    await act(async () => { await attemptWrite(async () => { throw new DOMException('full', 'QuotaExceededError'); }); });
    expect(shown()).toHaveLength(2);
    await act(async () => { await attemptWrite(async () => null); });
    expect(screen.getAllByTestId('toast')).toHaveLength(1);
    expect(screen.queryByText(/磁盘满/)).toBeNull();
  });

  it('speaks the language that is chosen while it stands', () => {
    tell('overdue', 'customers.move.done', { params: { to: '陈女士家' } });
    expect(shown()).toEqual(['已改到「陈女士家」']);
    act(() => { speak('en'); });
    expect(shown()).toEqual(['Moved to “陈女士家”']);
  });

  it('told again takes its own place, and says what can be done', async () => {
    const run = vi.fn();
    tell('overdue', 'words.store.full');
    tell('overdue', 'words.store.full', { deed: { key: 'words.retry', run } });
    expect(shown()).toHaveLength(1);
    vi.useRealTimers();
    await userEvent.setup().click(screen.getByRole('button', { name: '再试' }));
    expect(run).toHaveBeenCalledOnce();
    expect(shown()).toEqual([]);
  });
});
