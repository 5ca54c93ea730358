import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeySheet } from '../../../renderer/shell/KeySheet.tsx';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { usePanelStore } from '../../../renderer/state/usePanelStore.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { useSettingsStore } from '../../../renderer/state/useSettingsStore.ts';
import { sampleCall, sampleSession, sampleSettings } from '../../support/deskSamples.ts';
import { renderDesk } from '../../support/renderDesk.tsx';

beforeEach(() => {
  useSettingsStore.setState({ settings: sampleSettings({ keys: { 'outcome.2': 'Ctrl+Shift+2' } }) });
  useCallStore.setState({ calls: {}, activeCallId: null, pops: {}, chosen: {} });
  usePanelStore.setState({ keySheetOpen: true });
});
afterEach(() => {
  usePanelStore.setState({ keySheetOpen: false });
  useSessionStore.setState({ session: null });
});

const lines = (name: string): readonly string[] => within(screen.getByTestId(`keys-${name}`)).getAllByRole('term').map((term) => `${term.textContent} ${term.nextElementSibling?.querySelector('.desk-aloud')?.textContent ?? ''}`);

describe('the key sheet', () => {
  it('names the outcome each key chooses in the call on the strip', () => {
    const call = sampleCall({ direction: 'out', state: 'talking' });
    useCallStore.setState({ calls: { [call.id]: call }, activeCallId: call.id });
    renderDesk(<KeySheet />);
    expect(lines('outcome-out').slice(0, 4)).toEqual(['已接通 Ctrl+1', '约下次 Ctrl+Shift+2', '无人接 Ctrl+3', '占线 Ctrl+4']);
    expect(screen.queryByTestId('keys-outcome-in')).toBeNull();
  });

  it('has the keys of the floor for who runs one, and not for an agent', () => {
    useSessionStore.setState({ session: sampleSession() });
    const { unmount } = renderDesk(<KeySheet />);
    expect(screen.queryByTestId('keys-floor')).toBeNull();
    unmount();
    useSessionStore.setState({ session: sampleSession({ role: 'supervisor' }) });
    renderDesk(<KeySheet />);
    expect(lines('floor')).toContain('改派这一条 G');
  });

  it('names the key between two calls', () => {
    renderDesk(<KeySheet />);
    expect(lines('call')).toContain('切换到另一路通话 Shift+F3');
  });

  it('names those of both directions while there is no call', () => {
    renderDesk(<KeySheet />);
    expect(lines('outcome-in')).toHaveLength(10);
    expect(lines('outcome-in')[0]).toBe('已答复 Ctrl+1');
    expect(lines('outcome-in')[9]).toBe('退订 Ctrl+0');
    expect(lines('outcome-out')[0]).toBe('已接通 Ctrl+1');
    expect(screen.queryByText('结果 1')).toBeNull();
  });
});
