import { expect } from 'vitest';
import type { Careline, Desk } from './careline.ts';

/** Polls a measurement until it is as wanted: for what only a question from outside can tell (SQL, the line). */
export async function eventually<T>(measure: () => Promise<T>, check: (value: T) => boolean, withinMs = 20_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await measure();
    if (check(value)) return value;
    if (Date.now() > until) throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(value)?.slice(0, 2000)}`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

export async function signIn(desk: Desk, number: string, password = `demo-${number}`): Promise<void> {
  await desk.page.fill('#sign-in-number', number);
  await desk.page.fill('#sign-in-password', password);
  await desk.page.click('.sign-in-go');
  await desk.page.waitForSelector('html[data-phase="signed-in"], .sign-in-question', { timeout: 20_000 });
  // The desktop of an earlier test may still count as signed in: this one takes over.
  if (await desk.page.locator('.sign-in-question').count() > 0) await desk.page.locator('.sign-in-question button').first().click();
  await desk.page.waitForSelector('html[data-phase="signed-in"]', { timeout: 20_000 });
}

/** Signs in with 「登录后直接示闲」 ticked, and waits until all six links are proved and calls may come. */
export async function signInAvailable(desk: Desk, number: string): Promise<void> {
  await desk.page.locator('.sign-in-form input[type=checkbox]').check();
  await signIn(desk, number);
  await untilAvailable(desk);
}

export async function untilAvailable(desk: Desk): Promise<void> {
  await desk.page.waitForSelector('[data-testid=call-strip][data-state=idle]', { timeout: 30_000 });
  await desk.page.waitForSelector('[data-ready="6"]', { timeout: 30_000 });
}

/** Rings with a call from the line and waits until it rings at this desk. */
export async function ringAt(careline: Careline, desk: Desk, call: Parameters<Careline['ring']>[0] = {}): Promise<string> {
  const callId = await careline.ring(call);
  await desk.page.waitForSelector('[data-testid=answer]', { timeout: 25_000 });
  return callId;
}

export async function answer(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('F2');
  await desk.page.waitForSelector('[data-testid=call-strip][data-state=talking]', { timeout: 20_000 });
  // While it is being connected the strip is green already; with its controls on the call is up.
  await desk.page.waitForSelector('[data-testid=hold]:enabled', { timeout: 20_000 });
}

/** Says who is speaking, by the digit on their card: before the family is read there is none, and the digit means nobody. */
export async function choosePerson(desk: Desk, digit: number): Promise<void> {
  await desk.page.waitForSelector(`[data-testid=speaker-${digit}]`);
  await desk.page.keyboard.press(`Alt+${digit}`);
}

/** Ends the call from this side: F8 has to be held in the first seconds, so that a slip ends nothing. */
export async function hangUp(desk: Desk): Promise<void> {
  await desk.page.keyboard.down('F8');
  await desk.page.waitForSelector('[data-testid=call-strip][data-state=wrap-up]', { timeout: 20_000 });
  await desk.page.keyboard.up('F8');
}

/** The note as it stands on screen, once its mark says that it is on disk. */
export async function typeNote(desk: Desk, text: string): Promise<void> {
  await desk.page.keyboard.press('Control+N');
  await desk.page.keyboard.type(text);
  await desk.page.waitForSelector('[data-testid=save-mark][data-state=saved]', { timeout: 15_000 });
}

/** What stands in the note on screen. */
export async function noteField(desk: Desk): Promise<string> {
  return await desk.page.locator('[data-testid=note]').inputValue();
}

export async function finish(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('Control+Enter');
  await desk.page.waitForSelector('[data-testid=summary]', { state: 'detached', timeout: 20_000 });
}

/** Nothing in the page's own log: no error of ours, no policy violation. */
export function expectNoProblems(desk: Desk): void {
  expect(desk.problems).toEqual([]);
}
