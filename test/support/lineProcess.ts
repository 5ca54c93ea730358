import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { linePassword, PRACTICE_DOMAIN } from '../../central/line/linePassword.ts';
import type { PracticeCallView } from '../../central/practice/practiceCall.ts';
import { AgentPhone, until } from './twoPhonesOneWire.ts';

interface Ready { readonly ready: true; readonly sipUrl: string; readonly sipPort: number; readonly controlUrl: string; readonly controlPort: number }

/** The practice line as `npm start` runs it: a process of its own. */
export class LineProcess {
  child!: ChildProcess;
  ready!: Ready;
  secret = '';
  readonly dataDir: string;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    this.child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../central/practice/main.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, CARELINE_DATA: this.dataDir, CARELINE_LINE_PORT: '0', CARELINE_LINE_CONTROL_PORT: '0', CARELINE_PARENT: '1', NODE_NO_WARNINGS: '1', ...env },
    });
    this.ready = await new Promise<Ready>((resolve, reject) => {
      let text = '';
      this.child.stdout?.on('data', (chunk) => {
        text += chunk;
        if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))) as Ready);
      });
      this.child.once('exit', (code) => reject(new Error(`the line ended with ${code}`)));
    });
    this.secret = readFileSync(path.join(this.dataDir, 'line-secret'), 'utf8').trim();
  }

  /** @returns exit code, or the signal it died of. */
  async end(how: NodeJS.Signals | 'stdin'): Promise<number | NodeJS.Signals | null> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
    const over = new Promise<number | NodeJS.Signals | null>((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
    if (how === 'stdin') child.stdin?.end();
    else child.kill(how);
    return over;
  }

  async control(method: string, route: string, body?: unknown, authorization = `Line ${this.secret}`): Promise<{ status: number; body: unknown }> {
    const response = await fetch(new URL(route, this.ready.controlUrl), {
      method, headers: { authorization, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async calls(): Promise<readonly PracticeCallView[]> {
    return (await this.control('GET', '/calls')).body as readonly PracticeCallView[];
  }

  async untilCall(callId: string, what: string, is: (call: PracticeCallView) => boolean): Promise<PracticeCallView> {
    const deadline = performance.now() + 8000;
    for (;;) {
      const call = (await this.calls()).find((each) => each.callId === callId);
      if (call && is(call)) return call;
      if (performance.now() > deadline) throw new Error(`never came: ${what}; it is ${JSON.stringify(call)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async agent(extension: string): Promise<AgentPhone> {
    const agent = new AgentPhone();
    await agent.phone.start({ kind: 'practice', url: this.ready.sipUrl, domain: PRACTICE_DOMAIN, user: extension, password: linePassword(this.secret, extension) });
    await until('registered', () => agent.phone.registered);
    return agent;
  }
}
