import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Careline, type Desk } from '../support/careline.ts';

let careline: Careline;
let desk: Desk;
beforeAll(async () => {
  careline = await Careline.start();
  desk = await careline.openDesk();
});
afterAll(async () => { await careline?.stop(); });

describe('the page', () => {
  it('has no Node, lives at careline://desk in a secure context, and its process is sandboxed', async () => {
    expect(await desk.page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), location.origin, isSecureContext])).toEqual(['undefined', 'undefined', 'careline://desk', true]);
    expect(await desk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return [sandbox, contextIsolation, nodeIntegration, webSecurity];
    })).toEqual([true, true, false, true]);
  });

  it('runs no inline script and speaks to no other host, by its policy', async () => {
    const violations = await desk.page.evaluate(async () => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      document.head.append(script);
      await fetch('https://example.invalid/').catch(() => {});
      const frame = document.createElement('iframe');
      frame.src = 'https://example.invalid/';
      document.body.append(frame);
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      frame.remove();
      return { seen, planted: 'planted' in window };
    });
    expect(violations.planted).toBe(false);
    expect(violations.seen).toEqual(expect.arrayContaining(['script-src-elem', 'connect-src', 'frame-src']));
  });

  it('cannot be led away and opens no window', async () => {
    await desk.page.evaluate(() => { location.href = 'https://example.invalid/'; });
    expect(await desk.page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true);
    expect(desk.page.url()).toMatch(/^careline:\/\/desk\//);
    expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('may use the microphone and is denied the camera, the place and notifications of its own', async () => {
    const name = (make: () => Promise<unknown>): Promise<string> => make().then(() => 'granted', (error: Error) => error.name);
    expect(await desk.page.evaluate(`(${name.toString()})(() => navigator.mediaDevices.getUserMedia({ audio: true }))`)).toBe('granted');
    expect(await desk.page.evaluate(`(${name.toString()})(() => navigator.mediaDevices.getUserMedia({ video: true }))`)).toBe('NotAllowedError');
    expect(await desk.page.evaluate(() => new Promise((resolve) => { navigator.geolocation.getCurrentPosition(() => resolve('granted'), (error) => resolve(error.code)); }))).toBe(1);
    expect(await desk.page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });
});

describe('the commands of main', () => {
  const ask = (command: string, request: unknown): Promise<unknown> =>
    desk.page.evaluate(([name, value]) => (Reflect.get(window, 'desk') as { ask(command: unknown, request: unknown): Promise<string> }).ask(name, value).then((text) => JSON.parse(text) as unknown), [command, request] as const);

  it.each([
    ['session:signIn', { number: 7, password: 'x', takeOver: false }, 'number'],
    ['session:signIn', { number: '1001', password: 'x' }, 'takeOver'],
    ['settings:change', { textSize: 3 }, 'textSize'],
    ['settings:change', { centralUrl: 'file:///etc/passwd' }, 'centralUrl'],
    ['agent:choose', { state: { kind: 'talking' }, next: false }, 'state.kind'],
    ['call:dial', { number: '02161234567', callbackId: null, householdId: null, customerId: null }, 'permissionReason'],
    ['call:dial', { number: '02161234567', permissionReason: 'sales', callbackId: null, householdId: null, customerId: null }, 'permissionReason'],
    ['call:keys', { callId: 'c', keys: 'x' }, 'keys'],
    ['call:transfer', { callId: 'c', to: 'sip:evil@example.invalid' }, 'to'],
    ['call:reject', { callId: 'c', reason: 'mood' }, 'reason'],
    ['call:answer', {}, 'callId'],
    ['records:pull', { epoch: null, cursors: { 'agent:../../x': [0, ''] }, limit: 10 }, 'cursors.agent:../../x'],
    ['records:pull', { epoch: null, cursors: {}, limit: 1e9 }, 'limit'],
    ['outbox:push', { ops: [] }, 'ops'],
    ['household:open', { householdId: "1' or 1=1" }, 'householdId'],
    ['customers:search', { query: '   ' }, 'query'],
    ['badge:set', { count: -1 }, 'count'],
    ['notification:show', { title: 'x'.repeat(500), body: '', opens: null }, 'title'],
    ['links:report', { link: 'soul', up: true, cause: null }, 'link'],
  ])('refuse %s with a bad %j and name %s', async (command, request, field) => {
    expect(await ask(command, request)).toMatchObject({ ok: false, fault: { code: 'bad-request', field } });
  });

  it('refuse a name that is not in the contract before it leaves the page', async () => {
    expect(await ask('shell:open', {})).toMatchObject({ ok: false, fault: { code: 'bad-request' } });
  });

  it('refuse every one of them from a frame that is not ours', async () => {
    const answers = await desk.app.evaluate(async ({ BrowserWindow, app }) => {
      // A page from elsewhere with our own preload script: what a hijacked window would have.
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
      await stranger.loadURL('data:text/html,<p>stranger</p>');
      const result = await stranger.webContents.executeJavaScript(`Promise.all([
        window.desk.ask('settings:read', null), window.desk.ask('session:signIn', { number: '1001', password: 'x', takeOver: true }), window.desk.ask('call:hangUp', { callId: 'c' }),
      ])`) as string[];
      stranger.destroy();
      return result;
    });
    for (const answer of answers) expect(JSON.parse(answer)).toMatchObject({ ok: false, fault: { code: 'untrusted-sender' } });
  });
});
