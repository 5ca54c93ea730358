import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Careline, type Desk, DESK_TONE_HZ } from '../support/careline.ts';
import { answer, choosePerson, eventually, finish, hangUp, noteField, ringAt, signIn, signInAvailable, typeNote, untilAvailable } from '../support/deskSteps.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';

let careline: Careline;
let desk: Desk;
beforeAll(async () => { careline = await Careline.start(); });
afterAll(async () => { await careline?.stop(); });

const notesOf = async (callId: string): Promise<string[]> => (await careline.sql<{ note: string }>('SELECT note FROM interaction WHERE call_id = $1', [callId])).map((row) => row.note);
const soundIsBack = async (callId: string): Promise<void> => {
  await eventually(() => careline.lineCall(callId), (call) => call?.state === 'talking' && Math.abs((call.heardHz ?? 0) - DESK_TONE_HZ) < 15, 30_000);
};

describe('while a call is up', () => {
  beforeEach(async () => {
    desk = await careline.openDesk();
    await signInAvailable(desk, '1003');
  });
  afterEach(async ({ task }) => {
    await pictureOfFailure(task, [desk]);
    await desk.close();
  });

  it('central killed with kill -9 costs nothing: the agent goes on, finishes, sees one waiting, and it is stored once', async () => {
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    await careline.killCentral();
    await typeNote(desk, '中心断开时写的话');
    await soundIsBack(callId);
    await hangUp(desk);
    await desk.page.keyboard.press('Control+1');
    await desk.page.keyboard.press('Control+Enter');
    await eventually(() => desk.page.locator('header, .status-bar, body').first().innerText(), (text) => /1 条待传/.test(text));
    await careline.startCentralAgain();
    await eventually(() => notesOf(callId), (notes) => notes.length > 0, 40_000);
    expect(await notesOf(callId)).toEqual(['中心断开时写的话']);
    await eventually(() => desk.page.locator('body').innerText(), (text) => !/条待传/.test(text));
    await untilAvailable(desk);
  });

  it('a reloaded page finds the call standing, sound comes back, and the half-typed note is there', async () => {
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    await typeNote(desk, '说到一半的');
    await desk.reload();
    await desk.page.waitForSelector('[data-testid=call-strip][data-state=talking]', { timeout: 25_000 });
    await soundIsBack(callId);
    await desk.page.waitForSelector('[data-testid=note]');
    expect(await noteField(desk)).toBe('说到一半的');
    await hangUp(desk);
    await desk.page.keyboard.press('Control+1');
    await finish(desk);
    expect(await eventually(() => notesOf(callId), (notes) => notes.length === 1)).toEqual(['说到一半的']);
  });

  it('a crashed page is loaded again by itself, and the call, its sound and the note are there', async () => {
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    await typeNote(desk, '页面崩溃前写的');
    const pid = await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? -1);
    process.kill(pid, 'SIGKILL');
    // Playwright's page is gone with its process: what the new one shows is asked through main.
    // A page that is gone never answers, so each question has a second.
    const inPage = <T>(script: string): Promise<T | null> => desk.app.evaluate(({ BrowserWindow }, code) => Promise.race([
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<unknown>, new Promise((resolve) => { setTimeout(() => resolve(null), 1000); }),
    ]), script) as Promise<T | null>;
    await eventually(() => inPage<string | null>(`document.querySelector('[data-testid=call-strip]')?.dataset.state ?? null`).catch(() => null), (state) => state === 'talking', 20_000);
    await eventually(() => careline.lineCall(callId), (call) => call?.state === 'talking' && Math.abs((call.heardHz ?? 0) - DESK_TONE_HZ) < 15, 30_000);
    await eventually(() => inPage<string | null>(`document.querySelector('[data-testid=note]')?.value ?? null`), (note) => note === '页面崩溃前写的');
    await careline.line('POST', `/calls/${callId}/hangup`);
  });

  it('the agent signing in at another desktop cuts no call: the first says so, talks it to its end, and keeps what was typed', async () => {
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    await typeNote(desk, '换座位前写的');
    const second = await careline.openDesk();
    try {
      await signIn(second, '1003');
      await eventually(() => desk.page.locator('.clock-bar').innerText().catch(() => ''), (text) => /另一台|别处/.test(text));
      await soundIsBack(callId);
      await typeNote(desk, '，换座位后写的');
      await desk.page.keyboard.down('F8');
      await desk.page.waitForSelector('html[data-phase="signed-out"]', { timeout: 20_000 });
      await desk.page.keyboard.up('F8');
      await eventually(() => careline.lineCall(callId), (call) => (call?.state ?? 'ended') === 'ended');
    } finally {
      await second.close();
    }
    await signIn(desk, '1003');
    await desk.page.locator('[data-testid=unfinished-row] button').first().click();
    await desk.page.waitForSelector('[data-testid=note]');
    expect(await noteField(desk)).toBe('换座位前写的，换座位后写的');
    await desk.page.keyboard.press('Control+1');
    await finish(desk);
    expect(await eventually(() => notesOf(callId), (notes) => notes.length === 1)).toEqual(['换座位前写的，换座位后写的']);
  });

  it('broken SIP messages on its socket neither drop the call nor silence it', async () => {
    const callId = await ringAt(careline, desk);
    await answer(desk);
    const extension = (await careline.lineCall(callId))?.extension;
    for (const message of ['', 'garbage', 'INVITE sip:x SIP/2.0\r\n\r\n', 'BYE sip:1003@x SIP/2.0\r\nCall-ID: nope\r\nCSeq: 1 BYE\r\n\r\n', `SIP/2.0 200 OK\r\n${'X'.repeat(5000)}\r\n\r\n`, 'INVITE sip:1003@x SIP/2.0\r\nFrom: <tel:123>\r\nTo: <sip:1003@x>\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\nVia: SIP/2.0/WS x;branch=z9hG4bK1\r\nContent-Length: 99999\r\n\r\nv=0']) {
      await careline.line('POST', '/raw', { extension, message });
    }
    await soundIsBack(callId);
    expect(await desk.page.getAttribute('[data-testid=call-strip]', 'data-state')).toBe('talking');
    await careline.line('POST', `/calls/${callId}/hangup`);
    await desk.page.waitForSelector('[data-testid=call-strip][data-state=wrap-up]');
  });
});
