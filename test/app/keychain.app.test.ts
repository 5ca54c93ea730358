import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Careline } from '../support/careline.ts';
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
  it('is shown by the system’s own notification service, and main says that it was', async () => {
    const desk = await careline.openDesk({ env: bus.env });
    await signIn(desk, '1008');
    const answer = await desk.page.evaluate(() => (Reflect.get(window, 'desk') as { ask(name: string, request: unknown): Promise<string> }).ask('notification:show', { title: '预约到时', body: '陈女士家 · 妈妈', callbackId: null }));
    expect(JSON.parse(answer)).toEqual({ ok: true, value: { shown: true } });
    expect(await bus.shownNotifications()).toMatch(/预约到时|"?1"?/);
    await desk.close();
  });
});
