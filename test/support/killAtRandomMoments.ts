import { expect } from 'vitest';
import type { Careline, Desk } from './careline.ts';
import { answer, eventually, hangUp, ringAt, signIn, signInAvailable, untilAvailable } from './deskSteps.ts';

/** Whom the summary says it is written to: 「写给 妈妈 陈晓雯」. */
async function writtenToIn(desk: Desk): Promise<string | null> {
  return /写给 [^\n]+/.exec(await desk.page.locator('[data-testid=summary]').innerText())?.[0].trim() ?? null;
}

/** The promise: what was typed this long before the kill comes back. */
const KEPT_AFTER_MS = 1000;

/**
 * Types a wrap-up, kills the whole desktop at a random moment of it, opens it again and looks: everything typed a second
 * before is there, on the same person and call; then finishes it and asks the store.
 */
export async function killAtRandomMoments(careline: Careline, rounds: number): Promise<void> {
  let userData: string | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const desk = await careline.openDesk(userData === undefined ? {} : { userData });
    userData = desk.userData;
    await signInAvailable(desk, '1005');
    const callId = await ringAt(careline, desk);
    await answer(desk);
    const person = 1 + (round % 3);
    await desk.page.keyboard.press(`Alt+${person}`);
    await desk.page.waitForSelector(`[data-testid=speaker-${person}][aria-pressed=true], [data-testid=speaker-${person}][aria-checked=true]`);
    await hangUp(desk);
    const writtenTo = await eventually(() => writtenToIn(desk), (found) => found !== null);
    await desk.page.keyboard.press('Control+2');
    await desk.page.keyboard.press('Control+N');

    const killAfterMs = 1200 + Math.random() * 1800;
    const typed: { readonly text: string; readonly atMs: number }[] = [];
    const startedAtMs = Date.now();
    let text = '';
    let killed: Promise<void> | null = null;
    while (killed === null) {
      const next = `第${typed.length + 1}句，`;
      await desk.page.keyboard.insertText(next);
      text += next;
      typed.push({ text, atMs: Date.now() });
      if (Date.now() - startedAtMs > killAfterMs) killed = desk.kill();
    }
    const killedAtMs = Date.now();
    await killed;
    const owed = typed.filter((each) => each.atMs <= killedAtMs - KEPT_AFTER_MS).at(-1)?.text ?? '';
    expect(owed.length).toBeGreaterThan(0);

    const again = await careline.openDesk({ userData });
    if (await again.page.locator('html[data-phase="signed-out"]').count() > 0) {
      await signIn(again, '1005');
    }
    await again.page.waitForSelector('[data-testid=unfinished-row], [data-testid=summary]');
    if (await again.page.locator('[data-testid=summary]').count() === 0) await again.page.locator('[data-testid=unfinished-row] button').first().click();
    await again.page.waitForSelector('[data-testid=summary]');
    const note = await again.page.locator('[data-testid=note]').inputValue();
    expect(note.startsWith(owed)).toBe(true);
    expect(text.startsWith(note)).toBe(true);
    expect(await again.page.locator('[data-testid=outcome-callback-agreed]').getAttribute('aria-pressed')).toBe('true');
    expect(await eventually(() => writtenToIn(again), (found) => found !== null)).toBe(writtenTo);
    await again.page.locator('[data-testid=outcome-answered]').click();
    await again.page.keyboard.press('Control+Enter');
    const rows = await eventually(() => careline.sql<{ note: string; name: string }>('SELECT i.note, c.name FROM interaction i JOIN customer c ON c.id = i.customer_id WHERE i.call_id = $1', [callId]), (found) => found.length > 0);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.note).toBe(note);
    expect(writtenTo?.endsWith(rows[0]?.name ?? 'nobody')).toBe(true);
    await untilAvailable(again).catch(() => {});
    await again.close();
  }
}
