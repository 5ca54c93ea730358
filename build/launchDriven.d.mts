import type { ElectronApplication } from 'playwright-core';

export function launchDriven(command: { executablePath: string; args: string[]; cwd: string; env: NodeJS.ProcessEnv }): Promise<ElectronApplication>;
