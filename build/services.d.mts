import type { ChildProcess } from 'node:child_process';

export interface Service {
  readonly name: string;
  readonly child: ChildProcess;
  readonly ready: Readonly<Record<string, unknown>>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}
export interface ServiceOptions {
  readonly dataDir: string;
  readonly demo: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly quiet?: boolean;
  readonly onExit?: (name: string, why: string) => void;
  readonly signal?: AbortSignal;
}
export interface Services {
  readonly pid: number;
  readonly centralUrl: string;
  readonly lineUrl: string;
  readonly lineControlUrl: string;
  readonly dataDir: string;
  readonly central: Service;
  readonly line: Service;
  stop(): Promise<void>;
}
export function startService(name: string, script: string, env: NodeJS.ProcessEnv, options: ServiceOptions): Promise<Service>;
export function startCentral(options: ServiceOptions): Promise<Service>;
export function startPracticeLine(options: ServiceOptions, centralUrl: string): Promise<Service>;
export function startServices(options: ServiceOptions): Promise<Services>;
