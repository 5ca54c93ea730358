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
    clock.now += 3000;
    board.watch();
    expect(board.down).toEqual([]);
    clock.now += 1000;
    board.watch();
    expect(board.current.pop).toMatchObject({ state: 'down', cause: 'page-hung' });
  });

  it('keeps a link that is broken named while it is being tried anew', () => {
    const { board, allUp } = boardAt();
    allUp();
    board.checking('registration');
    expect(board.current.registration).toEqual({ state: 'checking' });
    board.set('registration', false, { cause: 'line-away' });
    board.checking('registration');
    expect(board.current.registration).toMatchObject({ state: 'down', cause: 'line-away' });
  });
});

describe('links that a new session has to prove', () => {
  const names = ['network', 'registration', 'pop'] as const;

  it('are being tested, whatever was known before and whatever the first tests find', () => {
    const { board, clock, allUp } = boardAt();
    allUp();
    board.pageHeard();
    board.tryOut(names);
    board.doubt('registration', 'line-cannot-reach');
    clock.now += 9000;
    // The page is busy opening the desk all that time.
    board.watch();
    for (const name of names) expect(board.current[name], name).toEqual({ state: 'checking' });
    expect(board.down).toEqual([...names]);
  });

  it('name themselves at once after the first proof', () => {
    const { board, clock } = boardAt();
    board.tryOut(names);
    for (const name of names) board.set(name, true, { cause: '' });
    board.pageHeard();
    board.doubt('registration', 'central-away');
    expect(board.current.registration).toMatchObject({ state: 'down', cause: 'central-away' });
    clock.now += 4000;
    board.watch();
    expect(board.current.pop).toMatchObject({ state: 'down', cause: 'page-hung' });
  });

  it('name themselves at once where there is no doubt', () => {
    const { board } = boardAt();
    board.tryOut(names);
    board.set('registration', false, { cause: 'line-refuses' });
    expect(board.current.registration).toMatchObject({ state: 'down', cause: 'line-refuses' });
  });

  it('are broken when there was time enough and nothing proved them, by what the last test found', () => {
    const { board, clock } = boardAt();
    board.tryOut(names);
    board.doubt('registration', 'not-registered');
    clock.now += 14_000;
    board.watch();
    expect(board.current.registration).toEqual({ state: 'checking' });
    clock.now += 1000;
    board.pageHeard();
    board.watch();
    expect(names.map((name) => board.current[name])).toMatchObject([{ cause: 'central-away' }, { cause: 'not-registered' }, { cause: 'lookup-failed' }]);
  });

  it('are nobody’s when the session is over', () => {
    const { board, clock } = boardAt();
    board.tryOut(names);
    board.forget(names);
    clock.now += 20_000;
    board.watch();
    for (const name of names) expect(board.current[name], name).toEqual({ state: 'unknown' });
  });
});
