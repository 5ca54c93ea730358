export interface DeskCommand {
  readonly executablePath: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}
export function lacksSoundHardware(): boolean;
export function deskCommand(options: { userData?: string; centralUrl: string; env?: NodeJS.ProcessEnv; flags?: string[]; fakeSound?: boolean }): DeskCommand;
export function hasLeftByItself(error: unknown): boolean;
