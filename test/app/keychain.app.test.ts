import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Careline, type Desk } from '../support/careline.ts';
import { eventually, signIn } from '../support/deskSteps.ts';
import { SessionBus } from '../support/sessionBus.ts';

let careline: Careline;
let bus: SessionBus;
beforeAll(async () => {
  careline = await Careline.start();
  bus = await SessionBus.start();
});
afterAll(async () => {
  await careline?.stop();
  await bus?.stop();
});

describe('with the system’s keychain', () => {
  it('a desktop that is started again goes on without the password, and the token on disk is sealed', async () => {
    const flags = ['--password-store=gnome-libsecret'];
    const desk = await careline.openDesk({ env: bus.env, flags });
    await signIn(desk, '1006');
    const sealed = path.join(desk.userData, 'session.sealed');
    const bytes = await eventually(async () => (existsSync(sealed) ? readFileSync(sealed) : Buffer.alloc(0)), (found) => found.length > 0);
    expect(bytes.subarray(0, 3).toString()).toBe('v11');
    await desk.close();
    const again = await careline.openDesk({ userData: desk.userData, env: bus.env, flags });
    await again.page.waitForSelector('html[data-phase="signed-in"]', { timeout: 20_000 });
    await again.close();
  });
});

describe('without a keychain', () => {
  it('nothing of the sign-in is kept on disk, and the next start asks for the password', async () => {
    const { DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = process.env;
    const desk = await careline.openDesk({ env, flags: ['--password-store=basic'] });
    await signIn(desk, '1007');
    await desk.close();
    expect(existsSync(path.join(desk.userData, 'session.sealed'))).toBe(false);
    const again = await careline.openDesk({ userData: desk.userData, env, flags: ['--password-store=basic'] });
    await again.page.waitForSelector('html[data-phase="signed-out"]');
    await again.close();
  });
});

describe('a system notification', () => {
  let desk: Desk;
  beforeAll(async () => {
    await careline.sql('UPDATE policy SET call_from_minute = 0, call_to_minute = 1440');
    // Only what the test moves is to be announced.
    await careline.sql("UPDATE callback SET due_at_ms = due_at_ms + 1e9::bigint WHERE state = 'open' AND owner_agent_id = (SELECT id FROM agent WHERE number = '1003')");
    desk = await careline.openDesk({ env: bus.env });
    await signIn(desk, '1003');
  });
  afterAll(async () => { await desk?.close(); });
  const ask = async (name: string, request: unknown): Promise<unknown> =>
    JSON.parse(await desk.page.evaluate(([what, about]) => (Reflect.get(window, 'desk') as { ask(name: string, request: unknown): Promise<string> }).ask(what as string, about), [name, request]));

  it('is shown by the system’s own notification service, and main says that it was', async () => {
    expect(await ask('notification:show', { title: '预约到时', body: '陈女士家 · 妈妈', opens: null })).toEqual({ ok: true, value: { shown: true } });
    expect(await bus.putAwayNotifications()).toContain('预约到时');
  });

  it('announces a promise five minutes before and when it is due, with the window closed to the tray; pressing it opens that promise', async () => {
    const [mine] = await careline.sql<{ id: string }>("SELECT c.id FROM callback c JOIN agent a ON a.id = c.owner_agent_id WHERE a.number = '1003' AND c.state = 'open' AND c.due_at_ms > $1 ORDER BY c.due_at_ms DESC LIMIT 1", [Date.now() + 3_600_000]);
    if (mine === undefined) throw new Error('the demo agent has a promise');
    const visible = (): Promise<boolean[]> => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
    await desk.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.close(); });
    expect(await eventually(visible, ([first]) => first === false)).toEqual([false]);
    const due = (atMs: number): Promise<unknown> => ask('outbox:push', { ops: [{ id: randomUUID(), v: 1, atMs: Date.now(), kind: 'callback.reschedule', data: { callbackId: mine.id, dueAtMs: atMs, agreedText: '' } }] });
    expect(await due(Date.now() + 290_000)).toMatchObject({ ok: true, value: { ok: true, value: [{ ok: true }] } });
    await eventually(() => bus.putAwayNotifications(), (shown) => /\d\d:\d\d 回拨/.test(shown));
    expect(await due(Date.now() + 5000)).toMatchObject({ ok: true, value: { ok: true, value: [{ ok: true }] } });
    // It was announced as soon to come under its old time only: both come, the newer on top.
    await eventually(async () => { await bus.pressNotification(); return await visible(); }, ([first]) => first === true);
    expect(await eventually(() => bus.putAwayNotifications(), (shown) => shown.includes('现在该回拨'))).toContain('现在该回拨');
    await desk.page.waitForSelector(`[data-testid=callback-preview][data-callback-id="${mine.id}"]`);
  });
});
