import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Careline, Desk } from './careline.ts';
import { answer, choosePerson, eventually, finish, hangUp, noteField, ringAt, signIn, signInAvailable, untilAvailable } from './deskSteps.ts';

/** The promise: what was typed this long before the kill comes back. */
const KEPT_AFTER_MS = 1000;

/** Whom the open summary says it is written to: 「写给 妈妈 陈晓雯」; null while it says nobody. */
async function writtenToIn(desk: Desk): Promise<string | null> {
  return /写给 [^\n]+/.exec(await desk.page.locator('[data-testid=summary]').innerText())?.[0].trim() ?? null;
}

/** Rings, talks to one of the family, hangs up, and begins the summary: outcome chosen, cursor in the note. */
async function beginSummary(careline: Careline, desk: Desk, person: number): Promise<{ readonly callId: string; readonly writtenTo: string | null }> {
  const callId = await ringAt(careline, desk);
  await answer(desk);
  await choosePerson(desk, person);
  await desk.page.waitForSelector(`[data-testid=speaker-${person}]:is([aria-pressed=true],[aria-checked=true])`);
  await hangUp(desk);
  const writtenTo = await eventually(() => writtenToIn(desk), (found) => found !== null);
  await desk.page.keyboard.press('Control+2');
  await desk.page.waitForSelector('[data-testid=outcome-callback-agreed][aria-pressed=true]');
  await desk.page.keyboard.press('Control+N');
  return { callId, writtenTo };
}

/** Types sentence after sentence behind what stands there, until the desktop is killed at a random moment of it. */
async function typeUntilKilled(desk: Desk, standing: string): Promise<{ readonly text: string; readonly owed: string }> {
  const typed: { readonly text: string; readonly atMs: number }[] = [];
  // Counted from the first sentence: however slow the machine, something is owed.
  let killAtMs = Number.POSITIVE_INFINITY;
  let text = standing;
  await desk.page.keyboard.press('Control+End');
  while (Date.now() < killAtMs) {
    const sentence = `第${typed.length + 1}句，`;
    await desk.page.keyboard.type(sentence, { delay: 25 });
    text += sentence;
    typed.push({ text, atMs: Date.now() });
    if (typed.length === 1) killAtMs = Date.now() + KEPT_AFTER_MS + Math.random() * 1800;
  }
  const killedAtMs = Date.now();
  await desk.kill();
  return { text, owed: typed.filter((each) => each.atMs <= killedAtMs - KEPT_AFTER_MS).at(-1)?.text ?? standing };
}

/** Signs in at a desktop that was killed, opens the summary it was killed in, and reads what came back. */
async function noteComesBack(desk: Desk, agentNumber: string, writtenTo: string | null): Promise<string> {
  await desk.page.locator('.sign-in-form input[type=checkbox]').check();
  await signIn(desk, agentNumber);
  await desk.page.waitForSelector('[data-testid=unfinished-row], [data-testid=summary]');
  if (await desk.page.locator('[data-testid=summary]').count() === 0) await desk.page.locator('[data-testid=unfinished-row] button').first().click();
  await desk.page.waitForSelector('[data-testid=summary]');
  await eventually(() => writtenToIn(desk), (found) => found === writtenTo);
  expect(await desk.page.getAttribute('[data-testid=outcome-callback-agreed]', 'aria-pressed')).toBe('true');
  return await noteField(desk);
}

/** Finishes the summary and asks the store: once, on the person it was written to. */
async function finishAndAsk(careline: Careline, desk: Desk, callId: string, note: string, writtenTo: string | null): Promise<void> {
  await desk.page.click('[data-testid=outcome-answered]');
  await finish(desk);
  const rows = await eventually(
    () => careline.sql<{ note: string; name: string }>('SELECT i.note, c.name FROM interaction i JOIN customer c ON c.id = i.customer_id WHERE i.call_id = $1', [callId]),
    (found) => found.length > 0,
  );
  expect(rows.map((row) => row.note)).toEqual([note]);
  expect(writtenTo?.endsWith(rows[0]?.name ?? 'nobody')).toBe(true);
  await untilAvailable(desk);
}

/**
 * Types a summary, kills the whole desktop at a random moment of it, opens it again and looks: everything typed a second
 * before is there, on the same person and call. The same summary is gone on with and killed once more, then finished, and the
 * store is asked. In one profile; every second time the browser's database is gone as well.
 *
 * @param kills how many times in all.
 */
export async function killAtRandomMoments(careline: Careline, agentNumber: string, kills: number, opened: (desk: Desk) => void): Promise<void> {
  let desk = await careline.openDesk();
  opened(desk);
  await signInAvailable(desk, agentNumber);
  for (let kill = 0; kill < kills;) {
    const { callId, writtenTo } = await beginSummary(careline, desk, 1 + ((kill / 2) % 3));
    let note = '';
    for (const end = Math.min(kills, kill + 2); kill < end; kill += 1) {
      const { text, owed } = await typeUntilKilled(desk, note);
      expect(owed).not.toBe('');
      // What a full disk makes Chromium do: everything the page had stored is gone. Of one call the second time, of the next the first.
      if (kill % 4 === 1 || kill % 4 === 2) rmSync(path.join(desk.userData, 'IndexedDB'), { recursive: true });

      desk = await careline.openDesk({ userData: desk.userData });
      opened(desk);
      note = await noteComesBack(desk, agentNumber, writtenTo);
      expect(note.startsWith(owed), `「${note.slice(-20)}」 holds what was owed, 「${owed.slice(-20)}」`).toBe(true);
      expect(text.startsWith(note)).toBe(true);
      if (kill + 1 < end) await desk.page.keyboard.press('Control+N');
    }
    await finishAndAsk(careline, desk, callId, note, writtenTo);
  }
  await desk.close();
}
