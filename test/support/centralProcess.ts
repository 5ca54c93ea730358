import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Central as `npm start` runs it: a process of its own, to be killed. */
export class CentralProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly databaseUrl: string;
  /** Everything it wrote to standard error. */
  readonly log: () => string;
  private constructor(child: ChildProcess, ready: { readonly url: string; readonly databaseUrl: string }, log: () => string) {
    this.child = child;
    this.log = log;
    this.url = ready.url;
    this.databaseUrl = ready.databaseUrl;
  }

  static async start(dataFolder: string, env: NodeJS.ProcessEnv = {}): Promise<CentralProcess> {
    const child = spawn(process.execPath, [path.join(root, 'central/main.ts')], {
      stdio: ['pipe', 'pipe', 'pipe'], // A database given to the tests is not central's: it starts its own unless told otherwise.
      env: { ...process.env, DATABASE_URL: undefined, CARELINE_PORT: '0', CARELINE_PARENT: '1', ...env, CARELINE_DATA: dataFolder },
    });
    let out = '';
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { told += text; });
    child.stdin.on('error', () => {});
    return await new Promise((resolve, reject) => {
      child.once('exit', (code, signal) => reject(new Error(`central ended (${code ?? signal}): ${told}`)));
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const line = out.split('\n').find((one) => one.startsWith('{"ready":true') && one.endsWith('}'));
        if (line !== undefined) resolve(new CentralProcess(child, JSON.parse(line) as { url: string; databaseUrl: string }, () => told));
      });
    });
  }

  async end(how: NodeJS.Signals | 'parent-gone'): Promise<void> {
    const gone = new Promise((resolve) => { this.child.once('exit', resolve); });
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    if (how === 'parent-gone') this.child.stdin?.end();
    else this.child.kill(how);
    await gone;
  }
}
