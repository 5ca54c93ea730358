import { act, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useShownTheme } from '../../../renderer/theme/useShownTheme.ts';

afterEach(() => { delete document.documentElement.dataset['theme']; });

describe('the colours on the page', () => {
  it('are told anew when they change while the page is open, also where the agent chose nothing and the system went dark', async () => {
    document.documentElement.dataset['theme'] = 'light';
    const { result, unmount } = renderHook(() => useShownTheme());
    expect(result.current).toBe('light');
    await act(async () => { document.documentElement.dataset['theme'] = 'dark'; await Promise.resolve(); });
    expect(result.current).toBe('dark');
    unmount();
  });
});
