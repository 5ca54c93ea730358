import { describe, expect, it } from 'vitest';
import { hasLeftByItself } from '../../build/launchDesk.mjs';

const launchError = (end: string): Error => new Error(`electron.launch: Target page, context or browser has been closed\nCall log:\n  - [pid=742] <kill>\n  - [pid=742] <process did exit: ${end}>`);

describe('a desktop that is gone before it can be driven', () => {
  it('has left by itself when it ended in good order: one is open already', () => {
    expect(hasLeftByItself(launchError('exitCode=0, signal=null'))).toBe(true);
  });

  it('is broken when it ended with a code or by a signal, and the whole error is told', () => {
    expect(hasLeftByItself(launchError('exitCode=127, signal=null'))).toBe(false);
    expect(hasLeftByItself(launchError('exitCode=null, signal=SIGTRAP'))).toBe(false);
  });
});
