import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToKeys, pressKey, registerKey } from '../../../renderer/keys/keyBoard.ts';
import { keyConflicts, keysInForce, keyText, usualKeys } from '../../../renderer/keys/keyMap.ts';
import { onEnter } from '../../../renderer/keys/onEnter.ts';
import { useKey } from '../../../renderer/keys/useKey.ts';
import { useSettingsStore } from '../../../renderer/state/useSettingsStore.ts';
import { sampleSettings } from '../../support/deskSamples.ts';

let stop = (): void => undefined;
beforeEach(() => { stop = listenToKeys(); });
afterEach(() => { stop(); useSettingsStore.setState({ settings: null }); vi.useRealTimers(); });

const press = (init: KeyboardEventInit & { keyCode?: number }, target: Element | Window = window): boolean => fireEvent.keyDown(target, init);

describe('the keyboard map', () => {
  it('has no two actions on one key as it is delivered', () => {
    expect(keyConflicts(usualKeys)).toEqual([]);
  });
  it('names the actions that share a key after the agent changed one', () => {
    expect(keyConflicts(keysInForce({ 'call.hold': 'F8' }))).toEqual([['call.hold', 'call.hangUp']]);
  });
  it('passes over settings it does not know', () => {
    expect(keysInForce({ 'call.dance': 'F5' })).toEqual(usualKeys);
  });
  it.each([
    [{ key: 'F2', code: 'F2', shiftKey: true }, 'Shift+F2'],
    [{ key: '¡', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ key: '1', code: 'Numpad1', ctrlKey: true }, 'Ctrl+1'],
    [{ key: 'k', code: 'KeyK', ctrlKey: true }, 'Ctrl+K'],
    [{ key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+K'],
    [{ key: 'Dead', code: 'Backquote', ctrlKey: true }, 'Ctrl+`'],
    [{ key: 'j', code: 'KeyJ', metaKey: true }, 'Ctrl+J'],
    [{ key: 'Control', code: 'ControlLeft', ctrlKey: true }, null],
  ])('reads %o as %s', (event, text) => {
    expect(keyText({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...event })).toBe(text);
  });
});

describe('pressing keys', () => {
  it('does what the action’s newest owner wants, and keeps the key from the page', () => {
    const deeds: string[] = [];
    const offOld = registerKey('call.hold', () => { deeds.push('old'); });
    const offNew = registerKey('call.hold', () => { deeds.push('new'); });
    expect(press({ key: 'F3', code: 'F3' })).toBe(false);
    offNew();
    press({ key: 'F3', code: 'F3' });
    offOld();
    expect(press({ key: 'F3', code: 'F3' })).toBe(true);
    expect(deeds).toEqual(['new', 'old']);
  });
  it('asks the owner beneath when the newest one passes', () => {
    const below = vi.fn();
    const off = [registerKey('call.answer', below), registerKey('call.answer', () => false)];
    press({ key: 'F2', code: 'F2' });
    expect(below).toHaveBeenCalledOnce();
    for (const each of off) each();
  });
  it('follows the agent’s own keys', () => {
    useSettingsStore.setState({ settings: sampleSettings({ keys: { 'call.mute': 'Ctrl+M' } }) });
    const mute = vi.fn();
    const off = registerKey('call.mute', mute);
    press({ key: 'F4', code: 'F4' });
    expect(mute).not.toHaveBeenCalled();
    press({ key: 'm', code: 'KeyM', ctrlKey: true });
    expect(mute).toHaveBeenCalledOnce();
    off();
  });
  it('acts once however long a key is held down', () => {
    const hold = vi.fn();
    const off = registerKey('call.hold', hold);
    press({ key: 'F3', code: 'F3' });
    press({ key: 'F3', code: 'F3', repeat: true });
    expect(hold).toHaveBeenCalledOnce();
    off();
  });
  it('hangs up in the first seconds only when held long enough', () => {
    vi.useFakeTimers();
    const hangUp = vi.fn();
    const off = registerKey('call.hangUp', hangUp, () => 400);
    press({ key: 'F8', code: 'F8' });
    vi.advanceTimersByTime(300);
    fireEvent.keyUp(window, { key: 'F8', code: 'F8' });
    vi.advanceTimersByTime(1000);
    expect(hangUp).not.toHaveBeenCalled();
    press({ key: 'F8', code: 'F8' });
    vi.advanceTimersByTime(400);
    expect(hangUp).toHaveBeenCalledOnce();
    off();
  });
  it('tells whether a global key found an owner', () => {
    expect(pressKey('F2')).toBe(false);
    const off = registerKey('call.answer', () => undefined);
    expect(pressKey('F2')).toBe(true);
    off();
  });
});

function Note() {
  const [sent, setSent] = useState(0);
  const [moved, setMoved] = useState(0);
  useKey('wrapUp.finish', () => { setSent((n) => n + 1); });
  useKey('list.reschedule', () => { setMoved((n) => n + 1); });
  return <><textarea aria-label="note" /><input aria-label="search" onKeyDown={onEnter(() => { setSent((n) => n + 10); })} /><output>{sent}/{moved}</output></>;
}

describe('while text is edited', () => {
  it('a letter is a letter, a Ctrl key is an action', async () => {
    render(<Note />);
    const note = screen.getByLabelText('note');
    await userEvent.type(note, 'r');
    expect(note).toHaveValue('r');
    expect(screen.getByRole('status')).toHaveTextContent('0/0');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(screen.getByRole('status')).toHaveTextContent('1/0');
  });
  it('elsewhere the letter is the list’s action', () => {
    render(<Note />);
    press({ key: 'r', code: 'KeyR' }, document.body);
    expect(screen.getByRole('status')).toHaveTextContent('0/1');
  });
});

describe('an input method choosing a candidate', () => {
  it.each([
    ['says so itself', { isComposing: true }],
    ['only sends key code 229', { keyCode: 229 }],
  ])('keeps its keys when it %s', (_title, composing) => {
    render(<Note />);
    press({ key: 'Enter', code: 'Enter', ctrlKey: true, ...composing }, screen.getByLabelText('note'));
    press({ key: 'Enter', code: 'Enter', ...composing }, screen.getByLabelText('search'));
    expect(screen.getByRole('status')).toHaveTextContent('0/0');
    press({ key: 'Enter', code: 'Enter' }, screen.getByLabelText('search'));
    expect(screen.getByRole('status')).toHaveTextContent('10/0');
  });
});
