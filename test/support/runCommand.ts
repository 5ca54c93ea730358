import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface CommandEnd {
  readonly code: number | null;
  readonly out: string;
  readonly told: string;
}

/** One of central's commands, as npm runs it: a process of its own, to be killed. */
export function startCommand(name: 'import' | 'backup' | 'restore', args: readonly string[], env: NodeJS.ProcessEnv): { readonly child: ChildProcess; readonly end: Promise<CommandEnd> } {
  const child = spawn(process.execPath, [path.join(root, `central/commands/${name}.ts`), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_NO_WARNINGS: '1', ...env } });
  let out = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { told += text; });
  return { child, end: new Promise((resolve) => { child.once('close', (code) => resolve({ code, out, told })); }) };
}
