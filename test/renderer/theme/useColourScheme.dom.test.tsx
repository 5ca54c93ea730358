import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider, Input } from 'antd';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useColourScheme } from '../../../renderer/theme/useColourScheme.ts';

afterEach(() => { vi.unstubAllGlobals(); });

/** A system whose wishes can be changed. */
function stubSystem() {
  const wishes = new Set<string>();
  const listeners = new Set<() => void>();
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() { return wishes.has(query); },
    addEventListener: (_type: string, listener: () => void) => { listeners.add(listener); },
    removeEventListener: (_type: string, listener: () => void) => { listeners.delete(listener); },
  }));
  return { wish: (query: string) => { act(() => { wishes.add(query); for (const listener of [...listeners]) listener(); }); } };
}

function Page() {
  return <ConfigProvider theme={useColourScheme()}><Input data-testid="note" /></ConfigProvider>;
}

describe('the colours and motion of the page', () => {
  it('follow the system without losing what is being typed', async () => {
    const { wish } = stubSystem();
    render(<Page />);
    await userEvent.type(screen.getByTestId('note'), '转奶');
    wish('(prefers-reduced-motion: reduce)');
    wish('(prefers-color-scheme: dark)');
    expect(screen.getByTestId('note')).toHaveValue('转奶');
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });
});
