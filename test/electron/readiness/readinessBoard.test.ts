import { describe, expect, it } from 'vitest';
import { ReadinessBoard } from '../../../electron/readiness/readinessBoard.ts';
import type { Readiness } from '../../../shared/ipc/readiness.ts';

function boardAt(start = 1_000_000) {
  const told: Readiness[] = [];
  const news: boolean[] = [];
  const clock = { now: start };
  const board = new ReadinessBoard((readiness, isNews) => { told.push(readiness); news.push(isNews); }, () => clock.now);
  const allUp = (): void => { for (const name of ['network', 'registration', 'microphone', 'ringer', 'pop', 'store'] as const) board.set(name, true, { cause: '' }); };
  return { board, told, news, clock, allUp };
}

describe('ReadinessBoard', () => {
  it('knows nothing at first, and nothing known is not ready', () => {
    expect(boardAt().board.down).toHaveLength(6);
  });
  it('names the one link that is down, with its cause and since when', () => {
    const { board, clock, allUp } = boardAt();
    allUp();
    expect(board.down).toEqual([]);
    clock.now += 500;
    board.set('microphone', false, { cause: 'no-device' });
    clock.now += 500;
    board.set('microphone', false, { cause: 'no-device' });
    expect(board.down).toEqual(['microphone']);
    expect(board.current.microphone).toEqual({ state: 'down', sinceMs: 1_000_500, cause: 'no-device' });
  });
  it('tells a change once, and not what stays as it was', () => {
    const { board, told, allUp } = boardAt();
    allUp();
    const before = told.length;
    board.set('network', true, { cause: '' });
    expect(told).toHaveLength(before);
    board.set('network', false, { cause: 'central-away' });
    board.set('network', false, { cause: 'central-away' });
    expect(told).toHaveLength(before + 1);
  });
  it('tells now and then that it has checked again, as no news', () => {
    const { board, told, news, clock, allUp } = boardAt();
    allUp();
    const before = told.length;
    clock.now += 15_000;
    board.set('registration', true, { cause: '' });
    expect(told).toHaveLength(before + 1);
    expect(news.at(-1)).toBe(false);
    expect(told.at(-1)?.registration).toMatchObject({ state: 'up', checkedAtMs: clock.now });
    clock.now += 2000;
    board.set('pop', true, { cause: '' });
    expect(told).toHaveLength(before + 1);
  });
  it('takes the pop path down when the page falls silent, and not while it is heard', () => {
    const { board, clock, allUp } = boardAt();
    allUp();
    board.pageHeard();
    clock.now += 5000;
    board.watchPage();
    expect(board.down).toEqual([]);
    clock.now += 2000;
    board.watchPage();
    expect(board.current.pop).toMatchObject({ state: 'down', cause: 'page-hung' });
  });
});
