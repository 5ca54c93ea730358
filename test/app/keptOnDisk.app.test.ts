import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Careline, type Desk } from '../support/careline.ts';
import { demoArticles } from '../support/demoArticles.ts';
import { answer, choosePerson, eventually, finish, hangUp, noteField, ringAt, signIn, signInAvailable, typeNote } from '../support/deskSteps.ts';
import { killAtRandomMoments } from '../support/killAtRandomMoments.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';
import { SmallDisk } from '../support/smallDisk.ts';

let careline: Careline;
let desk: Desk;
beforeAll(async () => { careline = await Careline.start(); });
afterAll(async () => { await careline?.stop(); });

describe.skipIf(process.getuid?.() !== 0)('a full disk under the desktop', () => {
  // Electron gives its pages unlimited quota, so what can run out is the disk itself: a small one for this profile.
  // Mounting it needs root.
  let disk: SmallDisk;
  beforeAll(() => { disk = SmallDisk.mount(96); });
  afterAll(() => disk?.unmount());

  afterEach(async ({ task }) => {
    await pictureOfFailure(task, [desk]);
    await desk.close();
  });

  it('is said in words, keeps what is typed on screen, and stores it when there is room again', async () => {
    desk = await careline.openDesk({ userData: disk.folder });
    await signInAvailable(desk, '1002');
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    await typeNote(desk, '满之前');
    // The first sync is over: from here on the summary is what is written.
    await eventually(() => desk.page.locator('[data-column=assist]').innerText(), (text) => text.includes(`${demoArticles().length} 条答案`));
    let typed = '满之前';
    // Kept full: what the desktop itself gives up meanwhile (a cache, an old log) is taken too.
    await eventually(async () => {
      disk.fill();
      // Much at first, so that the disk is needed; then little, for a note ends at 4,000 characters.
      const more = '，满之后'.repeat(typed.length < 2400 ? 20 : 1);
      typed += more;
      await desk.page.keyboard.insertText(more);
      return desk.page.getAttribute('[data-testid=save-mark]', 'data-state');
    }, (state) => state === 'failed');
    expect(await noteField(desk)).toBe(typed);
    disk.empty();
    await desk.page.keyboard.type('，又有了');
    await desk.page.waitForSelector('[data-testid=save-mark][data-state=saved]', { timeout: 20_000 });
    // What Chromium makes of its database then is its own: it may go on, be empty, or answer no more until it is started
    // anew. Whatever it is, the summary comes back after a start.
    await hangUp(desk);
    await desk.kill();
    desk = await careline.openDesk({ userData: disk.folder });
    await desk.page.locator('.sign-in-form input[type=checkbox]').check();
    await signIn(desk, '1002');
    await desk.page.waitForSelector('[data-testid=unfinished-row], [data-testid=summary]');
    if (await desk.page.locator('[data-testid=summary]').count() === 0) await desk.page.locator('[data-testid=unfinished-row] button').first().click();
    await desk.page.waitForSelector('[data-testid=summary]');
    expect(await noteField(desk)).toBe(`${typed}，又有了`);
    await desk.page.keyboard.press('Control+1');
    await finish(desk);
    expect(await eventually(() => careline.sql<{ note: string }>('SELECT note FROM interaction WHERE call_id = $1', [callId]), (rows) => rows.length === 1)).toEqual([{ note: `${typed}，又有了` }]);
  });
});

describe('the whole application killed with kill -9', () => {
  afterEach(async ({ task }) => { await pictureOfFailure(task, [desk]); });

  it('at five moments of wrap-up gives back everything typed a second before, on the right person and call', async () => {
    await killAtRandomMoments(careline, '1005', 5, (opened) => { desk = opened; });
  }, 240_000);
});

describe('a corrupt settings file', () => {
  it('is told in words, put aside whole, and the desktop starts', async () => {
    const first = await careline.openDesk();
    await first.close();
    writeFileSync(path.join(first.userData, 'settings.json'), '{"theme": "pink"');
    const again = await careline.openDesk({ userData: first.userData });
    await signIn(again, '1004');
    await eventually(() => again.page.locator('body').innerText(), (text) => /设置/.test(text));
    await again.close();
  });
});
